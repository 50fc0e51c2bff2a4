export interface EtaScore {
  count: number;
  /** Shares from 0 to 1. */
  within5Min: number;
  coverage: number;
  meanAbsErrorS: number;
  /** Above 0: deliveries come later than told. */
  biasS: number;
}

/** What scores are made of, summed over estimates: counts, and market seconds. */
export interface EtaSums {
  told: number;
  within: number;
  beforeLow: number;
  beforeMedian: number;
  afterHigh: number;
  absS: number;
  biasS: number;
}

export interface CalibratedScore extends EtaScore {
  /** Shares of arrivals before the interval, before the median and after the interval: stated as 0.1, 0.5 and 0.1. */
  beforeLow: number;
  beforeMedian: number;
  afterHigh: number;
}

/** The score of several sums together; null when nothing was told. */
export function scoreOfSums(sums: readonly EtaSums[]): CalibratedScore | null {
  const total = (key: keyof EtaSums): number => sums.reduce((sum, one) => sum + one[key], 0);
  const count = total('told');
  if (count === 0) return null;
  const mean = (key: keyof EtaSums): number => total(key) / count;
  return {
    count,
    within5Min: mean('within'),
    coverage: 1 - mean('beforeLow') - mean('afterHigh'),
    beforeLow: mean('beforeLow'),
    beforeMedian: mean('beforeMedian'),
    afterHigh: mean('afterHigh'),
    meanAbsErrorS: mean('absS'),
    biasS: mean('biasS'),
  };
}
