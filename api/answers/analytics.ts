import type { OperationsAnalytics } from '../../contracts/http';
import { definitionsOf, FIGURE_KEYS, figuresOf, type FigureKey, type Measured } from '../../domain/analytics/figures';
import { octaves, type Histogram } from '../../domain/analytics/histogram';
import type { Sums } from '../../domain/analytics/sums';

export interface FigureAnswer {
  value: number | null;
  previous: number | null;
}

/** Shares with four digits, everything else with two: what a chart or a sheet can use. */
const rounded = (value: number | null): number | null => value && Math.round(value * 10_000) / 10_000;

/** Null: nothing is known of the period before. */
export function figureAnswers(
  now: Measured,
  before: Measured | null,
  keys: readonly FigureKey[] = FIGURE_KEYS,
): Record<string, FigureAnswer> {
  const [values, previous] = [figuresOf(now), before && figuresOf(before)];
  return Object.fromEntries(
    keys.map((key) => [key, { value: rounded(values[key]), previous: previous && rounded(previous[key]) }]),
  );
}

/** Null: nothing is known of that time, which is not zero. */
export function valueAnswers(sums: Sums | null, keys: readonly FigureKey[]): Record<string, number | null> {
  const values = sums && figuresOf(bare(sums));
  return Object.fromEntries(keys.map((key) => [key, values && rounded(values[key])]));
}

/** Figures that need sums only: what series, zones and hours have. */
export const bare = (sums: Sums): Measured => ({ sums, assignHistogram: [], lateHistogram: [] });
export const SUM_KEYS = FIGURE_KEYS.filter((key) => !/_p\d\d_s$/.test(key));

/** What a quarter can be split by without its parts losing their meaning. */
export const HOUR_KEYS = [
  'placed',
  'delivered',
  'unassigned_share',
  'acceptance',
  'online_s',
  'busy_s',
  'utilisation',
] as const;
export const DRIVER_KEYS = [
  ...(['online_s', 'busy_s', 'utilisation', 'accepted', 'declined', 'expired'] as const),
  ...(['acceptance', 'delivered', 'on_time_share', 'orders_per_hour'] as const),
] as const;

export const NO_SUMS: Sums = {
  placed: 0,
  delivered: 0,
  returned: 0,
  cancelled: 0,
  undeliverable: 0,
  neverAssigned: 0,
  assigned: 0,
  assignS: 0,
  onTime: 0,
  lateS: 0,
  accepted: 0,
  declined: 0,
  expired: 0,
  withdrawn: 0,
  forced: 0,
  reassigned: 0,
  escalations: 0,
  ratings: 0,
  stars: 0,
  onlineS: 0,
  busyS: 0,
};

/** Octaves of this period beside those of the one before, of which nothing may be known. */
export const histogramAnswer = (now: Histogram, before: Histogram | undefined): OperationsAnalytics['lateness'] =>
  octaves(now, before ?? []).map(({ fromS, toS, count, beside }) => ({
    from_s: fromS,
    to_s: toS,
    count,
    previous: before ? beside : null,
  }));

/** Counts by key beside those of the period before, the most frequent first. */
export const countedAnswer = (
  now: Record<string, number>,
  before: Record<string, number>,
): OperationsAnalytics['stars'] =>
  [...new Set([...Object.keys(now), ...Object.keys(before)])]
    .map((key) => ({ key, count: now[key] ?? 0, previous: before[key] ?? 0 }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));

export { definitionsOf, FIGURE_KEYS };
