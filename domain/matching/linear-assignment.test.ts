import { assignRows, type Edge } from './linear-assignment';

const ALONE = 1_000;

function costOf(edges: Edge[][], columns: ArrayLike<number>): number {
  return edges.reduce((sum, row, i) => sum + (row.find((edge) => edge.column === columns[i])?.cost ?? ALONE), 0);
}

function cheapestByTrying(edges: Edge[][], row = 0, taken = new Set<number>()): number {
  if (row === edges.length) return 0;
  let best = ALONE + cheapestByTrying(edges, row + 1, taken);
  for (const edge of edges[row]!) {
    if (taken.has(edge.column)) continue;
    taken.add(edge.column);
    best = Math.min(best, edge.cost + cheapestByTrying(edges, row + 1, taken));
    taken.delete(edge.column);
  }
  return best;
}

test('finds the cheapest assignment on small problems of every density', () => {
  let state = 7;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let problem = 0; problem < 300; problem++) {
    const rows = 1 + Math.floor(random() * 6);
    const columns = 1 + Math.floor(random() * 6);
    const density = random();
    const edges = Array.from({ length: rows }, () =>
      Array.from({ length: columns }, (_, column) => ({ column, cost: Math.floor(random() * 2 * ALONE) })).filter(
        () => random() < density,
      ),
    );
    const assigned = assignRows(edges, columns, ALONE);
    const used = [...assigned].filter((column) => column >= 0);
    expect(new Set(used).size).toBe(used.length);
    expect(costOf(edges, assigned)).toBe(cheapestByTrying(edges));
  }
});

test('leaves every row alone when there are no columns', () => {
  expect([...assignRows([[], []], 0, ALONE)]).toEqual([-1, -1]);
});
