export interface Change {
  /** Names from the outside in, with dots: `offer.lifetime_s`. */
  path: string;
  before: unknown;
  after: unknown;
}

/** What differs between two policies in the same spelling. Lists count as one value: their rows only mean something together. */
export function differenceOf(before: unknown, after: unknown, path = ''): Change[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differenceOf(before[name], after[name], path === '' ? name : `${path}.${name}`));
  }
  return JSON.stringify(before) === JSON.stringify(after)
    ? []
    : [{ path, before: before ?? null, after: after ?? null }];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
