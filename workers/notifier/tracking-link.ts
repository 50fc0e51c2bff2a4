import { createHash, createHmac } from 'node:crypto';

/** Makes the customer's link to an order; null when the merchant has revoked its links. */
export type LinkTo = (orderId: string) => Promise<string | null>;

/**
 * One link per order however many messages carry it: its secret is derived from ours, so it need not be kept readable to be
 * sent again. What the database has is its hash, as of every link.
 */
export function trackingLinks(
  { secret, publicUrl }: { secret: string; publicUrl: string },
  keep: (orderId: string, hash: string) => Promise<boolean>,
): LinkTo {
  return async (orderId) => {
    const bytes = createHmac('sha256', secret).update(`tracking link of ${orderId}`).digest().subarray(0, 24);
    const token = `trk_${bytes.toString('base64url')}`;
    const hash = createHash('sha256').update(token).digest('hex');
    return (await keep(orderId, hash)) ? `${publicUrl}/track/${token}` : null;
  };
}
