import { lazy, Suspense, useId, type ReactNode } from 'react';
import { Icon } from '../../shared/icons';
import { csvOf, type Cell } from '../parts/csv';
import { save } from '../parts/download';
import { ChartNumbers } from './chart-numbers';
import type { ChartData } from './chart-option';

const Chart = lazy(() => import('./chart'));

export interface Sheet {
  name: string;
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

/** One question: the answer as a sentence with its figure, a picture, what the figure means, and its numbers as a file. */
export function Question({
  title,
  answer,
  change,
  definition,
  chart,
  sheet,
  children,
}: {
  title: string;
  answer: ReactNode;
  /** Against the period before, in words. */
  change?: ReactNode;
  definition: string;
  chart?: ChartData;
  sheet: Sheet;
  children?: ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <section className="question" aria-labelledby={id}>
      <div className="question__words">
        <h2 id={id}>{title}</h2>
        <p className="question__answer">{answer}</p>
        {change !== undefined && <p className="question__change">{change}</p>}
        <div className="question__tools">
          <Definition text={definition} title={title} />
          <button
            type="button"
            className="chip"
            onClick={() =>
              save(new Blob([csvOf(sheet.head, sheet.rows)], { type: 'text/csv;charset=utf-8' }), `${sheet.name}.csv`)
            }
          >
            CSV
          </button>
        </div>
      </div>
      <div className="question__picture">
        {chart && chart.categories.length > 0 && (
          <>
            <Suspense fallback={<div className="chart" style={{ height: 200 }} aria-busy="true" />}>
              <Chart data={chart} label={title} />
            </Suspense>
            <ChartNumbers data={chart} label={title} />
          </>
        )}
        {children}
      </div>
    </section>
  );
}

function Definition({ text, title }: { text: string; title: string }): ReactNode {
  const id = useId();
  return (
    <>
      <button type="button" className="chip question__info" popoverTarget={id} aria-label={`What this means: ${title}`}>
        <Icon name="info" size={14} /> Definition
      </button>
      <p id={id} popover="auto" className="menu question__definition">
        {text}
      </p>
    </>
  );
}
