import { DEFAULT_LADDER } from '../ladder/default-ladder';
import type { LadderPolicy } from '../ladder/types';
import { DEFAULT_NOTIFICATIONS, type NotificationPolicy } from '../notifications/policy';
import type { MatchingPolicy, ServiceTime, StopKind } from '../matching/types';
import type { OfferPolicy, PoolPolicy } from './offering';
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
  /** How long before its off time, or before the hours are over, a shift is said to end. */
  endReminderS: number;
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
    endReminderS: 900,
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

/** Handling time at a stop; goods that come back are handed over like those at a door. */
export function serviceTime(service: ServicePolicy, kind: StopKind): ServiceTime {
  return kind === 'pickup'
    ? { beforeSeconds: service.pickupBeforeS, afterSeconds: service.pickupAfterS }
    : { beforeSeconds: service.dropoffBeforeS, afterSeconds: service.dropoffAfterS };
}
