import { toMarket, type MarketClock } from '../clock';
import type { OrderStatus } from '../lifecycle/statuses';
import { isEnded } from '../lifecycle/statuses';
import type { Place, TravelTimes } from '../matching/types';
import type { ServicePolicy } from '../policy/policy';

export interface WorkLeft {
  status: OrderStatus;
  /** ISO, real time. */
  readyAt: string;
  promisedAt: string;
  pickup: Place;
  dropoff: Place;
  /** Where the assigned driver is, if known. */
  driver: Place | null;
}

export interface SlackModel {
  travel: TravelTimes;
  service: ServicePolicy;
  clock: MarketClock;
}

/**
 * Market seconds to spare before the promise if everything left to do is done without delay; negative when late. Null
 * when there is no promise to keep any more. An order without a driver counts as if one stood at its pickup.
 */
export function slackSeconds(order: WorkLeft, model: SlackModel, nowMs: number): number | null {
  if (isEnded(order.status) || order.status === 'returning') return null;
  const now = toMarket(model.clock, nowMs);
  const at = (iso: string): number => toMarket(model.clock, Date.parse(iso));
  return at(order.promisedAt) - doorAt(order, model, now, at(order.readyAt));
}

function doorAt(order: WorkLeft, { travel, service }: SlackModel, now: number, readyAt: number): number {
  const { status, pickup, dropoff, driver } = order;
  if (status === 'arrived_at_dropoff') return now;
  if (status === 'picked_up') return now + travel.seconds(driver ?? pickup, dropoff) + service.dropoffBeforeS;
  const atPickup = status === 'arrived_at_pickup' ? now : now + reach(order, travel) + service.pickupBeforeS;
  const leaves = Math.max(atPickup, readyAt) + service.pickupAfterS;
  return leaves + travel.seconds(pickup, dropoff) + service.dropoffBeforeS;
}

const reach = ({ status, driver, pickup }: WorkLeft, travel: TravelTimes): number =>
  status === 'assigned' && driver !== null ? travel.seconds(driver, pickup) : 0;
