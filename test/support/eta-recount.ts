import { toMarket, type MarketClock } from '../../domain/clock';
import type { Estimate } from '../../domain/eta/estimate';
import type { ScoredReading } from '../../domain/eta/history';
import { BANDS, LEAD_BANDS_MIN, leadBand, STAGES, type Stage } from '../../domain/eta/model';
import type { EtaScore } from '../../domain/eta/score';

// How true arrival times were, counted slowly from every one that was told: what rollups are held against.

/** An estimate that was told, and what became of it; market seconds. */
export interface ScoredEstimate {
  stage: Stage;
  givenAt: number;
  told: Estimate;
  actual: number;
}

export function scoredOf(reading: readonly ScoredReading[], clock: MarketClock): ScoredEstimate[] {
  const at = (iso: string): number => toMarket(clock, Date.parse(iso));
  return reading.map(({ stage, givenAt, low, median, high, actual }) => ({
    stage,
    givenAt: at(givenAt),
    told: { low: at(low), median: at(median), high: at(high) },
    actual: at(actual),
  }));
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
