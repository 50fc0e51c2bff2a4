import type { OfferStatus, OrderStatus } from '../lifecycle/statuses';
import type { ProofDemand } from '../proof/demand';
import type { StandingShift } from '../shift/standing-shift';
import type { StandingOffer, StandingOrder } from './standing-order';

/** Why a transition was refused. `illegal_transition` comes with the standing order, whose status says what is allowed. */
export type RefusalCode =
  | 'illegal_transition'
  | 'too_early'
  | 'intake_paused'
  | 'order_not_found'
  | 'order_changed'
  | 'external_id_conflict'
  | 'offer_not_found'
  | 'offer_not_open'
  | 'offer_closed'
  | 'offer_lapsed'
  | 'driver_not_found'
  | 'driver_not_available'
  | 'driver_has_offer'
  | 'driver_full'
  | 'already_assigned'
  | 'not_your_order'
  | 'stop_not_found'
  | 'stop_closed'
  | 'not_picked_up'
  | 'proof_needed'
  | 'wrong_pin'
  | 'pin_attempts_used'
  | 'off_shift'
  | 'orders_aboard'
  | 'goods_aboard'
  | 'rest_needed'
  | 'taken_out'
  | 'break_too_long'
  | 'not_on_break'
  | 'reason_needed'
  | 'shift_is_over'
  | 'shift_has_begun'
  | 'shift_overlaps'
  | 'shift_not_found'
  | 'too_many_hours'
  | 'tip_only_rises'
  | 'too_many_changes';

/** What the database answers to a transition: done or refused, and in both cases how the order stands. */
export interface Outcome {
  done: boolean;
  code?: RefusalCode;
  /** Null only when there is no such order, offer or stop for the asker. */
  order: StandingOrder | null;
  /** The asker's earlier request had done it already. */
  repeated?: boolean;
  /** With `proof_needed`, `wrong_pin` and `pin_attempts_used`. */
  proof?: { demanded: ProofDemand; attemptsLeft?: number };
}

export interface PlaceOutcome extends Outcome {
  created?: boolean;
}

export interface SettleOutcome extends Outcome {
  offer?: StandingOffer & { settledAt: string | null; reason: string | null; status: OfferStatus };
  /** With `too_early`: how long to wait before asking again, in real milliseconds. */
  waitMs?: number;
}

/** What the database answers to a change of a shift. */
export interface ShiftOutcome {
  done: boolean;
  code?: RefusalCode;
  shift?: StandingShift;
  waitMs?: number;
}

/** A limit that hours agreed beforehand would break, by how much. Real milliseconds, ISO instants in real time. */
export interface HoursLimit {
  /** Hours at work without a rest, or time off between these hours and those beside them. */
  limit: 'work_max' | 'rest';
  boundMs: number;
  plannedMs: number;
  byMs: number;
  /** With `rest`: the hours beside. */
  beside?: { from: string; until: string };
}

export interface AvailabilityOutcome extends ShiftOutcome {
  availability?: string;
  since?: string;
  shiftEndsAt?: string | null;
  load?: number;
  /** With `orders_aboard` and `goods_aboard`: what is aboard. */
  orders?: { id: string; externalId: string; status: OrderStatus; pickedUp: boolean }[];
  /** With `rest_needed`: when the driver may come on. */
  until?: string;
  /** With `break_too_long`. */
  breakMaxMs?: number;
  /** With `too_many_hours`. */
  limits?: HoursLimit[];
}

export interface AppliedRound {
  stale: boolean;
  applied: { offerId: string; driverId: string; orderIds: string[] }[];
  rejected: { driverId: string; orderIds: string[]; reason: string }[];
}
