import type { Bucket, Operations } from './analytics';
import type { ChartData, Series } from './chart-option';
import type { Sheet } from './question';

type Line = readonly [key: string, name: string, divisor: number];

/**
 * Bars for what is counted, lines for what is measured, and the period before as quiet lines: those of `before`, where
 * not each line has its own.
 */
export function seriesChart(
  { series, definitions }: Operations,
  lines: readonly Line[],
  { unit, before = lines }: { unit?: string; before?: readonly Line[] } = {},
): ChartData {
  const kindOf = (key: string): 'bar' | 'line' => (definitions[key]?.unit === 'count' ? 'bar' : 'line');
  return {
    categories: series.map(timeOf),
    beforeCategories: series.map(beforeTimeOf),
    ...(unit ? { unit } : {}),
    series: [
      ...lines.map(([key, name, divisor]) => ({
        name,
        kind: kindOf(key),
        values: series.map(({ values }) => scaled(values[key], divisor)),
      })),
      ...before.flatMap(([key, name, divisor]) =>
        beforeSeries(
          before.length > 1 ? `${name}, before` : 'Before',
          kindOf(key),
          series.map(({ previous }) => scaled(previous.values[key], divisor)),
        ),
      ),
    ],
  };
}

/** Nothing where nothing is known of the period before: a line of gaps would only stand in the legend. */
export const beforeSeries = (name: string, kind: 'line' | 'bar', values: Series['values']): Series[] =>
  values.every((value) => value === null) ? [] : [{ name, kind, values, isBefore: true }];

/** The time, or the day where one begins. */
const timeOf = ({ local }: Bucket): string =>
  local.slice(11, 16) === '00:00' ? local.slice(5, 10) : local.slice(11, 16);

/** The time of the period before, with its day where that is another one. */
const beforeTimeOf = ({ local, previous }: Operations['series'][number]): string => {
  const [day, time] = [previous.local.slice(5, 10), previous.local.slice(11, 16)];
  return day === local.slice(5, 10) ? time : `${day} ${time}`;
};

export const scaled = (value: number | null | undefined, divisor: number): number | null =>
  value === null || value === undefined ? null : Math.round((value / divisor) * 100) / 100;

export const seriesSheet = ({ series }: Operations, name: string, keys: readonly string[]): Sheet => ({
  name,
  head: ['market_time', ...keys, 'before_market_time', ...keys.map((key) => `${key}_before`)],
  rows: series.map((bucket) => [...cellsOf(bucket, keys), ...cellsOf(bucket.previous, keys)]),
});

const cellsOf = ({ local, values }: Bucket, keys: readonly string[]): (string | number | null)[] => [
  local,
  ...keys.map((key) => values[key] ?? null),
];

/** Steps that double, so that a minute and half an hour have room beside each other: `32–64 s`, `4–9 min`. */
export const histogramChart = (bars: Operations['time_to_assign'], name: string): ChartData => ({
  categories: bars.map(({ from_s, to_s }) => span(from_s, to_s)),
  series: [
    { name, kind: 'bar', values: bars.map(({ count }) => count) },
    ...beforeSeries(
      'Before',
      'bar',
      bars.map(({ previous }) => previous),
    ),
  ],
});

function span(from: number, to: number | null): string {
  const isLong = from >= 120;
  const show = (seconds: number): string => String(isLong ? Math.round(seconds / 60) : seconds);
  const unit = isLong ? 'min' : 's';
  return to === null ? `over ${show(from)} ${unit}` : `${show(from)}–${show(to)} ${unit}`;
}
