import type { PagerPort } from '../../domain/ports';

const TIMEOUT_MS = 5_000;

/** Pages whoever is on call by a POST of JSON, as alerting services take it. IDs and reasons only, nothing personal. */
export function createWebhookPager({ url, token }: { url: string; token: string | null }): PagerPort {
  return {
    async page({ marketId, orderId, rung, reason, at }) {
      try {
        const { ok } = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
          body: JSON.stringify({
            dedup_key: `order/${orderId}/${rung}`,
            summary: `Order ${orderId} of ${marketId}: ${reason}, rung ${rung}`,
            market_id: marketId,
            order_id: orderId,
            rung,
            reason,
            at,
          }),
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        return ok ? 'taken' : 'failed';
      } catch {
        return 'failed';
      }
    },
  };
}
