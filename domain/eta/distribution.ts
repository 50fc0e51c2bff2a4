/**
 * What is known of a duration: its quantiles at (i + ½)/POINTS, ascending. Empirical quantiles make no assumption about
 * tails, are small enough to store, and blending them point by point gives a distribution between two others
 * (Vincent averaging; Ratcliff, "Group reaction time distributions", Psychological Bulletin 86, 1979).
 */
export type Distribution = readonly number[];

export const POINTS = 40;

/** How many observations weigh as much as what was believed before them. */
export const PRIOR_WEIGHT = 30;

const levels = (): number[] => Array.from({ length: POINTS }, (_, i) => (i + 0.5) / POINTS);

export const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** Quantile of ascending values, interpolated; the ends are held. */
export function quantile(sorted: ArrayLike<number>, level: number): number {
  const position = level * sorted.length - 0.5;
  const below = Math.max(0, Math.min(sorted.length - 1, Math.floor(position)));
  const above = Math.min(sorted.length - 1, below + 1);
  const share = Math.max(0, Math.min(1, position - below));
  return sorted[below]! + (sorted[above]! - sorted[below]!) * share;
}

const median = (values: readonly number[]): number => quantile(ascending(values), 0.5);

export function distributionOf(values: readonly number[]): Distribution {
  const sorted = ascending(values);
  return levels().map((level) => quantile(sorted, level));
}

/** The distribution of a formula, for what is believed before anything was seen. */
export const distributionFrom = (quantileAt: (level: number) => number): Distribution => levels().map(quantileAt);

/** Between what was seen and what was believed: the more was seen, the less the belief counts. */
export function shrunk(seen: readonly number[], belief: Distribution, priorWeight = PRIOR_WEIGHT): Distribution {
  return seen.length === 0 ? belief : blended(distributionOf(seen), belief, seen.length / (seen.length + priorWeight));
}

export const blended = (a: Distribution, b: Distribution, shareOfA: number): Distribution =>
  a.map((value, i) => shareOfA * value + (1 - shareOfA) * b[i]!);

/** A typical value, drawn towards 0 while it rests on few observations. */
export const shrunkMedian = (values: readonly number[], priorWeight = PRIOR_WEIGHT): number =>
  values.length === 0 ? 0 : (median(values) * values.length) / (values.length + priorWeight);

/** The value at a level. `quantile` for the hot path of a forecast, which asks thousands of times. */
export function valueAt(distribution: Distribution, level: number): number {
  const position = level * POINTS - 0.5;
  if (position <= 0) return distribution[0]!;
  if (position >= POINTS - 1) return distribution[POINTS - 1]!;
  const below = position | 0;
  const from = distribution[below]!;
  return from + (distribution[below + 1]! - from) * (position - below);
}

/** The share of the distribution below `value`. */
export function levelOf(distribution: Distribution, value: number): number {
  const above = distribution.findIndex((point) => point > value);
  if (above <= 0) return above === 0 ? 0 : 1;
  const from = distribution[above - 1]!;
  return (above - 0.5 + (value - from) / (distribution[above]! - from)) / POINTS;
}

/** From here on the few quantiles of a tail say less than its shape does. */
const TAIL_FROM = 0.9;

/** What is left, level by level, of something that has lasted for `elapsed` and is not over. */
export function remaining(distribution: Distribution, elapsed: number): (level: number) => number {
  const passed = levelOf(distribution, elapsed);
  if (passed < TAIL_FROM) return (level) => valueAt(distribution, passed + (1 - passed) * level) - elapsed;
  // As if memoryless, at the pace at which the tail thins out: 90 % to the last point.
  const last = (POINTS - 0.5) / POINTS;
  const mean =
    (valueAt(distribution, last) - valueAt(distribution, TAIL_FROM)) / Math.log((1 - TAIL_FROM) / (1 - last));
  return (level) => -mean * Math.log(1 - level);
}
