import type { Tracking } from './wire';

const MINUTE_MS = 60_000;
const WINDOW_STEP_MS = 2 * MINUTE_MS;

/** Where the order stands, as a sentence. */
export function sentence({ order, driver, stops_before: before }: Tracking): string {
  const name = driver?.first_name ?? 'The driver';
  const told: Record<string, string> = {
    scheduled: 'Your order is planned',
    unassigned: `${order.merchant} is preparing your order`,
    offered: `${order.merchant} is preparing your order`,
    assigned: `${name} will collect your order`,
    arrived_at_pickup: `${name} is collecting your order`,
    picked_up: before ? `${name} has ${stops(before)} before yours` : `${name} is bringing your order`,
    arrived_at_dropoff: `${name} is at your door`,
    delivered: 'Your order has arrived',
    returning: `Your order goes back to ${order.merchant}`,
    returned: `Your order is back at ${order.merchant}`,
    cancelled: 'Your order was cancelled',
    undeliverable: 'Your order could not be delivered',
  };
  return told[order.status] ?? 'Your order is under way';
}

export const stops = (count: number): string => (count === 1 ? '1 stop' : `${count} stops`);

/** What happens next when it will not come: the first thing that anybody wants to know. */
export function ending({ order }: Tracking): string | null {
  if (order.status === 'cancelled') return `${order.merchant} will tell you about your money.`;
  if (['returning', 'returned', 'undeliverable'].includes(order.status)) {
    return `${order.merchant} knows, and will get in touch with you.`;
  }
  return null;
}

export const clock = (iso: string | number, timeZone: string): string =>
  new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(iso));

/** The interval, widened outwards to even minutes: never a bare single minute. */
export function arrivalWindow({ eta, time_zone: zone }: Tracking): string | null {
  if (!eta) return null;
  const from = Math.floor(Date.parse(eta.low) / WINDOW_STEP_MS) * WINDOW_STEP_MS;
  const to = Math.ceil(Date.parse(eta.high) / WINDOW_STEP_MS) * WINDOW_STEP_MS;
  return `${clock(from, zone)}–${clock(to, zone)}`;
}

/** Nothing is claimed once the window has passed. */
export function minutesLeft({ eta }: Tracking, nowMs: number): string | null {
  if (!eta || nowMs > Date.parse(eta.high)) return null;
  const minutes = Math.max(1, Math.round((Date.parse(eta.median) - nowMs) / MINUTE_MS));
  return minutes === 1 ? 'any moment now' : `in about ${minutes} minutes`;
}

export function delay({ delay_min: minutes, eta, time_zone: zone }: Tracking): { how: string; since: string } | null {
  if (minutes === null || !eta) return null;
  const how = minutes === 1 ? '1 minute later than we said' : `${minutes} minutes later than we said`;
  return { how, since: ` (${clock(eta.promise.promised_at, zone)}). Sorry.` };
}
