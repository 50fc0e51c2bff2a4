import { csvLine } from './answers/csv';

type Cell = string | number | boolean | null;

/** Rows as a table of comma-separated values, with the names of the columns first. */
export const csvOf = (columns: readonly string[], rows: Iterable<readonly Cell[]>): string =>
  [columns, ...rows].map((row) => csvLine([...row])).join('');
