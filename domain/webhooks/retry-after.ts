import type { WebhookTry } from './ports';

/** A receiver may ask for quiet, but not for so much of it that its owner hears of nothing: an hour at most. */
export const REST_MAX_MS = 3_600_000;

/** With these it asks for later tries; with any other status `Retry-After` means something else, or nothing. */
const ASKS_FOR_QUIET = [429, 503];

/**
 * How long a receiver asks to be left alone from its answer on: seconds or a date, as RFC 9110 (10.2.3) has it. 0 when it
 * does not ask, or in words that are neither.
 */
export function restAskedMs({
  status,
  responseHeaders,
  startedAt,
  durationMs,
}: Pick<WebhookTry, 'status' | 'responseHeaders' | 'startedAt' | 'durationMs'>): number {
  const asked = responseHeaders?.['retry-after']?.trim();
  if (!asked || status === null || !ASKS_FOR_QUIET.includes(status)) return 0;
  const answeredAt = Date.parse(startedAt) + durationMs;
  const ms = /^\d+$/.test(asked) ? Number(asked) * 1_000 : Date.parse(asked) - answeredAt;
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), REST_MAX_MS);
}
