import { DEFAULT_LADDER } from '../ladder/default-ladder';
import type { LadderPolicy } from '../ladder/types';
import { DEFAULT_NOTIFICATIONS, type NotificationPolicy } from '../notifications/policy';
import type { MatchingPolicy, ServiceTime, StopKind } from '../matching/types';
import { DEFAULT_INCIDENT, DEFAULT_REASSIGN, type IncidentPolicy, type ReassignPolicy } from '../reassignment/policy';

/**
 * A market's numbers. Versioned data: a workflow keeps the version that it started with. Every `…S` is market seconds,
 * every `…Minor` minor units of the market's currency, every `…M` metres.
 */
export interface Policy {
  offer: OfferPolicy;
  pool: PoolPolicy;
  deadlines: DeadlinePolicy;
  ladder: LadderPolicy;
  reassign: ReassignPolicy;
  incident: IncidentPolicy;
  schedule: SchedulePolicy;
  service: ServicePolicy;
  pay: PayPolicy;
  shift: ShiftPolicy;
  presence: PresencePolicy;
  matching: MatchingPolicy;
  notifications: NotificationPolicy;
}

/** How drivers are asked: one at a time, the k best at once, or everybody in reach. */
export const OFFER_STRATEGIES = ['exclusive', 'wave', 'broadcast'] as const;
export type OfferStrategy = (typeof OFFER_STRATEGIES)[number];

/** Why a driver says no. */
export const DECLINE_REASONS = ['too_far', 'pay', 'vehicle', 'safety', 'break', 'merchant', 'other'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export interface OfferPolicy {
  strategy: OfferStrategy;
  /** Other strategies for orders that have waited: the last level whose `afterS` has passed counts. */
  later: { afterS: number; strategy: OfferStrategy }[];
  /** Drivers of a wave, and the most that a broadcast reaches. */
  waveSize: number;
  broadcastSizeMax: number;
  /** What each wave after the first pays more, and the most that this adds. */
  waveRaiseMinor: number;
  waveRaiseMaxMinor: number;
  /** Reasons that don't count against a driver. */
  noFaultReasons: DeclineReason[];
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

export interface ShiftPolicy {
  /** Offers missed in a row that pause a driver; null: never. */
  missedOffersMax: number | null;
  breakMaxS: number;
  /** How long before its end a break is said to end. */
  breakReminderS: number;
  /** How early a planned shift may begin, how late it may, and how long after its end it may still be busy. */
  graceS: number;
  /** Hours at work until no further order comes; null: no limit, since the law differs from place to place. */
  workMaxS: number | null;
  /** Time off after which hours are counted anew. */
  restS: number;
}

/** How long a driver at work may be silent before each step. In real time each has a floor: see the presence sweep. */
export interface PresencePolicy {
  nudgeS: number;
  pauseS: number;
  handOverS: number;
  /** Goods in the hands of a driver who is silent for this long are rescued. */
  rescueS: number;
}

export const DEFAULT_POLICY: Policy = {
  offer: {
    strategy: 'exclusive',
    later: [],
    waveSize: 3,
    broadcastSizeMax: 200,
    waveRaiseMinor: 50,
    waveRaiseMaxMinor: 300,
    noFaultReasons: ['vehicle', 'safety', 'break', 'merchant'],
    lifetimeS: 45,
    reservationS: 20,
  },
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
  ladder: DEFAULT_LADDER,
  reassign: DEFAULT_REASSIGN,
  incident: DEFAULT_INCIDENT,
  schedule: { preparationS: 900, promiseSlackS: 1500 },
  service: { pickupBeforeS: 120, pickupAfterS: 120, dropoffBeforeS: 120, dropoffAfterS: 120 },
  pay: { baseMinor: 320, perKmMinor: 70, perMinuteMinor: 12, perExtraOrderMinor: 180 },
  shift: {
    missedOffersMax: 3,
    breakMaxS: 7200,
    breakReminderS: 120,
    graceS: 900,
    workMaxS: null,
    restS: 28_800,
  },
  presence: { nudgeS: 180, pauseS: 300, handOverS: 600, rescueS: 900 },
  matching: {
    iterationsMax: 400,
    bundleSizeMax: 3,
    expectedAnswerSeconds: 20,
    lateCommitment: false,
    roundIntervalSeconds: 10,
    repositioning: false,
    candidatesKeptMax: 8,
  },
  notifications: DEFAULT_NOTIFICATIONS,
};

/** How far from the pickup a driver may be asked after so many seconds without one; null when unlimited. */
export function radiusAfter(policy: PoolPolicy, waitedS: number): number | null {
  const level = policy.radii.filter(({ afterS }) => afterS <= waitedS).at(-1);
  return level ? level.radiusM : (policy.radii[0]?.radiusM ?? null);
}

/** Handling time at a stop; goods that come back are handed over like those at a door. */
export function serviceTime(service: ServicePolicy, kind: StopKind): ServiceTime {
  return kind === 'pickup'
    ? { beforeSeconds: service.pickupBeforeS, afterSeconds: service.pickupAfterS }
    : { beforeSeconds: service.dropoffBeforeS, afterSeconds: service.dropoffAfterS };
}

/** The same for an order that has been offered in waves: each wave reaches at least one level further. */
export function reachOf(policy: PoolPolicy, waitedS: number, wavesMade: number): number | null {
  const byTime = radiusAfter(policy, waitedS);
  if (wavesMade === 0 || byTime === null) return byTime;
  const byWave = policy.radii[Math.min(wavesMade, policy.radii.length - 1)]?.radiusM ?? null;
  return byWave === null ? null : Math.max(byTime, byWave);
}

/** How an order that has waited so long is offered. */
export function strategyAfter({ strategy, later }: OfferPolicy, waitedS: number): OfferStrategy {
  return later.filter(({ afterS }) => afterS <= waitedS).at(-1)?.strategy ?? strategy;
}
