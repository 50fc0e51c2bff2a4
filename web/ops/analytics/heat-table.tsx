import type { ReactNode } from 'react';
import { MISSING } from '../../shared/format';

/** Steps of one colour: more than these cannot be told apart. */
const STEPS = 5;

/** Hour by zone as a table: the number is in the cell, the colour only leads the eye. */
export function HeatTable({
  label,
  columns,
  rows,
  show,
}: {
  label: string;
  columns: readonly string[];
  rows: readonly { name: string; values: readonly (number | null)[] }[];
  show: (value: number) => string;
}): ReactNode {
  const most = Math.max(0, ...rows.flatMap(({ values }) => values.map((value) => value ?? 0)));
  return (
    <div className="heat" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, values }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, index) => (
                <td key={columns[index]} data-step={value === null ? undefined : stepOf(value, most)}>
                  {value === null ? MISSING : show(value)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const stepOf = (value: number, most: number): number => (most === 0 ? 0 : Math.round((value / most) * STEPS));
