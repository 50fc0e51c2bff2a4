import type { OfferStatus, OrderStatus } from '../lifecycle/statuses';

/**
 * An order as it stands in the database: what every message and every activity result carries, and what a workflow
 * adopts when its version is higher than the one it knows. IDs, statuses and times only: this goes into Temporal.
 * Instants are ISO strings in real time.
 */
export interface StandingOrder {
  id: string;
  version: number;
  /** When it came to stand so; not in messages of the first histories. */
  changedAt?: string;
  status: OrderStatus;
  marketId: string;
  merchantId: string;
  zoneId: string;
  policyVersion: number;
  driverId: string | null;
  placedAt: string;
  poolAt: string;
  readyAt: string;
  promisedAt: string;
  unassignedSince: string | null;
  assignedAt: string | null;
  arrivedAtPickupAt: string | null;
  pickedUpAt: string | null;
  arrivedAtDropoffAt: string | null;
  returningAt: string | null;
  endedAt: string | null;
  endReason: string | null;
  priority: number;
  offersMade: number;
  /** 0 when nobody has been asked to look at it. */
  escalationRung: number;
  /** The last rung of the ladder that has acted, and when the next one does without people. */
  ladderRung: number;
  escalationDeadlineAt: string | null;
  /** When a snoozed escalation comes back. */
  snoozedUntil: string | null;
  /** Nobody is asked before. */
  heldUntil: string | null;
  /** Drivers that it lost before the pickup. */
  moves: number;
  strandedAt: string | null;
  rescuesFailed: number;
  /** The reserved or open offer of this order, if there is one. */
  offer: StandingOffer | null;
}

export interface StandingOffer {
  id: string;
  status: OfferStatus;
  driverId: string;
  /** The order whose workflow owns push and timer. */
  leadOrderId: string;
  reservedUntil: string;
  expiresAt: string | null;
}
