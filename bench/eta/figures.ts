import { LEAD_BANDS_MIN, leadBand } from '../../domain/eta/model';
import type { Given } from './backtest';
import { MOMENTS, type Moment } from './live-day';

export interface EtaFigures {
  within_5_min_at_placement: number;
  within_5_min_at_assignment: number;
  within_5_min_at_pickup: number;
  coverage_10_90: number;
  mean_abs_error_min: number;
  naive_within_5_min_at_assignment: number;
  answer_p99_ms: number;
}

export interface Row {
  moment: Moment;
  /** Minutes ahead, or all of them. */
  lead: string;
  orders: number;
  within5: number;
  naiveWithin5: number;
  coverage: number;
  meanAbsErrorMin: number;
  biasMin: number;
  widthMin: number;
}

const WITHIN_S = 300;

const share = (given: readonly Given[], holds: (one: Given) => boolean): number =>
  given.length === 0 ? NaN : given.filter(holds).length / given.length;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const isWithin5 = ({ told, actual }: Given): boolean => Math.abs(actual - told.median) <= WITHIN_S;
const isNaiveWithin5 = ({ naive, actual }: Given): boolean => Math.abs(actual - naive) <= WITHIN_S;
const isCovered = ({ told, actual }: Given): boolean => actual >= told.low && actual <= told.high;
const errorMin = ({ told, actual }: Given): number => (actual - told.median) / 60;

export function figuresOf(given: readonly Given[]): EtaFigures {
  const at = (moment: Moment): Given[] => given.filter((one) => one.moment === moment);
  const times = given.map(({ answerMs }) => answerMs).sort((a, b) => a - b);
  return {
    within_5_min_at_placement: share(at('placement'), isWithin5),
    within_5_min_at_assignment: share(at('assignment'), isWithin5),
    within_5_min_at_pickup: share(at('pickup'), isWithin5),
    coverage_10_90: share(given, isCovered),
    mean_abs_error_min: mean(given.map((one) => Math.abs(errorMin(one)))),
    naive_within_5_min_at_assignment: share(at('assignment'), isNaiveWithin5),
    answer_p99_ms: times[Math.floor(0.99 * times.length)] ?? NaN,
  };
}

/** By moment and by lead time, as told. */
export function table(given: readonly Given[]): Row[] {
  return MOMENTS.flatMap((moment) => {
    const all = given.filter((one) => one.moment === moment);
    const bands = LEAD_BANDS_MIN.map((from, band) => {
      const to = LEAD_BANDS_MIN[band + 1];
      const inBand = all.filter(({ told, givenAt }) => leadBand(told.median - givenAt) === band);
      return rowOf(moment, to === undefined ? `${from}+` : `${from}-${to}`, inBand);
    });
    return [rowOf(moment, 'all', all), ...bands.filter(({ orders }) => orders > 0)];
  });
}

const rowOf = (moment: Moment, lead: string, given: readonly Given[]): Row => ({
  moment,
  lead,
  orders: given.length,
  within5: share(given, isWithin5),
  naiveWithin5: share(given, isNaiveWithin5),
  coverage: share(given, isCovered),
  meanAbsErrorMin: mean(given.map((one) => Math.abs(errorMin(one)))),
  biasMin: mean(given.map(errorMin)),
  widthMin: mean(given.map(({ told }) => (told.high - told.low) / 60)),
});
