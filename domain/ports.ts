import type { Actor } from './actor';
import type { MarketClock } from './clock';
import type { AppliedRound, Outcome, SettleOutcome } from './dispatch/outcome';
import type { StandingOrder } from './dispatch/standing-order';
import type { RoundProposal } from './dispatch/offer-terms';
import type { PoolReading } from './matching/pool-reading';
import type { RoundResult, Snapshot } from './matching/types';
import type { Policy } from './policy/policy';

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
  settleOffer(
    offerId: string,
    outcome: 'accepted' | 'declined' | 'expired' | 'withdrawn',
    actor: Actor,
    options?: { reason?: string | null; caller?: string | null },
  ): Promise<SettleOutcome>;
  requeueOrder(orderId: string, reason: string, actor: Actor, version: number | null): Promise<Outcome>;
  giveUpOrder(orderId: string, version: number, reason: string, actor: Actor): Promise<Outcome>;
  raiseEscalation(
    orderId: string,
    rung: { version: number; rung: number; reason: string; deadlineMs: number },
    actor: Actor,
  ): Promise<Outcome>;
}

/** A market's pool and drivers, and the one transaction that applies what a round proposes. */
export interface RoundStore {
  startRound(marketId: string): Promise<{ lastRoundNo: number }>;
  /** One consistent snapshot; null when there is no such market. */
  readPool(marketId: string): Promise<PoolReading | null>;
  applyRound(
    marketId: string,
    roundNo: number,
    proposals: RoundProposal[],
    reservationMs: number,
  ): Promise<AppliedRound>;
}

/** Runs rounds off the thread that serves messages, and keeps each market's memory between them. */
export interface MatcherPort {
  run(snapshot: Omit<Snapshot, 'memory'>, travel: { speedMps: number; detourFactor: number }): Promise<RoundResult>;
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
