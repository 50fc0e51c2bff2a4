import type { ExclusionReason, MatchDriver, PoolOrder, TravelTimes } from './types';

/** Why a driver may not be asked for an order, before any route is considered; null when he may. */
export function exclusionOf(
  order: PoolOrder,
  driver: MatchDriver,
  now: number,
  travel: TravelTimes,
): ExclusionReason | null {
  if (order.excludedDriverIds.includes(driver.id)) return 'refused_before';
  if (!driver.proposable) return 'has_open_offer';
  if (driver.shiftEndsAt !== null && driver.shiftEndsAt < Math.max(now, driver.freeAt, order.readyAt))
    return 'shift_ends';
  if (driver.capacity - driver.load < order.size) return 'no_capacity';
  if (order.radiusMeters !== null && !(travel.meters(driver.place, order.pickup) <= order.radiusMeters))
    return 'too_far';
  return null;
}
