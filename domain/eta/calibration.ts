import { ascending, quantile } from './distribution';
import type { Estimate } from './estimate';
import { banded, grouped } from './grouped';
import { BANDS, leadBand, STAGES, UNCALIBRATED, type Calibration, type Scale, type Stage } from './model';

/** A forecast made before the truth was known, and the truth. */
export interface Outcome {
  stage: Stage;
  givenAt: number;
  /** As forecast, before calibration. */
  raw: Estimate;
  actual: number;
}

/** Below this many seconds an interval's half is no scale to measure by. */
const SIDE_MIN_S = 15;
const BAND_PRIOR = 150;
const STAGE_PRIOR = 50;

const halfWidths = ({ low, median, high }: Estimate): { below: number; above: number } => ({
  below: Math.max(SIDE_MIN_S, median - low),
  above: Math.max(SIDE_MIN_S, high - median),
});

/**
 * Makes the stated coverage true: the interval takes the levels between which the truth has fallen in the past, on each
 * forecast's own scale. Split-conformal prediction with a normalised score (Papadopoulos et al., 2002; Romano, Patterson
 * & Candès, "Conformalized quantile regression", 2019), per stage and lead time, and for the median as well.
 */
export function calibrated(calibration: Calibration, stage: Stage, givenAt: number, raw: Estimate): Estimate {
  const { low, middle, high } = calibration[stage][leadBand(raw.median - givenAt)]!;
  const { below, above } = halfWidths(raw);
  const at = (level: number): number => Math.max(givenAt, raw.median + level * (level < 0 ? below : above));
  return { low: at(low), median: at(middle), high: at(high) };
}

/** `belief`: what is known from elsewhere, such as other days; it counts like a small number of outcomes. */
export function fitCalibration(outcomes: readonly Outcome[], belief: Calibration = UNCALIBRATED): Calibration {
  const byStage = grouped(outcomes, ({ stage }) => stage);
  const fitted = STAGES.map((stage) => {
    const seen = byStage.get(stage) ?? [];
    const bands = banded(seen, BANDS.lead, ({ raw, givenAt }) => leadBand(raw.median - givenAt));
    return [
      stage,
      bands.map((band, i) => scaleOf(band, scaleOf(seen, belief[stage][i]!, STAGE_PRIOR), BAND_PRIOR)),
    ] as const;
  });
  return Object.fromEntries(fitted) as unknown as Calibration;
}

function scaleOf(outcomes: readonly Outcome[], belief: Scale, priorWeight: number): Scale {
  if (outcomes.length === 0) return belief;
  const scores = ascending(outcomes.map(scoreOf));
  const share = outcomes.length / (outcomes.length + priorWeight);
  const blend = (level: number, believed: number): number => share * quantile(scores, level) + (1 - share) * believed;
  return { low: blend(0.1, belief.low), middle: blend(0.5, belief.middle), high: blend(0.9, belief.high) };
}

function scoreOf({ raw, actual }: Outcome): number {
  const { below, above } = halfWidths(raw);
  const error = actual - raw.median;
  return error / (error < 0 ? below : above);
}
