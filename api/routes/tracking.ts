import * as http from '../../contracts/http';
import type { OrderReads } from '../../db/read-models/orders';
import { created, ok } from '../answer';
import { newTrackingToken, trackingHash } from '../auth/tracking-tokens';
import { ApiProblem, notFound } from '../problem';
import type { Serve } from '../serve';
import type { SseStreams } from '../streams/sse';
import { createTrackingStream, type TrackingStreamDependencies } from '../streams/tracking-stream';
import type { TrackingView } from '../tracking-view';

export interface TrackingDependencies extends TrackingStreamDependencies {
  orders: Pick<OrderReads, 'findOfMerchant'>;
  view: TrackingView;
  streams: SseStreams;
  publicUrl: string;
}

const LINK_LIVES_ON_MS = 86_400_000;

/** Links for customers and what they open: one order each, and nothing else. */
export function serveTracking({ on, stream }: Serve, dependencies: TrackingDependencies): void {
  const { orders, tracking, view, streams, publicUrl } = dependencies;
  const watch = createTrackingStream(dependencies);

  on(http.createTrackingLink, async ({ params, caller, actor }) => {
    const found = await orders.findOfMerchant(params.order_id, caller.id);
    if (!found) throw notFound('order');
    const token = newTrackingToken();
    const expiresAt = new Date(Math.max(Date.now(), Date.parse(found.order.promised_at)) + LINK_LIVES_ON_MS);
    await tracking.addLink(found.order.id, trackingHash(token), expiresAt, actor);
    return created({ token, url: `${publicUrl}/track/${token}`, expires_at: expiresAt.toISOString() });
  });

  on(http.revokeTrackingLinks, async ({ params, caller, actor }) => {
    const found = await orders.findOfMerchant(params.order_id, caller.id);
    if (!found) throw notFound('order');
    await tracking.revokeLinks(found.order.id, actor);
    return { status: 204 };
  });

  on(http.getTracking, async ({ params }) => ok(await view.answer(await view.openedBy(params.token))));

  stream(http.streamTracking, async ({ params }, _req, res) => {
    const orderId = await view.openedBy(params.token);
    const sse = streams.open(res);
    await watch(orderId, { sse, hash: trackingHash(params.token), end: () => res.end() });
  });

  on(http.rateOrder, async ({ params, body: { stars, reasons, comment } }) => {
    const orderId = await view.openedBy(params.token);
    const { order } = await view.record(orderId);
    if (order.status !== 'delivered') {
      throw new ApiProblem('illegal_transition', 'It can be rated once it has been delivered.');
    }
    const stands = await tracking.rate(orderId, { stars, reasons, comment: comment ?? null });
    if (!stands) throw new ApiProblem('already_exists', 'It has been rated already.');
    return ok(await view.answer(orderId));
  });
}
