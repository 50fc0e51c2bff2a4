import type { Chance, Random } from '../time/random';

/** What a driver looks at before answering. */
export interface OfferFacts {
  /** Names the question: the same driver asked the same again answers the same. */
  orders: string[];
  /** From where the driver is to the first new pickup. */
  pickupDistanceM: number;
  durationS: number;
  payMinor: number;
  /** At the first new pickup, until the goods are ready. */
  waitS: number;
  /** Time at work so far. */
  workedS: number;
}

export type Answer =
  { kind: 'accept'; afterS: number } | { kind: 'decline'; afterS: number; reason: DeclineReason } | { kind: 'silence' };

export type DeclineReason = 'too_far' | 'pay' | 'break' | 'merchant' | 'other';

/** What one driver is like; drawn from the seed, it stays for the day. */
export interface Temperament {
  /** Pay per minute below which offers start to look poor, in minor units. */
  fairPayPerMinute: number;
  /** Distance to a pickup that starts to look far. */
  farM: number;
  /** Hours after which every offer is one too many now and then. */
  tiredAfterH: number;
  /** Share of offers that go unseen: the phone is in the pocket. */
  silent: number;
  /** Share of accepted orders that are given back before the pickup. */
  fickle: number;
  /** Minutes of standing about at a counter that start to look long. */
  patientMin: number;
}

const ANSWER_SECONDS = { earliest: 3, latest: 30 };
const REFUSED_ANYWAY = 0.03;

export function temperamentOf(chance: Chance, driver: string): Temperament {
  const random = chance.of('temperament', driver);
  return {
    fairPayPerMinute: random.between(20, 45),
    farM: random.between(2500, 5500),
    tiredAfterH: random.between(2, 6),
    silent: random.between(0, 0.08),
    fickle: random.between(0, 0.06),
    patientMin: random.between(6, 20),
  };
}

export function answerTo(chance: Chance, driver: string, temperament: Temperament, offer: OfferFacts): Answer {
  const random = chance.of('answer', driver, ...offer.orders);
  if (random.happens(temperament.silent)) return { kind: 'silence' };
  // Most people answer soon: the square of an even draw leans to the early side.
  const afterS = ANSWER_SECONDS.earliest + random.next() ** 2 * (ANSWER_SECONDS.latest - ANSWER_SECONDS.earliest);
  const reason = reasonToDecline(random, temperament, offer);
  return reason ? { kind: 'decline', afterS, reason } : { kind: 'accept', afterS };
}

/** Each reason gets its own throw, so a driver who declines also knows why. */
function reasonToDecline(random: Random, temperament: Temperament, offer: OfferFacts): DeclineReason | null {
  const { far, poor, tired, slow } = reluctance(temperament, offer);
  if (random.happens(far)) return 'too_far';
  if (random.happens(poor)) return 'pay';
  if (random.happens(tired)) return 'break';
  if (random.happens(slow)) return 'merchant';
  return random.happens(REFUSED_ANYWAY) ? 'other' : null;
}

/** Probabilities that distance, pay, fatigue or waiting alone make this driver say no. */
export function reluctance(
  temperament: Temperament,
  offer: OfferFacts,
): { far: number; poor: number; tired: number; slow: number } {
  const payPerMinute = offer.payMinor / Math.max(1, offer.durationS / 60);
  const hours = offer.workedS / 3600;
  return {
    far: 0.6 * share(offer.pickupDistanceM / temperament.farM - 0.5),
    poor: 0.6 * share(1 - payPerMinute / temperament.fairPayPerMinute),
    tired: 0.15 * share((hours - temperament.tiredAfterH) / 4),
    slow: 0.4 * share(offer.waitS / 60 / temperament.patientMin - 0.5),
  };
}

const share = (value: number): number => Math.min(1, Math.max(0, value));

/** Seconds after which an accepted order is given back, or null: nearly always it is carried. */
export function secondsUntilDropped(
  chance: Chance,
  driver: string,
  temperament: Temperament,
  order: string,
): number | null {
  const random = chance.of('drop', driver, order);
  return random.happens(temperament.fickle) ? random.between(20, 240) : null;
}
