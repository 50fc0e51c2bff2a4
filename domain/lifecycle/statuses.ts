/** Where an order can be. `escalated` is not among them: it is a flag with a rung beside the status. */
export const OrderStatus = {
  scheduled: 'scheduled',
  unassigned: 'unassigned',
  offered: 'offered',
  assigned: 'assigned',
  arrivedAtPickup: 'arrived_at_pickup',
  pickedUp: 'picked_up',
  arrivedAtDropoff: 'arrived_at_dropoff',
  stranded: 'stranded',
  rescuing: 'rescuing',
  delivered: 'delivered',
  returning: 'returning',
  returned: 'returned',
  cancelled: 'cancelled',
  undeliverable: 'undeliverable',
} as const;
export type OrderStatus = (typeof OrderStatus)[keyof typeof OrderStatus];

export const ORDER_STATUSES: readonly OrderStatus[] = Object.values(OrderStatus);

/** The ends: an order never leaves these. */
export const ENDED_STATUSES: readonly OrderStatus[] = ['delivered', 'returned', 'cancelled', 'undeliverable'];

/** The goods are in a driver's hands: losing the driver means a rescue, never a new offer from the restaurant. */
export const CARRIED_STATUSES: readonly OrderStatus[] = [
  'picked_up',
  'arrived_at_dropoff',
  'stranded',
  'rescuing',
  'returning',
];

export const isEnded = (status: OrderStatus): boolean => ENDED_STATUSES.includes(status);
export const isCarried = (status: OrderStatus): boolean => CARRIED_STATUSES.includes(status);

/** How an offer stands. `withdrawn` and `reserved` ones count in nobody's acceptance rate. */
export const OfferStatus = {
  reserved: 'reserved',
  open: 'open',
  accepted: 'accepted',
  declined: 'declined',
  expired: 'expired',
  withdrawn: 'withdrawn',
} as const;
export type OfferStatus = (typeof OfferStatus)[keyof typeof OfferStatus];

export const Availability = {
  available: 'available',
  onBreak: 'on_break',
  paused: 'paused',
  offline: 'offline',
} as const;
export type Availability = (typeof Availability)[keyof typeof Availability];
