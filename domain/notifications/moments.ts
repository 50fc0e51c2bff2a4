import type { OrderStatus } from '../lifecycle/statuses';

/** What a customer is told of, in the order in which it may happen. */
export const MOMENTS = [
  'confirmed',
  'driver_found',
  'on_the_way',
  'nearly_there',
  'delayed',
  'delivered',
  'cancelled',
  'failed',
] as const;
export type Moment = (typeof MOMENTS)[number];

/** Ways to a customer. `webhook` hands the message to the merchant, whose own app tells it. */
export const CHANNELS = ['sms', 'email', 'push', 'webhook'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What an order's placement says about messages; what it leaves out is as the market does it. */
export interface NotifyWishes {
  moments?: Moment[];
  channels?: Channel[];
}

const BEFORE_PICKUP: OrderStatus[] = ['scheduled', 'unassigned', 'offered', 'assigned', 'arrived_at_pickup'];

/** In which statuses a moment is still news. What has been overtaken by events is not told any more. */
const STILL_NEWS: Record<Moment, readonly OrderStatus[]> = {
  confirmed: BEFORE_PICKUP,
  driver_found: ['assigned', 'arrived_at_pickup'],
  on_the_way: ['picked_up'],
  nearly_there: ['picked_up'],
  delayed: [...BEFORE_PICKUP, 'picked_up'],
  delivered: ['delivered'],
  cancelled: ['cancelled'],
  failed: ['returning', 'returned', 'undeliverable'],
};

export const isStillNews = (moment: Moment, status: OrderStatus): boolean => STILL_NEWS[moment].includes(status);

/** At night: what is worth knowing in the morning waits for it, the rest is left out. */
export const waitsForMorning = (moment: Moment): boolean =>
  ['confirmed', 'delayed', 'delivered', 'cancelled', 'failed'].includes(moment);
