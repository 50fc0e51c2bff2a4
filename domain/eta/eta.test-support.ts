import { embeddedTravel } from '../travel/embedded';
import { coldStart } from './cold-start';
import type { FinishedDrive, FinishedLegs, FinishedOrder } from './legs';
import type { EtaModel } from './model';
import type { DropoffAhead, PickupAhead, Situation } from './situation';

/** A market that drives five metres a second and hands over within two minutes. */
const TRAVEL = embeddedTravel({ speedMps: 5, detourFactor: 1 });
const SERVICE = { pickupBeforeS: 120, pickupAfterS: 120, dropoffBeforeS: 120, dropoffAfterS: 120 };
export const newMarket = (): EtaModel => coldStart({ service: SERVICE, answerS: 15, approachS: 480 });

export const KITCHEN = { lat: 38.72, lng: -9.14 };
export const DOOR = { lat: 38.74, lng: -9.14 };
export const NOON = 12 * 3600;

export const situation = (changes: Partial<Situation> = {}): Situation => ({
  now: NOON,
  utcOffsetS: 0,
  travel: TRAVEL,
  order: { merchantId: 'm1', readyAt: NOON + 900, kitchenLoad: 0, pickup: KITCHEN, dropoff: DOOR, promisedAt: null },
  marketLoad: 0.2,
  driver: null,
  ...changes,
});

export const pickupAhead = (changes: Partial<PickupAhead> = {}): PickupAhead => ({
  kind: 'pickup',
  place: KITCHEN,
  arrivedAt: null,
  own: true,
  merchantId: 'm1',
  readyAt: NOON + 900,
  kitchenLoad: 0,
  ...changes,
});

export const dropoffAhead = (changes: Partial<DropoffAhead> = {}): DropoffAhead => ({
  kind: 'dropoff',
  place: DOOR,
  arrivedAt: null,
  own: true,
  ...changes,
});

/** Numbers between 0 and 1 that are the same in every run. */
export function fixedChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

export interface Truth {
  pace?: number;
  leavingS?: number;
  counterS?: number;
  doorS?: number;
  latenessS?: (order: number) => number;
  merchant?: (order: number) => string;
}

/** Legs of a market where everything takes exactly as long as `truth` says; drivers come three minutes early. */
export function legsOf(count: number, truth: Truth): FinishedLegs {
  const { pace = 1, leavingS = 120, counterS = 120, doorS = 120, latenessS = () => 0, merchant = () => 'm1' } = truth;
  const orders: FinishedOrder[] = [];
  const drives: FinishedDrive[] = [];
  for (let i = 0; i < count; i += 1) {
    const freeS = 200 + (i % 7) * 100;
    const readyAt = NOON + i * 60;
    const arrivedAtPickupAt = readyAt - 180;
    const pickedUpAt = Math.max(arrivedAtPickupAt + counterS, readyAt + latenessS(i));
    const arrivedAtDropoffAt = pickedUpAt + leavingS + freeS * pace;
    const deliveredAt = arrivedAtDropoffAt + doorS;
    orders.push({
      id: String(i),
      merchantId: merchant(i),
      pickup: KITCHEN,
      dropoff: DOOR,
      vehicle: 'bicycle',
      freeS,
      placedAt: readyAt - 900,
      readyAt,
      assignedAt: readyAt - 600,
      arrivedAtPickupAt,
      pickedUpAt,
      arrivedAtDropoffAt,
      deliveredAt,
      kitchenLoad: 0,
      marketLoad: 0.2,
    });
    drives.push({
      left: 'pickup',
      to: DOOR,
      freeS,
      vehicle: 'bicycle',
      leftAt: pickedUpAt,
      arrivedAt: arrivedAtDropoffAt,
    });
  }
  return { orders, drives, answersS: [10, 12, 14], utcOffsetS: 0 };
}
