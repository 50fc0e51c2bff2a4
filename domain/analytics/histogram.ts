/**
 * Durations counted in buckets, so that those of many quarters and zones can be added up and still have percentiles.
 * Upper ends in seconds rise by a fourth of an octave from one second to nine hours: a percentile is right to a fifth.
 * The database has the same list in `duration_bounds()`.
 */
export const DURATION_BOUNDS: readonly number[] = Array.from({ length: 61 }, (_, k) =>
  Number(Math.pow(2, k / 4).toFixed(3)),
);

/** As many as there are bounds, and one for what is beyond the last. */
export type Histogram = number[];

/** Where a share of all values lies below, in seconds: interpolated within its bucket. Null of nothing. */
export function percentile(histogram: Histogram, share: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let below = 0;
  for (const [bucket, count] of histogram.entries()) {
    if (count > 0 && below + count >= wanted) {
      const [from, to] = [bucket === 0 ? 0 : DURATION_BOUNDS[bucket - 1]!, DURATION_BOUNDS[bucket]];
      // What is beyond the last bound is at least that.
      return to === undefined ? from : from + ((wanted - below) / count) * (to - from);
    }
    below += count;
  }
  return DURATION_BOUNDS.at(-1)!;
}

/** A histogram for people: octaves, from the first to the last that has something in it. */
export function octaves(histogram: Histogram): { fromS: number; toS: number | null; count: number }[] {
  const sums = new Map<number, number>();
  for (const [bucket, count] of histogram.entries()) {
    const octave = Math.ceil(bucket / 4);
    sums.set(octave, (sums.get(octave) ?? 0) + count);
  }
  const filled = [...sums].filter(([, count]) => count > 0).map(([octave]) => octave);
  if (filled.length === 0) return [];
  const last = Math.ceil(DURATION_BOUNDS.length / 4);
  const [from, to] = [Math.min(...filled), Math.max(...filled)];
  return [...sums]
    .filter(([octave]) => octave >= from && octave <= to)
    .map(([octave, count]) => ({
      fromS: octave === 0 ? 0 : Math.pow(2, octave - 1),
      toS: octave === last ? null : Math.pow(2, octave),
      count,
    }));
}
