/** A spreadsheet takes what begins like this for a formula and runs it. */
const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;

type Cell = string | number | boolean | object | null | undefined;

/** One cell: quoted where it must be, and never a formula. Objects are written as JSON. */
export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line of RFC 4180. */
export const csvLine = (values: Cell[]): string => `${values.map(csvCell).join(',')}\r\n`;
