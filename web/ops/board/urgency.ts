import { marketTime, type MarketClock } from '../../shared/market-clock';
import { isCarried } from '../../shared/statuses';
import type { Order } from '../live/board';

/** How urgently a person must look: the first sections of the board. */
export type Urgency = 'needs_person' | 'late' | 'late_soon' | 'on_track';

export const URGENCIES: readonly Urgency[] = ['needs_person', 'late', 'late_soon', 'on_track'];

/** Less than this to the promise is worth a look before it becomes late. */
export const LATE_SOON_MS = 10 * 60_000;

/**
 * Market milliseconds between the expected arrival and the promise, negative when late; null once there is nothing to be
 * late for. The server's figure ages here: while nobody moves, every second is one of delay, from when the goods are
 * ready; on the way the plan holds until the promise itself has passed.
 */
export function slackOf(order: Order, clock: MarketClock, nowMarketMs: number): number | null {
  if (order.slackMs === null) return null;
  if (MOVES.has(order.status)) return Math.min(order.slackMs, marketTime(clock, order.promisedAt) - nowMarketMs);
  const ready = STANDS_UNTIL_READY.has(order.status) ? order.readyAt : order.reckonedAt;
  const since = marketTime(clock, Math.max(order.reckonedAt, ready));
  return order.slackMs - Math.max(0, nowMarketMs - since);
}

const MOVES = new Set(['assigned', 'picked_up']);
/** Before the kitchen is done no delay arises here. */
const STANDS_UNTIL_READY = new Set(['scheduled', 'unassigned', 'offered', 'arrived_at_pickup']);

export function urgencyOf(order: Order, slack: number | null): Urgency {
  if (order.rung > 0 || order.status === 'undeliverable') return 'needs_person';
  if (slack === null || slack >= LATE_SOON_MS) return 'on_track';
  return slack < 0 ? 'late' : 'late_soon';
}

/** What the counters of orders count, in the order in which the number keys reach them. */
export const FILTERS = ['escalated', 'late', 'late_soon', 'unassigned', 'offered', 'to_pickup', 'carrying'] as const;
export type Filter = (typeof FILTERS)[number];

export function passes(filter: Filter, order: Order, slack: number | null): boolean {
  switch (filter) {
    case 'escalated':
      return order.rung > 0;
    case 'late':
      return slack !== null && slack < 0;
    case 'late_soon':
      return slack !== null && slack >= 0 && slack < LATE_SOON_MS;
    case 'to_pickup':
      return order.status === 'assigned' || order.status === 'arrived_at_pickup';
    case 'carrying':
      return isCarried(order.status);
    case 'unassigned':
    case 'offered':
      return order.status === filter;
  }
}
