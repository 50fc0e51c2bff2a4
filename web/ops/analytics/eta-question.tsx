import type { ReactNode } from 'react';
import { count } from '../../shared/format';
import { useAnalytics, type EtaAnalytics, type EtaScore } from './analytics';
import type { ChartData } from './chart-option';
import { changeInWords, percent } from './figure-words';
import { Question } from './question';
import { beforeSeries } from './series';

const STAGES: Record<string, string> = {
  unassigned: 'Before a driver was found',
  assigned: 'On the way to the pickup',
  carried: 'Goods on the way',
};

/** How true the arrival times were that customers were told. */
export function EtaQuestion(): ReactNode {
  const { data } = useAnalytics<EtaAnalytics>('eta');
  if (!data) return null;
  const stages = data.rows.filter(({ lead_min }) => lead_min === null);
  const { all } = data;
  const before = data.all_before?.within_5_min ?? null;
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
      change={all && `${changeInWords({ value: all.within_5_min, previous: before }, 'share')} ${biasInWords(all)}`}
      definition={['within_5_min', 'coverage_10_90', 'bias_s']
        .map((key) => data.definitions[key]?.text ?? '')
        .join(' ')}
      {...(all ? { chart: windowChart(all, data.all_before) } : {})}
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

const biasInWords = ({ count: told, bias_s }: EtaScore): string =>
  `${count(told)} told times; arrivals are ${(Math.abs(bias_s) / 60).toFixed(1)} min ${bias_s > 0 ? 'later' : 'earlier'} than told on average.`;

/** Where arrivals fell in the told window, beside where they should: a tenth before it, a tenth after it. */
function windowChart(all: EtaScore, before: EtaScore | null): ChartData {
  return {
    categories: ['before the window', 'in its earlier half', 'in its later half', 'after the window'],
    unit: '%',
    series: [
      { name: 'Arrivals', kind: 'bar', values: sharesOf(all) },
      { name: 'As told', kind: 'bar', values: [10, 40, 40, 10] },
      ...(before ? beforeSeries('Arrivals, before', 'bar', sharesOf(before)) : []),
    ],
  };
}

const sharesOf = ({ before_low, before_median, after_high }: EtaScore): number[] =>
  [before_low, before_median - before_low, 1 - before_median - after_high, after_high].map(
    (share) => Math.round(share * 1000) / 10,
  );
