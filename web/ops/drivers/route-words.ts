import type { Driver, Order } from '../live/board';

const KINDS: Record<string, string> = { pickup: 'Pick up at', dropoff: 'Bring to', return: 'Back to' };

/** Where a stop is, as people call the place. */
export function placeOf(stop: Driver['stops'][number], orders: ReadonlyMap<string, Order>): string {
  const order = orders.get(stop.orderId);
  if (!order) return 'an order';
  return stop.kind === 'dropoff' ? order.dropoff.name : order.pickup.name;
}

export const stopInWords = (stop: Driver['stops'][number], orders: ReadonlyMap<string, Order>): string =>
  `${KINDS[stop.kind] ?? stop.kind} ${placeOf(stop, orders)}`;

export function nextStopInWords(driver: Driver, orders: ReadonlyMap<string, Order>): string {
  const [next] = driver.stops;
  if (!next) return '';
  const more = driver.stops.length - 1;
  return more === 0 ? stopInWords(next, orders) : `${stopInWords(next, orders)}, then ${more} more`;
}
