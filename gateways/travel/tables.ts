import type { Place } from '../../domain/matching/types';
import type { Pair } from '../../domain/travel/known-legs';
import { placeKey } from '../../domain/travel/place-key';

export interface Table {
  from: Place[];
  to: Place[];
}

/** A table may hold this many cells for each that was asked for: requests cost more than cells. */
const WASTE_MAX = 8;

/**
 * Tables that together hold all pairs. An engine answers whole tables only, and pairs are sparse: destinations are put
 * together while they have enough sources in common. Greedy, from the destination with the most sources on.
 */
export function tablesOf(pairs: readonly Pair[], sizeMax: number): Table[] {
  const byDestination = new Map<string, { to: Place; from: Map<string, Place> }>();
  for (const [from, to] of pairs) {
    const key = placeKey(to);
    const column = byDestination.get(key) ?? { to, from: new Map<string, Place>() };
    byDestination.set(key, column);
    column.from.set(placeKey(from), from);
  }
  const columns = [...byDestination.values()].flatMap(({ to, from }) =>
    chunks([...from.entries()], sizeMax - 1).map((part) => ({ to, from: new Map(part) })),
  );
  const tables: { from: Map<string, Place>; to: Place[]; asked: number }[] = [];
  for (const column of columns.sort((a, b) => b.from.size - a.from.size)) {
    const table = tables.find((one) => {
      const sources = one.from.size + [...column.from.keys()].filter((key) => !one.from.has(key)).length;
      const asked = one.asked + column.from.size;
      return sources + one.to.length + 1 <= sizeMax && sources * (one.to.length + 1) <= WASTE_MAX * asked;
    });
    if (table) {
      for (const [key, place] of column.from) table.from.set(key, place);
      table.to.push(column.to);
      table.asked += column.from.size;
    } else tables.push({ from: new Map(column.from), to: [column.to], asked: column.from.size });
  }
  return tables.map(({ from, to }) => ({ from: [...from.values()], to }));
}

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
