import * as http from '../../contracts/http';
import type { MessageRecord, Messages } from '../../db/messages';
import type { OrderReads } from '../../db/read-models/orders';
import type { TrackingReads } from '../../db/tracking';
import { ok } from '../answer';
import { instant, instantOrNull } from '../answers/common';
import { trackingHash } from '../auth/tracking-tokens';
import { seesMarket } from '../caller';
import { notFound } from '../problem';
import type { Serve } from '../serve';

export interface MessageDependencies {
  messages: Messages;
  orders: OrderReads;
  tracking: TrackingReads;
  pushKey: string | null;
}

/** What customers were told, and where else they want to be told. */
export function serveMessages({ on }: Serve, { messages, orders, tracking, pushKey }: MessageDependencies): void {
  on(http.listOrderMessages, async ({ params, caller }) => {
    const found = await orders.find(params.order_id);
    const isTheirs =
      found &&
      (caller.role === 'merchant' ? found.order.merchant_id === caller.id : seesMarket(caller, found.order.market_id));
    if (!found || !isTheirs) throw notFound('order');
    return ok({ data: (await messages.ofOrder(found.order.id)).map(messageAnswer) });
  });

  async function openedBy(token: string): Promise<string> {
    const orderId = await tracking.orderOf(trackingHash(token));
    if (orderId === null) throw notFound('link');
    return orderId;
  }

  on(http.getTrackingPushKey, async ({ params }) => {
    await openedBy(params.token);
    return ok({ public_key: pushKey });
  });

  on(http.putTrackingPushSubscription, async ({ params, body: { endpoint, keys } }) => {
    await messages.keepPush(await openedBy(params.token), { endpoint, ...keys });
    return { status: 204 };
  });
}

/** The link's secret is the customer's: whoever reads the log may make a link of his own. */
const withoutSecret = (text: string): string => text.replaceAll(/trk_[A-Za-z0-9_-]{32}/g, 'trk_…');

const messageAnswer = (row: MessageRecord): http.OrderMessage => ({
  id: row.id,
  moment: row.moment,
  recipient: 'customer',
  status: row.status,
  reason: row.reason,
  channel: row.channel,
  tried_channels: row.triedChannels,
  sent_to: row.sentTo,
  language: row.language,
  text: row.text === null ? null : withoutSecret(row.text),
  attempts: row.attempts,
  created_at: instant(row.createdAt),
  next_attempt_at: row.status === 'waiting' ? instant(row.nextAttemptAt) : null,
  settled_at: instantOrNull(row.settledAt),
});
