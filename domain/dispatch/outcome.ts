import type { OfferStatus } from '../lifecycle/statuses';
import type { StandingOffer, StandingOrder } from './standing-order';

/** Why a transition was refused. `illegal_transition` comes with the standing order, whose status says what is allowed. */
export type RefusalCode =
  | 'illegal_transition'
  | 'too_early'
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
  | 'not_picked_up';

/** What the database answers to a transition: done or refused, and in both cases how the order stands. */
export interface Outcome {
  done: boolean;
  code?: RefusalCode;
  /** Null only when there is no such order, offer or stop for the asker. */
  order: StandingOrder | null;
  /** The asker's earlier request had done it already. */
  repeated?: boolean;
}

export interface PlaceOutcome extends Outcome {
  created?: boolean;
}

export interface SettleOutcome extends Outcome {
  offer?: StandingOffer & { settledAt: string | null; reason: string | null; status: OfferStatus };
  /** With `too_early`: how long to wait before asking again, in real milliseconds. */
  waitMs?: number;
}

export interface AvailabilityOutcome {
  done: boolean;
  code?: RefusalCode;
  availability?: string;
  since?: string;
  shiftEndsAt?: string | null;
  load?: number;
}

export interface AppliedRound {
  stale: boolean;
  applied: { offerId: string; driverId: string; orderIds: string[] }[];
  rejected: { driverId: string; orderIds: string[]; reason: string }[];
}
