import type { Tracking } from '../contracts/http';
import type { TrackingReads, TrackingRecord } from '../db/tracking';
import { trackingAnswer } from './answers/tracking';
import { trackingHash } from './auth/tracking-tokens';
import { notFound } from './problem';

export interface TrackingView {
  /** The order that a link opens. */
  openedBy: (token: string) => Promise<string>;
  record: (orderId: string) => Promise<TrackingRecord>;
  answer: (orderId: string) => Promise<Tracking>;
}

/** What a link opens. A link that is wrong, over or revoked opens nothing: 404. */
export function createTrackingView(tracking: TrackingReads, { canContact }: { canContact: boolean }): TrackingView {
  async function record(orderId: string): Promise<TrackingRecord> {
    const [found] = await tracking.read([orderId]);
    if (!found) throw notFound('link');
    return found;
  }

  return {
    record,
    async openedBy(token) {
      const orderId = await tracking.orderOf(trackingHash(token));
      if (orderId === null) throw notFound('link');
      return orderId;
    },
    answer: async (orderId) => trackingAnswer(await record(orderId), Date.now(), { canContact }),
  };
}
