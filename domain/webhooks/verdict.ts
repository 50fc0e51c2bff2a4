import type { WebhookOutcome, WebhookRules, WebhookTry } from './ports';
import { restAskedMs } from './retry-after';

/**
 * What comes of a try, the `attempts`-th, and after how long the next one follows: as the schedule says, or later when the
 * receiver asks for that.
 */
export function verdictOf(tried: WebhookTry, attempts: number, rules: Pick<WebhookRules, 'retryMs'>): WebhookOutcome {
  const { status, error } = tried;
  if (error === null && status !== null && status >= 200 && status < 300) {
    return { verdict: 'delivered', retryMs: 0, restMs: 0 };
  }
  // A redirect is no success: whoever moves an endpoint says so here, not there.
  const wait = rules.retryMs[attempts - 1];
  const restMs = restAskedMs(tried);
  if (status === 410) return { verdict: 'gone', retryMs: wait ?? 0, restMs };
  if (wait === undefined) return { verdict: 'failed', retryMs: 0, restMs };
  return { verdict: 'retry', retryMs: Math.max(wait, restMs), restMs };
}
