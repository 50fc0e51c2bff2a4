import type { Operations } from './analytics';
import type { ChartData } from './chart-option';
import type { Sheet } from './question';

type Line = readonly [key: string, name: string, divisor: number];

/** Bars for what is counted, lines for what is measured. */
export function seriesChart({ series, definitions }: Operations, lines: readonly Line[], unit?: string): ChartData {
  return {
    categories: series.map(({ local }) => (local.slice(11, 16) === '00:00' ? local.slice(5, 10) : local.slice(11, 16))),
    ...(unit ? { unit } : {}),
    series: lines.map(([key, name, divisor]) => ({
      name,
      kind: definitions[key]?.unit === 'count' ? ('bar' as const) : ('line' as const),
      values: series.map(({ values }) => {
        const value = values[key];
        return value === null || value === undefined ? null : Math.round((value / divisor) * 100) / 100;
      }),
    })),
  };
}

export const seriesSheet = ({ series }: Operations, name: string, keys: readonly string[]): Sheet => ({
  name,
  head: ['market_time', ...keys],
  rows: series.map(({ local, values }) => [local, ...keys.map((key) => values[key] ?? null)]),
});

/** Steps that double, so that a minute and half an hour have room beside each other: `32–64 s`, `4–9 min`. */
export const histogramChart = (bars: Operations['time_to_assign'], name: string): ChartData => ({
  categories: bars.map(({ from_s, to_s }) => span(from_s, to_s)),
  series: [{ name, kind: 'bar', values: bars.map(({ count }) => count) }],
});

function span(from: number, to: number | null): string {
  const isLong = from >= 120;
  const show = (seconds: number): string => String(isLong ? Math.round(seconds / 60) : seconds);
  const unit = isLong ? 'min' : 's';
  return to === null ? `over ${show(from)} ${unit}` : `${show(from)}–${show(to)} ${unit}`;
}
