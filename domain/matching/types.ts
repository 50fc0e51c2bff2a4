/**
 * What a round of a market's matcher reads and what it answers.
 *
 * Units, everywhere in this folder: times are market seconds since the epoch, durations are seconds, distances metres.
 * A round is a pure function of its snapshot: same snapshot, same seed, same answer.
 */

import type { DemandProfile } from './anticipation/demand-profile';

/** A place on the map. `key` identifies it for travel models that look places up instead of computing distances. */
export interface Place {
  lat: number;
  lng: number;
  key?: string;
}

/** Travel between two places. Synchronous, so that a road engine's matrix has to be fetched before the round starts. */
export interface TravelTimes {
  /** Seconds from one place to another; anything not finite or negative is treated as "cannot be reached". */
  seconds(from: Place, to: Place, vehicle?: string): number;
  meters(from: Place, to: Place): number;
}

/** An order that needs a driver now. */
export interface PoolOrder {
  id: string;
  /** The version that the proposal will be checked against when the round is applied. */
  version: number;
  /** Orders with the same pickup place can share one pickup stop. */
  pickupPlaceId: string;
  pickup: Place;
  dropoff: Place;
  placedAt: number;
  readyAt: number;
  /** Latest dropoff that keeps the promise. */
  promisedAt: number;
  /** Handling time before the pickup counts (parking, walking) and after it (leaving); likewise at the door. */
  pickupService: ServiceTime;
  dropoffService: ServiceTime;
  /** 0 for a fresh order; raised each time that a driver gave it back. */
  priority: number;
  /** Drivers who refused or dropped this order. */
  excludedDriverIds: string[];
  /** How far from the pickup a driver may be asked; null when unlimited. */
  radiusMeters: number | null;
  /** Units of a driver's capacity. */
  size: number;
}

export interface ServiceTime {
  beforeSeconds: number;
  afterSeconds: number;
}

export type StopKind = 'pickup' | 'dropoff' | 'return';

/** A stop that a driver has accepted and not completed yet, in the order of the route. */
export interface CommittedStop {
  stopId: string;
  orderId: string;
  kind: StopKind;
  place: Place;
  pickupPlaceId: string | null;
  /** Earliest completion: when the kitchen is done (pickups only). */
  readyAt: number | null;
  promisedAt: number | null;
  service: ServiceTime;
  size: number;
  /** The driver has arrived there, so nothing may come before it. */
  arrived: boolean;
}

/** A driver on shift. Drivers on break, paused or offline do not appear in a snapshot. */
export interface MatchDriver {
  id: string;
  version: number;
  routeVersion: number;
  place: Place;
  /** When the driver can start from `place`: now, or later when he is still on his way there or not on shift yet. */
  freeAt: number;
  /** No pickup is planned after this moment; null when the shift has no fixed end. */
  shiftEndsAt: number | null;
  /** Most orders aboard or promised at the same time, and how many there are now (reserved ones included). */
  capacity: number;
  load: number;
  vehicle: string;
  /** Estimated chance of a yes, 0 to 1. */
  acceptance: number;
  /** False while the driver has an open or reserved offer: he keeps his route, and gets no proposal. */
  proposable: boolean;
  /** What policy charges for giving this driver one more trip (fairness, pay), in seconds of delay. Default: 0. */
  handicapSeconds?: number;
  route: CommittedStop[];
}

/** Weights and limits of the matcher, part of a market's policy. */
export interface MatchingPolicy {
  /** Iterations of improvement per round; the budget is never a clock, so that results can be repeated. */
  iterationsMax: number;
  /** Orders that may travel in one route at once. */
  bundleSizeMax: number;
  /** Seconds between deciding to offer and an expected yes: late commitment leaves that much earlier. */
  expectedAnswerSeconds: number;
  /** Propose at the latest useful departure (true) or as soon as a driver is found (false). */
  lateCommitment: boolean;
  /** How often rounds are run, in seconds: what is not committed now can be committed a round later. */
  roundIntervalSeconds: number;
  /** Idle drivers may be sent to wait where demand is expected. */
  repositioning: boolean;
  /** Candidates kept per decision record, the chosen one included. */
  candidatesKeptMax: number;
  /** Orders from different pickup places may share a trip where every promise still holds. Default: true. */
  bundleAcrossPlaces?: boolean;
  /**
   * What binds an order to a driver. `departure`: he is asked before he sets out (default). `pickup`: for drivers who
   * follow hints without being asked, who are sent to the pickup place first and get their orders at the counter.
   */
  bindingMoment?: 'departure' | 'pickup';
  /** Prices of the search; what is left out takes its default from `DEFAULT_TUNING`. */
  tuning?: Partial<MatchingTuning>;
}

/** Prices of the search. All but the last four are in seconds of an order's delay per unit, so that they add up. */
export interface MatchingTuning {
  /** Per second of driving and handling: what a driver's work costs even when nobody is waiting. */
  work: number;
  /** Added to `work` when the market is overloaded, where each second of a driver is one that queueing orders lose. */
  workInRush: number;
  /** Per second after the promise, on top of the delay itself, and for a promise broken at all. */
  lateness: number;
  brokenPromise: number;
  /** For leaving an order without a driver. */
  unserved: number;
  /** Per second until a driver is free again. */
  driverTime: number;
  /** Per second that a driver ends further from the orders expected than he was. */
  position: number;
  /** Repositioning looks this far ahead, and counts a place as covered by drivers within this drive. */
  demandHorizonSeconds: number;
  demandReachSeconds: number;
  /** Covered orders that a second's drive has to bring, and what staying is worth on its own. */
  repositioningDrive: number;
  stayBonus: number;
}

export interface PickupPlace {
  id: string;
  place: Place;
}

export interface Snapshot {
  marketId: string;
  roundNo: number;
  now: number;
  seed: number;
  orders: PoolOrder[];
  drivers: MatchDriver[];
  policy: MatchingPolicy;
  /** Pickup places of the market, also those that have had no order yet. Default: those that orders have shown. */
  pickupPlaces?: PickupPlace[];
  /** The market's usual day, and the time of day at `now` (seconds since local midnight). Default: only today counts. */
  demandProfile?: DemandProfile | null;
  secondOfDay?: number;
  /** What the last round wanted to remember (tentative routes, demand seen today); losing it costs quality only. */
  memory: unknown;
}

/** A stop of a proposed route: one already committed (`stopId` set) or one of a proposed order (`stopId` null). */
export interface PlannedStop {
  stopId: string | null;
  orderId: string;
  kind: StopKind;
  place: Place;
  arriveAt: number;
  /** When the goods change hands: pickup or dropoff time. */
  completeAt: number;
}

/** One offer to make now: one or more orders for one driver, with the driver's whole remaining route if he says yes. */
export interface Proposal {
  driverId: string;
  driverVersion: number;
  orders: { id: string; version: number }[];
  stops: PlannedStop[];
  /** Added driving and time for this offer compared with the route without it. */
  distanceMeters: number;
  durationSeconds: number;
  decision: DecisionRecord;
}

/** Cost of giving an order (or bundle) to one driver, by component; all in seconds of delay so that they add up. */
export interface CandidateCost {
  toPickup: number;
  waitAtPickup: number;
  detourForOthers: number;
  lateness: number;
  acceptance: number;
  fairness: number;
  forecast: number;
  total: number;
}

export interface Candidate {
  driverId: string;
  cost: CandidateCost;
  pickupAt: number;
  dropoffAt: number;
}

export type ExclusionReason =
  'refused_before' | 'has_open_offer' | 'no_capacity' | 'too_far' | 'shift_ends' | 'unreachable' | 'promise_of_others';

/** Why a round proposed this driver for these orders. Bounded: `candidatesKeptMax` entries in each list. */
export interface DecisionRecord {
  orderIds: string[];
  roundNo: number;
  decidedAt: number;
  chosen: Candidate;
  /** The best alternative and how much worse it is; null when there was nobody else. */
  runnerUp: Candidate | null;
  marginSeconds: number | null;
  candidates: Candidate[];
  excluded: { driverId: string; reason: ExclusionReason }[];
  candidatesTotal: number;
  excludedTotal: number;
}

export type UnservedReason =
  | 'no_drivers'
  | 'no_driver_in_radius'
  | 'all_refused'
  | 'all_busy'
  | 'shifts_end'
  | 'unreachable'
  | 'invalid'
  | 'waiting_for_commitment';

/** What an order without a proposal is waiting for. */
export interface Unserved {
  orderId: string;
  reason: UnservedReason;
  /** When waiting for commitment: the driver it is meant for and when the offer will be made at the latest. */
  tentativeDriverId: string | null;
  commitAt: number | null;
}

/** Where an idle driver should wait. */
export interface RepositioningHint {
  driverId: string;
  to: Place;
  departAt: number;
}

export interface RoundResult {
  roundNo: number;
  proposals: Proposal[];
  unserved: Unserved[];
  hints: RepositioningHint[];
  memory: unknown;
}

/** The one entry of the matcher. */
export type Matcher = (snapshot: Snapshot, travel: TravelTimes) => RoundResult;
