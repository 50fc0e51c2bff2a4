import { clock, clockRange } from './figures';
import { fill, plural } from './languages';
import { told, type View } from './view';

const MINUTE_MS = 60_000;
const WINDOW_STEP_MS = 2 * MINUTE_MS;

/** Where the order stands, as a sentence. */
export function sentence(view: View): string {
  const { words, tracking } = view;
  const sentences = words.sentence as Record<string, string>;
  if (isLost(view) && !LOST.includes(tracking.order.status)) return told(view, words.sentence.returning);
  return told(view, sentences[tracking.order.status] ?? words.sentence.scheduled);
}

const LOST = ['cancelled', 'undeliverable', 'returning', 'returned'];

/** An order that will not come (any more): also one whose goods are only collected to be brought back. */
export const isLost = ({ tracking: { order, rescue } }: View): boolean =>
  LOST.includes(order.status) || (['stranded', 'rescuing'].includes(order.status) && rescue === null);

export const isDelivered = ({ tracking }: View): boolean => tracking.order.status === 'delivered';

export function titleOf({ words, tracking: { order } }: View): string {
  return fill(words.title, { number: order.number, merchant: order.merchant });
}

/** The interval, widened outwards to even minutes: never a bare single minute. */
export function arrivalWindow({ tracking: { eta, time_zone: zone }, locale }: View): string | null {
  if (!eta) return null;
  const from = Math.floor(Date.parse(eta.low) / WINDOW_STEP_MS) * WINDOW_STEP_MS;
  const to = Math.ceil(Date.parse(eta.high) / WINDOW_STEP_MS) * WINDOW_STEP_MS;
  return clockRange(from, to, locale, zone);
}

/** Minutes while the window lasts; afterwards none are claimed. */
export function minutesLeft({ tracking: { eta }, words }: View, nowMs: number): string | null {
  if (!eta) return null;
  if (nowMs > Date.parse(eta.high)) return words.left.over;
  const minutes = Math.max(1, Math.round((Date.parse(eta.median) - nowMs) / MINUTE_MS));
  return minutes === 1 ? words.left.soon : plural(words.left.about, minutes);
}

/** How much later, since which promise, why, and that we are sorry. Null when the promise holds. */
export function delay(view: View): { how: string; rest: string } | null {
  const { tracking, words, locale } = view;
  const { delay_min: minutes, delay_reason: reason, eta, time_zone: zone } = tracking;
  if (minutes === null || !eta) return null;
  const why = reason ? ` ${told(view, words.delay.reason[reason])}` : '';
  const since = clock(eta.promise.promised_at, locale, zone);
  return { how: plural(words.delay.how, minutes), rest: ` (${since}).${why} ${words.delay.sorry}` };
}
