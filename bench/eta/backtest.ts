import { fitCalibration, type Outcome } from '../../domain/eta/calibration';
import type { Estimate } from '../../domain/eta/estimate';
import { fitModel } from '../../domain/eta/fit';
import type { FinishedLegs } from '../../domain/eta/legs';
import type { EtaModel } from '../../domain/eta/model';
import { predict } from '../../domain/eta/predict';
import type { Situation } from '../../domain/eta/situation';
import type { LivedDay, Moment, Question } from './live-day';

/** An estimate as it was given, beside the truth and a naive one. */
export interface Given {
  day: string;
  moment: Moment;
  givenAt: number;
  told: Estimate;
  naive: number;
  actual: number;
  answerMs: number;
}

/**
 * Learns from whole days. The calibration must not come from forecasts of days that the model has seen, so each day is
 * forecast by a model of the others and the scores are pooled (cross-conformal prediction; Vovk, "Cross-conformal
 * predictors", Annals of Mathematics and Artificial Intelligence 74, 2015).
 */
export function learn(days: readonly LivedDay[], belief: EtaModel): EtaModel {
  const folds = days.map(({ name }) => baseDayOf(name));
  const outcomes = [...new Set(folds)].flatMap((held) => {
    const others = days.filter((_, i) => folds[i] !== held);
    const known = others.length > 0 ? others : days;
    const model = elsewhere(fitModel(together(known), belief));
    return days
      .filter((_, i) => folds[i] === held)
      .flatMap(({ questions }) => questions.map((one) => outcomeOf(model, one)));
  });
  return { ...elsewhere(fitModel(together(days), belief)), calibration: fitCalibration(outcomes) };
}

/** Each base day is another city with other restaurants: what was learned of a place says nothing about the next one. */
const elsewhere = (model: EtaModel): EtaModel => ({
  ...model,
  drive: { ...model.drive, area: {} },
  kitchen: { ...model.kitchen, merchant: {} },
  door: { ...model.door, areaShift: {} },
});

/** All variants of a base day, which its first character names, are the same day. */
export const baseDayOf = (name: string): string => name[0]!;

const together = (days: readonly LivedDay[]): FinishedLegs => ({
  orders: days.flatMap(({ legs }) => legs.orders),
  drives: days.flatMap(({ legs }) => legs.drives),
  answersS: days.flatMap(({ legs }) => legs.answersS),
  utcOffsetS: 0,
});

function outcomeOf(model: EtaModel, { situation, order }: Question): Outcome {
  const { stage, rawDropoff } = predict(model, situation);
  return { stage, givenAt: situation.now, raw: rawDropoff, actual: order.deliveredAt };
}

/** In production a market's calibration is learned anew this often, from what has been delivered by then. */
const CALIBRATED_EVERY_S = 600;

/**
 * Answers every question of a day that the model has not seen, in the order of time. What was learned of durations
 * stays as it was learned on other days. Unless `frozen`, the calibration follows the outcomes that are known at each
 * moment, as it does in production (compare Gibbs & Candès, "Adaptive conformal inference under distribution shift",
 * 2021).
 */
export function examine(model: EtaModel, { name, questions }: LivedDay, frozen: boolean): Given[] {
  const outcomes = questions.map((one) => outcomeOf(model, one));
  let current = model;
  let calibratedAt = -Infinity;
  return [...questions.keys()]
    .sort((a, b) => questions[a]!.situation.now - questions[b]!.situation.now)
    .map((i) => {
      const { moment, order, situation } = questions[i]!;
      const { now } = situation;
      if (!frozen && now - calibratedAt >= CALIBRATED_EVERY_S) {
        const known = outcomes.filter(({ actual }) => actual < now);
        current = { ...model, calibration: fitCalibration(known, model.calibration) };
        calibratedAt = now;
      }
      const { dropoff: told } = predict(current, situation);
      const answerMs = answerTime(() => predict(current, situation));
      return { day: name, moment, givenAt: now, told, naive: naive(situation), actual: order.deliveredAt, answerMs };
    });
}

/** Best of three: what else the machine does meanwhile is not the model's time. */
function answerTime(answer: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const startedAt = process.hrtime.bigint();
    answer();
    return Number(process.hrtime.bigint() - startedAt) / 1e6;
  });
  return Math.min(...times);
}

/** Distance over speed along what is left to do, and never before the announced ready time. */
function naive({ now, order, driver, travel }: Situation): number {
  if (!driver) return Math.max(now, order.readyAt) + travel.seconds(order.pickup, order.dropoff);
  let at = now;
  let here = driver.place;
  for (const stop of driver.stops) {
    at += travel.seconds(here, stop.place);
    if (stop.kind === 'pickup') at = Math.max(at, stop.readyAt);
    here = stop.place;
  }
  return at;
}
