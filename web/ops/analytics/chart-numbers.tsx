import { useState, type ReactNode } from 'react';
import type { ChartData } from './chart-option';
import { shown } from './chart-tooltip';

/** The chart's numbers as a table, of this period and of the one before: for those who do not see it, or want to read. */
export function ChartNumbers({ data, label }: { data: ChartData; label: string }): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="numbers" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        Numbers<span className="visually-hidden">: {label}</span>
      </summary>
      {isOpen && <Table data={data} label={label} />}
    </details>
  );
}

function Table({ data, label }: { data: ChartData; label: string }): ReactNode {
  const { categories, beforeCategories, series, unit } = data;
  const now = series.filter(({ isBefore }) => !isBefore);
  const before = series.filter(({ isBefore }) => isBefore);
  const hasOwnTimes = before.length > 0 && beforeCategories !== undefined;
  const columns = [...now, ...before];
  return (
    <div className="numbers__scroll" role="region" aria-label={`Numbers: ${label}`} tabIndex={0}>
      <table className="causes">
        <thead>
          <tr>
            <th scope="col">At</th>
            {now.map(({ name }) => (
              <Heading key={name} name={name} />
            ))}
            {hasOwnTimes && <Heading name="Before, at" />}
            {before.map(({ name }) => (
              <Heading key={name} name={name} />
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category, at) => (
            <tr key={at}>
              <th scope="row">{category}</th>
              {columns.map(({ name, values, isBefore }, nth) => (
                <Cells
                  key={name}
                  value={shown(values[at], unit)}
                  isQuiet={isBefore ?? false}
                  {...(hasOwnTimes && nth === now.length ? { time: beforeCategories[at] } : {})}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Heading = ({ name }: { name: string }): ReactNode => (
  <th scope="col" className="num">
    {name}
  </th>
);

const Cells = ({ value, isQuiet, time }: { value: string; isQuiet: boolean; time?: string | undefined }): ReactNode => (
  <>
    {time !== undefined && <td className="num quiet">{time}</td>}
    <td className={isQuiet ? 'num quiet' : 'num'}>{value}</td>
  </>
);
