import type { Estimate } from './estimate';
import { BANDS, LEAD_BANDS_MIN, leadBand, STAGES, type Stage } from './model';

/** An estimate that was told, and what became of it; market seconds. */
export interface ScoredEstimate {
  stage: Stage;
  givenAt: number;
  told: Estimate;
  actual: number;
}

export interface EtaScore {
  count: number;
  /** Shares from 0 to 1. */
  within5Min: number;
  coverage: number;
  meanAbsErrorS: number;
  /** Above 0: deliveries come later than told. */
  biasS: number;
}

const WITHIN_S = 300;

/** Null when there is nothing to score. */
export function scoreOf(estimates: readonly ScoredEstimate[]): EtaScore | null {
  const count = estimates.length;
  if (count === 0) return null;
  const errors = estimates.map(({ told, actual }) => actual - told.median);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / count;
  const share = (holds: boolean[]): number => holds.filter(Boolean).length / count;
  return {
    count,
    within5Min: share(errors.map((error) => Math.abs(error) <= WITHIN_S)),
    coverage: share(estimates.map(({ told, actual }) => actual >= told.low && actual <= told.high)),
    meanAbsErrorS: mean(errors.map(Math.abs)),
    biasS: mean(errors),
  };
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

export interface ScoreRow extends EtaScore {
  stage: Stage;
  /** In minutes; `to` null: no upper end. Both null: all lead times. */
  lead: { from: number; to: number | null } | null;
}

/** By what was known and by lead time. */
export function scoreTable(estimates: readonly ScoredEstimate[]): ScoreRow[] {
  return STAGES.flatMap((stage) => {
    const ofStage = estimates.filter((one) => one.stage === stage);
    const bands = Array.from({ length: BANDS.lead }, (_, band) => ({
      lead: { from: LEAD_BANDS_MIN[band]!, to: LEAD_BANDS_MIN[band + 1] ?? null },
      seen: ofStage.filter(({ told, givenAt }) => leadBand(told.median - givenAt) === band),
    }));
    return [{ lead: null, seen: ofStage }, ...bands].flatMap(({ lead, seen }) => {
      const score = scoreOf(seen);
      return score ? [{ stage, lead, ...score }] : [];
    });
  });
}
