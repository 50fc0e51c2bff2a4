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

export interface Octave {
  fromS: number;
  /** Null: it has no end. */
  toS: number | null;
  count: number;
  /** Of the other one. */
  beside: number;
}

const LAST_OCTAVE = Math.ceil(DURATION_BOUNDS.length / 4);

/** A histogram for people, and another one beside it: from the first octave to the last in which either has something. */
export function octaves(histogram: Histogram, other: Histogram): Octave[] {
  const [counts, besides] = [countsByOctave(histogram), countsByOctave(other)];
  const filled = counts.flatMap((count, octave) => (count + besides[octave]! > 0 ? [octave] : []));
  if (filled.length === 0) return [];
  const [first, last] = [filled[0]!, filled.at(-1)!];
  return counts.slice(first, last + 1).map((count, nth) => {
    const octave = first + nth;
    return {
      fromS: octave === 0 ? 0 : Math.pow(2, octave - 1),
      toS: octave === LAST_OCTAVE ? null : Math.pow(2, octave),
      count,
      beside: besides[octave]!,
    };
  });
}

function countsByOctave(histogram: Histogram): number[] {
  const counts = Array.from({ length: LAST_OCTAVE + 1 }, () => 0);
  for (const [bucket, count] of histogram.entries()) counts[Math.ceil(bucket / 4)]! += count;
  return counts;
}
