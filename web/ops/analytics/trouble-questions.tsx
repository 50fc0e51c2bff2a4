import type { ReactNode } from 'react';
import { count } from '../../shared/format';
import type { Counted, Operations } from './analytics';
import { changeInWords, show } from './figure-words';
import { Question } from './question';
import { seriesChart, seriesSheet } from './series';

/** More causes than these are a list for the file. */
const CAUSES_MAX = 8;

const sentence = (code: string): string => code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');

/** What went wrong, and what was done about it. */
export function TroubleQuestions({ data }: { data: Operations }): ReactNode {
  const { figures, definitions } = data;
  const figure = (key: string): string => show(figures[key]?.value, definitions[key]?.unit);
  const change = (key: string): string => (figures[key] ? changeInWords(figures[key], definitions[key]?.unit) : '');
  const text = (key: string): string => definitions[key]?.text ?? '';
  const [worst] = data.escalations_by;
  return (
    <>
      <Question
        title="Why are people called?"
        answer={
          <>
            <b>{figure('escalations')}</b> escalations
            {worst ? `, most often because of “${sentence(worst.key).toLowerCase()}”.` : '.'}
          </>
        }
        change={change('escalations')}
        definition={text('escalations')}
        sheet={sheetOf('escalations', data.escalations_by)}
      >
        <CauseBars rows={data.escalations_by} empty="Nobody was called." />
      </Question>
      <Question
        title="How often does an order change hands?"
        answer={
          <>
            <b>{figure('reassigned')}</b> assignments ended early.
            {data.reassigned_ended.length > 0 && ` Those orders ended ${endedInWords(data.reassigned_ended)}.`}
          </>
        }
        change={change('reassigned')}
        definition={text('reassigned')}
        sheet={sheetOf('reassignments', data.reassigned_by)}
      >
        <CauseBars rows={data.reassigned_by} empty="No order changed hands." />
      </Question>
      <Question
        title="How often is a driver bound without being asked?"
        answer={
          <>
            <b>{figure('forced')}</b> times.
          </>
        }
        change={change('forced')}
        definition={text('forced')}
        chart={seriesChart(data, [['forced', 'Bound without asking', 1]])}
        sheet={seriesSheet(data, 'forced', ['forced'])}
      />
    </>
  );
}

const endedInWords = (rows: readonly Counted[]): string =>
  rows.map(({ key, count: many }) => `${key.replaceAll('_', ' ')} (${count(many)})`).join(', ');

const sheetOf = (
  name: string,
  rows: readonly Counted[],
): { name: string; head: string[]; rows: (string | number)[][] } => ({
  name,
  head: ['cause', 'count', 'count_before'],
  rows: rows.map(({ key, count: many, previous }) => [key, many, previous]),
});

/** Bars as SVG beside their words: they need no axis. */
function CauseBars({ rows, empty }: { rows: readonly Counted[]; empty: string }): ReactNode {
  if (rows.length === 0) return <p className="quiet">{empty}</p>;
  const most = Math.max(...rows.map(({ count: many }) => many), 1);
  return (
    <table className="causes">
      <thead>
        <tr>
          <th scope="col">Cause</th>
          <th scope="col">
            <span className="visually-hidden">Share</span>
          </th>
          <th scope="col" className="num">
            Count
          </th>
          <th scope="col" className="num">
            Before
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.slice(0, CAUSES_MAX).map(({ key, count: many, previous }) => (
          <tr key={key}>
            <th scope="row">{sentence(key)}</th>
            <td>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="12" aria-hidden>
                <rect width={(many / most) * 100} height="10" rx="1" style={{ fill: 'var(--c1)' }} />
              </svg>
            </td>
            <td className="num">{count(many)}</td>
            <td className="num quiet">{count(previous)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
