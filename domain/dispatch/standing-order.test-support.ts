import type { StandingOffer, StandingOrder } from './standing-order';

export const T0 = Date.UTC(2026, 5, 1, 12);

/** An instant so many seconds after `T0`. */
export const at = (seconds: number): string => new Date(T0 + seconds * 1000).toISOString();

/** An order just placed at `T0`, in the pool. */
export const standingOrder = (changes: Partial<StandingOrder> = {}): StandingOrder => ({
  id: '0197b000-0000-7000-8000-000000000001',
  version: 1,
  changedAt: at(0),
  status: 'unassigned',
  marketId: 'harbour',
  merchantId: '0197b000-0000-7000-8000-0000000000aa',
  zoneId: '881f1d4887fffff',
  policyVersion: 1,
  driverId: null,
  placedAt: at(0),
  poolAt: at(0),
  readyAt: at(900),
  promisedAt: at(3000),
  unassignedSince: at(0),
  assignedAt: null,
  arrivedAtPickupAt: null,
  pickedUpAt: null,
  arrivedAtDropoffAt: null,
  returningAt: null,
  endedAt: null,
  endReason: null,
  priority: 0,
  offersMade: 0,
  escalationRung: 0,
  ladderRung: 0,
  escalationDeadlineAt: null,
  snoozedUntil: null,
  heldUntil: null,
  moves: 0,
  strandedAt: null,
  rescuesFailed: 0,
  offer: null,
  ...changes,
});

/** An offer of that order: reserved at `T0` unless `expiresAt` says that it is open. */
export const standingOffer = (changes: Partial<StandingOffer> = {}): StandingOffer => ({
  id: '0197b000-0000-7000-8000-0000000000f1',
  status: 'reserved',
  driverId: '0197b000-0000-7000-8000-0000000000d1',
  leadOrderId: '0197b000-0000-7000-8000-000000000001',
  reservedUntil: at(20),
  expiresAt: null,
  ...changes,
});
