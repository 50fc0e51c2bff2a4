import type { ReactNode } from 'react';
import { count, duration, MISSING, money } from '../../shared/format';
import { rowsOf, verdictOf, type ShadowRow, type ShadowRun } from './shadow-run';

/** Before and after, figure by figure; what got better or worse says so in words. */
export function ShadowTable({ run }: { run: ShadowRun }): ReactNode {
  const { currency } = run.before.pay;
  return (
    <table className="figures shadow__figures">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" className="num">
            As it was
          </th>
          <th scope="col" className="num">
            Draft
          </th>
          <th scope="col" className="num">
            Change
          </th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(run).map((row) => (
          <tr key={row.label}>
            <th scope="row">{row.label}</th>
            <td className="num">{text(row, row.before, currency)}</td>
            <td className="num">{text(row, row.after, currency)}</td>
            <td className="num" data-verdict={verdictOf(row) ?? undefined}>
              {change(row, currency)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function text({ unit }: ShadowRow, value: number | null, currency: string): string {
  if (value === null) return MISSING;
  if (unit === 'money') return money(value, currency);
  return unit === 'seconds' ? duration(value * 1000) : count(value);
}

function change(row: ShadowRow, currency: string): ReactNode {
  const { before, after } = row;
  const verdict = verdictOf(row);
  if (before === null || after === null || verdict === null) return MISSING;
  const sign = after > before ? '+' : '−';
  return (
    <>
      {sign}
      {text(row, Math.abs(after - before), currency)}
      {verdict !== 'other' && <small> {verdict}</small>}
    </>
  );
}
