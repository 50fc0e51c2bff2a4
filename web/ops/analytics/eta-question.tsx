import type { ReactNode } from 'react';
import { count } from '../../shared/format';
import { useAnalytics, type EtaAnalytics } from './analytics';
import { percent } from './figure-words';
import { Question } from './question';

const STAGES: Record<string, string> = {
  unassigned: 'Before a driver was found',
  assigned: 'On the way to the pickup',
  carried: 'Goods on the way',
};

const DEFINITION =
  'Told times against the door’s clock. An interval is meant to hold eight of ten arrivals; more is too careful, less ' +
  'too sure. Bias above zero: arrivals come later than told.';

/** How true the arrival times were that customers were told. */
export function EtaQuestion(): ReactNode {
  const { data } = useAnalytics<EtaAnalytics>('eta');
  if (!data) return null;
  const stages = data.rows.filter(({ lead_min }) => lead_min === null);
  const { all } = data;
  return (
    <Question
      title="Can customers rely on the times that they are told?"
      answer={
        all ? (
          <>
            <b>{percent(all.within_5_min)}</b> came within five minutes of the told time; the window held{' '}
            <b>{percent(all.coverage_10_90)}</b> of arrivals.
          </>
        ) : (
          'No delivery to hold a told time against yet.'
        )
      }
      change={
        all &&
        `${count(all.count)} told times. Arrivals are ${(Math.abs(all.bias_s) / 60).toFixed(1)} min ${all.bias_s > 0 ? 'later' : 'earlier'} than told on average.`
      }
      definition={DEFINITION}
      sheet={{
        name: 'eta',
        head: [
          'stage',
          'lead_from_min',
          'lead_to_min',
          'count',
          'within_5_min',
          'coverage_10_90',
          'mean_abs_error_s',
          'bias_s',
        ],
        rows: data.rows.map((row) => [
          row.stage,
          row.lead_min?.from ?? null,
          row.lead_min?.to ?? null,
          row.count,
          row.within_5_min,
          row.coverage_10_90,
          row.mean_abs_error_s,
          row.bias_s,
        ]),
      }}
    >
      {stages.length > 0 && (
        <table className="causes">
          <thead>
            <tr>
              <th scope="col">What was known</th>
              <th scope="col" className="num">
                Within 5 min
              </th>
              <th scope="col" className="num">
                In the window
              </th>
              <th scope="col" className="num">
                Mean error, min
              </th>
            </tr>
          </thead>
          <tbody>
            {stages.map((row) => (
              <tr key={row.stage}>
                <th scope="row">{STAGES[row.stage] ?? row.stage}</th>
                <td className="num">{percent(row.within_5_min)}</td>
                <td className="num">{percent(row.coverage_10_90)}</td>
                <td className="num">{(row.mean_abs_error_s / 60).toFixed(1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Question>
  );
}
