import type { Place } from '../matching/types';
import type { Estimate } from './estimate';
import { calibrated } from './calibration';
import { quantile, remaining, valueAt, type Distribution } from './distribution';
import { DRAWS, levelsOf } from './draws';
import { driveRatio, expectedDriveS } from './drive';
import { latenessOf, latenessShift, type KitchenOrder } from './kitchen';
import { areaOf, marketLoadBand, untilReadyBand, type EtaModel, type Stage } from './model';
import type { DriverAtWork, DropoffAhead, PickupAhead, Situation, StopAhead } from './situation';

export interface Forecast {
  stage: Stage;
  /** When the goods are picked up; null once they are. */
  pickup: Estimate | null;
  /** When they are handed over at the door. */
  dropoff: Estimate;
  /** The dropoff before calibration: what calibration is learned from. */
  rawDropoff: Estimate;
  /** Chance that the promise breaks; null without one. */
  lateRisk: number | null;
}

/** Possible instants, one per draw. */
type Instants = Float64Array;

/** A forecast is a day lived DRAWS times: every uncertain thing takes another level in each. */
interface Life {
  model: EtaModel;
  situation: Situation;
  clock: Instants;
  /** Counts the uncertain things, so that each has its own levels. */
  dimension: number;
}

/** When the order will be picked up and delivered, from what is known now. */
export function predict(model: EtaModel, situation: Situation): Forecast {
  const life: Life = { model, situation, clock: new Float64Array(DRAWS).fill(situation.now), dimension: 0 };
  const { driver } = situation;
  const pickup = driver ? followRoute(life, driver) : awaitDriver(life);
  const stage = stageOf(situation);
  const sorted = life.clock.slice().sort();
  const rawDropoff = estimateOf(sorted);
  const dropoff = calibrated(model.calibration, stage, situation.now, rawDropoff);
  return { stage, pickup, dropoff, rawDropoff, lateRisk: lateRisk(situation, sorted, rawDropoff, dropoff) };
}

const stageOf = ({ driver }: Situation): Stage => {
  if (!driver) return 'unassigned';
  return driver.stops.some((stop) => stop.own && stop.kind === 'pickup') ? 'assigned' : 'carried';
};

const estimateOf = (sorted: Instants): Estimate => ({
  low: quantile(sorted, 0.1),
  median: quantile(sorted, 0.5),
  high: quantile(sorted, 0.9),
});

/** Where the promise falls among the draws, once they are moved and stretched as calibration moves the interval. */
function lateRisk({ order }: Situation, sorted: Instants, raw: Estimate, told: Estimate): number | null {
  if (order.promisedAt === null) return null;
  const ahead = order.promisedAt - told.median;
  const side = ahead >= 0 ? 'high' : 'low';
  const stretch = (raw[side] - raw.median) / (told[side] - told.median || 1);
  const promised = raw.median + ahead * (stretch > 0 ? stretch : 1);
  const later = sorted.findIndex((instant) => instant > promised);
  return later < 0 ? 0 : (DRAWS - later) / DRAWS;
}

/** Lets the clock run along the driver's stops; answers the pickup of the order that is asked for. */
function followRoute(life: Life, { place, vehicle, left, stops }: DriverAtWork): Estimate | null {
  let pickup: Estimate | null = null;
  let here: Place = place;
  let leaving = left;
  for (const [i, stop] of stops.entries()) {
    const shared = i > 0 && isSameCounter(stops[i - 1]!, stop);
    if (stop.arrivedAt === null && !shared) driveTo(life, { from: here, vehicle, leaving }, stop);
    if (stop.kind === 'pickup') collect(life, stop, shared);
    else handOver(life, stop);
    if (stop.kind === 'pickup' && stop.own) pickup = estimateOf(life.clock.slice().sort());
    here = stop.place;
    leaving = { kind: stop.kind, at: Infinity };
  }
  return pickup;
}

const isSameCounter = (before: StopAhead, stop: StopAhead): boolean =>
  before.kind === 'pickup' && stop.kind === 'pickup' && before.merchantId === stop.merchantId;

function driveTo(
  life: Life,
  { from, vehicle, leaving }: { from: Place; vehicle: string; leaving: DriverAtWork['left'] },
  { place: to }: StopAhead,
): void {
  const { model, situation } = life;
  // Who has stood there for a while is about to drive off.
  const stood = leaving && leaving.at !== Infinity ? situation.now - leaving.at : 0;
  const isLeaving = leaving !== null && stood < model.drive.leaving[leaving.kind];
  const freeS = situation.travel.seconds(from, to, vehicle);
  const leg = { freeS, to, vehicle, departAt: life.clock[0]!, left: isLeaving ? leaving.kind : null };
  const expected = expectedDriveS(model.drive, leg, situation.utcOffsetS) - (isLeaving ? stood : 0);
  const ratio = driveRatio(model.drive, leg);
  pass(life, (level) => expected * valueAt(ratio, level));
}

/** At the counter: the later of being there and the goods being ready. */
function collect(life: Life, stop: PickupAhead, shared: boolean): void {
  if (!shared) stay(life, life.model.counter, 0, stop.arrivedAt);
  awaitGoods(life, stop, stop.arrivedAt !== null);
}

function awaitGoods(life: Life, order: KitchenOrder, isWaiting: boolean): void {
  const { model, situation, clock } = life;
  const { now, utcOffsetS } = situation;
  const lateness = latenessOf(model.kitchen, order);
  const announced = order.readyAt + latenessShift(model.kitchen, order, utcOffsetS);
  const levels = levelsOf(life.dimension++);
  // Goods that somebody waits for are not ready yet.
  const left = isWaiting ? remaining(lateness, now - announced) : null;
  for (let i = 0; i < DRAWS; i += 1) {
    const readyAt = left ? now + left(levels[i]!) : announced + valueAt(lateness, levels[i]!);
    if (readyAt > clock[i]!) clock[i] = readyAt;
  }
}

function handOver(life: Life, stop: DropoffAhead): void {
  const { base, areaShift } = life.model.door;
  stay(life, base, areaShift[areaOf(stop.place)] ?? 0, stop.arrivedAt);
}

/** Time at a stop; who has come there already has some of it behind him. */
function stay(life: Life, duration: Distribution, shift: number, arrivedAt: number | null): void {
  const left = arrivedAt === null ? null : remaining(duration, life.situation.now - arrivedAt - shift);
  pass(life, (level) => (left ? left(level) : valueAt(duration, level) + shift));
}

/** Without a driver: when one usually comes, no earlier than one could who says yes now; then the way to the door. */
function awaitDriver(life: Life): Estimate {
  const { model, situation, clock } = life;
  const { now, order, marketLoad } = situation;
  const usual = model.reach.afterReady[untilReadyBand(order.readyAt - now)]![marketLoadBand(marketLoad)]!;
  pass(life, (level) => valueAt(model.reach.answer, level));
  pass(life, (level) => valueAt(model.reach.approach, level));
  const levels = levelsOf(life.dimension++);
  for (let i = 0; i < DRAWS; i += 1) {
    const usualAt = order.readyAt + valueAt(usual, levels[i]!);
    if (usualAt > clock[i]!) clock[i] = usualAt;
  }
  stay(life, model.counter, 0, null);
  awaitGoods(life, order, false);
  const pickup = estimateOf(clock.slice().sort());
  const freeS = situation.travel.seconds(order.pickup, order.dropoff);
  const direct = directS(model, { ...order, freeS }, situation.utcOffsetS);
  const extra = model.carry[marketLoadBand(marketLoad)]!;
  pass(life, (level) => direct + valueAt(extra, level));
  return pickup;
}

/** Expected seconds from the goods in hand to the door, without a detour. */
export function directS(
  model: EtaModel,
  { dropoff: to, readyAt, freeS }: { dropoff: Place; readyAt: number; freeS: number },
  utcOffsetS: number,
): number {
  const drive = { freeS, to, vehicle: '', departAt: readyAt, left: 'pickup' as const };
  return expectedDriveS(model.drive, drive, utcOffsetS) + quantile(model.door.base, 0.5);
}

/** Lets every draw's clock run by what its own level of something uncertain takes; nothing takes less than no time. */
function pass(life: Life, seconds: (level: number) => number): void {
  const { clock } = life;
  const levels = levelsOf(life.dimension++);
  for (let i = 0; i < DRAWS; i += 1) {
    const passed = seconds(levels[i]!);
    if (passed > 0) clock[i]! += passed;
  }
}
