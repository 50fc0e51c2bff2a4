import type { WebhookRules, WebhookTry, WebhookVerdict } from './ports';

/** What comes of a try, the `attempts`-th, and after how long the next one follows. */
export function verdictOf(
  { status, error }: Pick<WebhookTry, 'status' | 'error'>,
  attempts: number,
  { retryMs }: Pick<WebhookRules, 'retryMs'>,
): { verdict: WebhookVerdict; retryMs: number } {
  if (error === null && status !== null && status >= 200 && status < 300) return { verdict: 'delivered', retryMs: 0 };
  // A redirect is no success: whoever moves an endpoint says so here, not there.
  const wait = retryMs[attempts - 1];
  if (status === 410) return { verdict: 'gone', retryMs: wait ?? 0 };
  return wait === undefined ? { verdict: 'failed', retryMs: 0 } : { verdict: 'retry', retryMs: wait };
}
