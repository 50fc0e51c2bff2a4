import type { KnownLegs } from './travel/known-legs';
import type { Actor } from './actor';
import type { MarketClock } from './clock';
import type { AppliedRound, Outcome, SettleOutcome, ShiftOutcome } from './dispatch/outcome';
import type { StandingOrder } from './dispatch/standing-order';
import type { Climb } from './ladder/climb';
import type { RoundProposal } from './dispatch/offer-terms';
import type { DemandProfile } from './matching/anticipation/demand-profile';
import type { PoolReading } from './matching/pool-reading';
import type { RoundResult, Snapshot } from './matching/types';
import type { Policy, PresencePolicy } from './policy/policy';
import type { ProofKind } from './proof/demand';
import type { ReassignmentCode } from './reassignment/reasons';
import type { StandingShift } from './shift/standing-shift';
import type { GivenHealth, ZoneSupplyReading } from './zones/market-health';
import type { ZoneArea } from './zones/zone-of';

/** What a workflow needs to know of its order's market, fixed for its run. */
export interface DispatchReading {
  order: StandingOrder;
  policy: Policy;
  clock: MarketClock;
}

/** The transitions that an order's own workflow asks for. Each is one transaction; a refusal is an answer. */
export interface DispatchStore {
  /** Null when there is no such order. */
  readDispatch(orderId: string): Promise<DispatchReading | null>;
  enterPool(orderId: string, actor: Actor): Promise<Outcome>;
  openOffer(offerId: string, caller: string, lifetimeMs: number, actor: Actor): Promise<Outcome>;
  /** Every offer of the order whose time has come: open ones expire, reserved ones lapse. */
  settleDue(orderId: string, actor: Actor): Promise<SettleOutcome>;
  requeueOrder(orderId: string, reason: string, actor: Actor, version: number | null): Promise<Outcome>;
  giveUpOrder(orderId: string, version: number, reason: string, actor: Actor): Promise<Outcome>;
  /** The next rung of the ladder acts; once per rung. */
  climbLadder(orderId: string, climb: { version: number } & Climb, actor: Actor): Promise<Outcome>;
  /** A snoozed escalation comes back. */
  endSnooze(orderId: string, version: number, actor: Actor): Promise<Outcome>;
  /** A hold is over: of itself, or because a person says so (with a reason). */
  endHold(orderId: string, reason: string | null, actor: Actor): Promise<Outcome>;
}

/** A market's pool and drivers, and the one transaction that applies what a round proposes. */
export interface RoundStore {
  /** The number of the last round; null when there is no such market. */
  startRound(marketId: string): Promise<{ lastRoundNo: number } | null>;
  /** One consistent snapshot; null when there is no such market. */
  readPool(marketId: string): Promise<PoolReading | null>;
  /** The market's usual day as a round uses it, a minute old at most; null before the first lesson. */
  usualDay(marketId: string): Promise<DemandProfile | null>;
  /** Where idle drivers should wait, good for a while; answers how many were kept. */
  keepHints(roundNo: number, goodForMs: number, hints: WaitHint[]): Promise<number>;
  applyRound(
    marketId: string,
    roundNo: number,
    proposals: RoundProposal[],
    reservationMs: number,
  ): Promise<AppliedRound>;
  /** Keeps what an applied round read, packed, so that its decisions can be worked out again. */
  keepInput(marketId: string, roundNo: number, input: Uint8Array): Promise<void>;
}

/** Where an idle driver should wait, from when on (ISO, real time). */
export interface WaitHint {
  driverId: string;
  to: { lat: number; lng: number };
  departAt: string;
}

/** A round with what it read, packed; null when that is too large to be kept, absent where nobody keeps it. */
export type MatchedRound = RoundResult & { input?: Uint8Array | null };

/** Runs rounds off the thread that serves messages, and keeps each market's memory between them. */
export interface MatcherPort {
  /** `legs`: what a road engine has said of drives that this round may plan. */
  run(
    snapshot: Omit<Snapshot, 'memory'>,
    travel: { speedMps: number; detourFactor: number },
    legs?: KnownLegs,
  ): Promise<MatchedRound>;
}

/** What `marketOperations` sweeps for. */
export interface SweepStore {
  lapseReservations(marketId: string): Promise<number>;
  /** Puts a fresh message into the outbox for open orders that Temporal has never heard of; answers how many. */
  restartNeverStarted(marketId: string, olderThanMs: number): Promise<number>;
  /** The same for open orders whose workflow has closed; the message starts a new run, which resumes from the row. */
  resumeClosed(orderIds: string[]): Promise<number>;
  /** Wakes matching when orders have waited without a round. */
  wakeStalePool(marketId: string, olderThanMs: number): Promise<boolean>;
  countOpen(marketId: string): Promise<number>;
}

/** An order that a sweep would take from its driver, as it saw it, and what it saw. */
export interface Sighting {
  orderId: string;
  version: number;
  evidence: Record<string, unknown>;
}

/** What `marketOperations` does for orders that are in trouble. Each finds only what is still wrong. */
export interface OrderSweeps {
  orderPolicy(marketId: string): Promise<{ clock: MarketClock; policy: Policy } | null>;
  resumeDueZones(marketId: string, actor: Actor): Promise<number>;
  /** Goods whose lost driver has been heard of again. */
  recoverFound(marketId: string, actor: Actor): Promise<number>;
  noteProgress(marketId: string, progressM: number): Promise<void>;
  stalledOrders(marketId: string, stallMs: number, progressM: number): Promise<Sighting[]>;
  lateOrders(
    marketId: string,
    limits: { riskMin: number; gainMs: number; settleMs: number; movesMax: number },
  ): Promise<Sighting[]>;
  /** False when the order has changed since, or may not be moved any more. */
  reassign(seen: Sighting, why: ReassignmentCode, movesMax: number, actor: Actor): Promise<boolean>;
  forgiveExclusions(marketId: string, limits: { afterMs: number; lastMs: number }, actor: Actor): Promise<number>;
  sweepIncidents(
    marketId: string,
    limits: { ordersMin: number; waitedMs: number; radiusM: number },
  ): Promise<{ opened: number; closed: number }>;
}

/** Tells people outside, on call. `failed`: to be tried again. */
export interface PagerPort {
  page(about: {
    marketId: string;
    orderId: string;
    rung: number;
    reason: string;
    at: string;
  }): Promise<'taken' | 'failed'>;
}

/** What a partner fleet needs to know to take an order on. */
export interface PartnerOrder {
  orderId: string;
  externalId: string;
  marketId: string;
  pickup: PartnerStop & { readyAt: string };
  dropoff: PartnerStop & { promisedAt: string };
}
export interface PartnerStop {
  name: string;
  address: string;
  phone: string | null;
  notes: string | null;
  lat: number;
  lng: number;
}

/** Another fleet that may take orders on. */
export interface PartnerFleetPort {
  offer(order: PartnerOrder): Promise<{ answer: 'accepted'; reference: string } | { answer: 'refused' | 'failed' }>;
}

/** The last seal of a market's audit trail. */
export interface SealHead {
  seq: number;
  /** In hex. */
  hash: string;
}

/** What `marketOperations` does for the audit trail. */
export interface AuditStore {
  /** Seals at most so many committed events; answers how many there were. */
  seal(marketId: string, max: number): Promise<number>;
  head(marketId: string): Promise<SealHead | null>;
  /** Partitions of the coming months, the index of words, and no inputs of rounds older than so many days. */
  keep(roundInputDays: number): Promise<void>;
}

/** What a shift's workflow reads and asks for. */
export interface ShiftStore {
  readShift(shiftId: string): Promise<StandingShift | null>;
  /** Judged by the database's clock; answers how long to wait when it is too early. */
  passShiftMoment(shiftId: string, step: string, actor: Actor): Promise<ShiftOutcome>;
}

/** How long a driver at work may be silent before each step, in real milliseconds. */
export interface Silence {
  nudgeMs: number;
  pauseMs: number;
  handOverMs: number;
  rescueMs: number;
}

/** What `marketOperations` does for drivers. */
export interface ShiftSweeps {
  presence(marketId: string): Promise<{ clock: MarketClock; presence: PresencePolicy } | null>;
  quietDrivers(marketId: string, silentMs: number): Promise<string[]>;
  heedSilence(driverId: string, silence: Silence, actor: Actor): Promise<void>;
  tellLateShifts(marketId: string, olderThanMs: number): Promise<void>;
  keepPositionHistory(days: number): Promise<void>;
}

/** A picture that has been looked at: it is of that type, and holds nothing but the picture. */
export interface NewImage {
  kind: ProofKind;
  type: string;
  bytes: Uint8Array;
  sha256: string;
  /** Null: now. */
  takenAt: Date | null;
}
export interface KeptImage {
  kind: ProofKind;
  type: string;
  size: number;
  sha256: string;
  takenAt: Date;
  receivedAt: Date;
}

/** Where the pictures of deliveries are kept: PostgreSQL here, an object store where there are many. */
export interface ProofStore {
  /** Only of the driver's own stop; sent twice it is one. */
  keep(stopId: string, driverId: string, image: NewImage): Promise<Outcome>;
  imagesOf(orderId: string): Promise<KeptImage[]>;
  read(orderId: string, kind: ProofKind): Promise<{ bytes: Uint8Array; type: string } | null>;
  /** What was said with the pictures. */
  wordsOf(orderId: string): Promise<{ signedBy: string | null; note: string | null }>;
  forgetOlderThan(days: number): Promise<number>;
}

/** Where a driver's browser can be reached, as it said itself. */
export interface PushAddress {
  endpoint: string;
  p256dh: string;
  auth: string;
}

/** Web Push. `gone`: the address will never work again. */
export interface PushPort {
  send(address: PushAddress, payload: string, ttlS: number): Promise<'taken' | 'gone' | 'failed'>;
}

/** What only Temporal knows: which orders' workflows have closed although their order is open. */
export interface ClosedDispatches {
  closedButOpen(marketId: string, limit: number): Promise<string[]>;
}

/** Tests kill or suspend a process where it passes a named point; in earnest it does nothing. */
export interface FaultPoints {
  pass(point: string): void;
}

/** Tells the relay of this process that there is something to deliver. */
export interface RelayNudge {
  nudge(): void;
}

/** Drivers at work in a quarter of an hour and where they were. */
export interface RollupDriver {
  driverId: string;
  lat: number | null;
  lng: number | null;
}

/** What `marketOperations` keeps for those who look. */
export interface InsightStore {
  /** Null when there is no such market. */
  readZoneSupply(marketId: string): Promise<ZoneSupplyReading | null>;
  /** Answers how many zones have come into another band. */
  giveZoneHealth(marketId: string, changed: GivenHealth[]): Promise<number>;
  zonesOf(marketId: string): Promise<ZoneArea[]>;
  /** Notes the quarters in which something has happened since it was last asked; answers how many are new. */
  markRollups(marketId: string): Promise<number>;
  /** Noted quarters that are not worked out yet, the newest first. Market time. */
  pendingRollups(marketId: string, limit: number): Promise<Date[]>;
  rollupDrivers(marketId: string, quarter: Date): Promise<RollupDriver[]>;
  writeRollup(
    marketId: string,
    quarter: Date,
    drivers: { driverId: string; zoneId: string | null; cell: string | null }[],
  ): Promise<void>;
}
