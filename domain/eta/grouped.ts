export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Items by a band that is a small number, empty bands included. */
export function banded<T>(items: readonly T[], bands: number, bandOf: (item: T) => number): T[][] {
  const groups: T[][] = Array.from({ length: bands }, () => []);
  for (const item of items) groups[bandOf(item)]!.push(item);
  return groups;
}
