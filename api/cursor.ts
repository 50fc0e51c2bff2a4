import { COUNT_MAX } from '../contracts/http';
import { invalid } from './problem';

/** A cursor is the last item's key, wrapped so that nobody builds one. */
export const cursorOf = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** The key in a cursor that a client sends back; `isKey` says whether it can be one. */
export function keyOf<Key>(cursor: string | undefined, isKey: (value: unknown) => value is Key): Key | null {
  if (cursor === undefined) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (isKey(key)) return key;
  } catch {
    // Falls through: whatever it is, it did not come from us.
  }
  throw invalid({ pointer: '/cursor', message: 'must come from next_cursor' });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const isCountKey = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 0 && Number(value) <= COUNT_MAX;
export const isIdKey = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);

/** A page and where the next one begins: one more than asked for was read, to know whether there is a next one. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  key: (row: Row) => unknown,
  answer: (row: Row) => Item,
): { data: Item[]; next_cursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { data: kept.map(answer), next_cursor: rows.length > limit && last ? cursorOf(key(last)) : null };
}
