import type { MatchingPolicy } from '../matching/types';

/**
 * A market's numbers. Versioned data: a workflow keeps the version that it started with. Every `…S` is market seconds,
 * every `…Minor` minor units of the market's currency, every `…M` metres.
 */
export interface Policy {
  offer: OfferPolicy;
  pool: PoolPolicy;
  deadlines: DeadlinePolicy;
  ladder: LadderPolicy;
  schedule: SchedulePolicy;
  service: ServicePolicy;
  pay: PayPolicy;
  matching: MatchingPolicy;
}

export interface OfferPolicy {
  /** Only `exclusive` (one driver at a time) is served so far. */
  strategy: 'exclusive';
  lifetimeS: number;
  /** How long a reservation may wait for its order's workflow before it lapses. */
  reservationS: number;
}

export interface PoolPolicy {
  /** How long the matcher gathers orders before a round. */
  batchWindowS: number;
  /** Radius around the pickup by time without a driver: the last level whose `afterS` has passed counts. */
  radii: { afterS: number; radiusM: number | null }[];
  /** After this many offers the matcher stops proposing and people are asked. */
  offersMax: number;
}

/** How long each stage may take before people are told. */
export interface DeadlinePolicy {
  unassignedS: number;
  pickupArrivalS: number;
  pickupWaitS: number;
  dropoffArrivalS: number;
  handoverS: number;
  returnS: number;
  /** Without a driver for this long the order ends as undeliverable. */
  giveUpS: number;
}

export interface LadderPolicy {
  /** Last rung; when its deadline passes too, the order moves by itself: see `plan`. */
  rungsMax: number;
  /** How long people have on each rung. */
  rungS: number;
}

export interface SchedulePolicy {
  /** Kitchen time assumed when an order does not say when it is ready. */
  preparationS: number;
  /** Time between ready and door on top of the drive that an unstated promise allows. */
  promiseSlackS: number;
}

/** Handling time around a pickup and a dropoff: before and after the goods change hands. */
export interface ServicePolicy {
  pickupBeforeS: number;
  pickupAfterS: number;
  dropoffBeforeS: number;
  dropoffAfterS: number;
}

export interface PayPolicy {
  baseMinor: number;
  perKmMinor: number;
  perMinuteMinor: number;
  perExtraOrderMinor: number;
}

export const DEFAULT_POLICY: Policy = {
  offer: { strategy: 'exclusive', lifetimeS: 45, reservationS: 20 },
  pool: {
    batchWindowS: 10,
    radii: [
      { afterS: 0, radiusM: 6000 },
      { afterS: 180, radiusM: 12000 },
      { afterS: 480, radiusM: null },
    ],
    offersMax: 25,
  },
  deadlines: {
    unassignedS: 900,
    pickupArrivalS: 2400,
    pickupWaitS: 2700,
    dropoffArrivalS: 3600,
    handoverS: 900,
    returnS: 3600,
    giveUpS: 7200,
  },
  ladder: { rungsMax: 3, rungS: 900 },
  schedule: { preparationS: 900, promiseSlackS: 1500 },
  service: { pickupBeforeS: 120, pickupAfterS: 120, dropoffBeforeS: 120, dropoffAfterS: 120 },
  pay: { baseMinor: 320, perKmMinor: 70, perMinuteMinor: 12, perExtraOrderMinor: 180 },
  matching: {
    iterationsMax: 400,
    bundleSizeMax: 3,
    expectedAnswerSeconds: 20,
    lateCommitment: false,
    roundIntervalSeconds: 10,
    repositioning: false,
    candidatesKeptMax: 8,
  },
};

/** How far from the pickup a driver may be asked after so many seconds without one; null when unlimited. */
export function radiusAfter(policy: PoolPolicy, waitedS: number): number | null {
  const level = policy.radii.filter(({ afterS }) => afterS <= waitedS).at(-1);
  return level ? level.radiusM : (policy.radii[0]?.radiusM ?? null);
}
