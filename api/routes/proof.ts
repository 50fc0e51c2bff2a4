import { createHash } from 'node:crypto';
import type { Response } from 'express';
import * as http from '../../contracts/http';
import type { OrderReads } from '../../db/read-models/orders';
import type { OrderRow } from '../../db/read-models/rows';
import type { TrackingReads } from '../../db/tracking';
import type { Transitions } from '../../db/transitions';
import type { ProofStore } from '../../domain/ports';
import type { ProofKind } from '../../domain/proof/demand';
import { imageTypeOf, withoutMetadata } from '../../domain/proof/image';
import { ok } from '../answer';
import { proofAnswer } from '../answers/proof';
import { trackingHash } from '../auth/tracking-tokens';
import type { AdminCaller, OpsCaller } from '../caller';
import { invalid, notFound, Refused } from '../problem';
import type { Record } from '../record';
import type { Serve } from '../serve';
import { visibleOrder } from './visible-order';

export interface ProofDependencies {
  proofs: ProofStore;
  orders: OrderReads;
  tracking: Pick<TrackingReads, 'orderOf'>;
  transitions: Pick<Transitions, 'waiveProof'>;
  record: Record;
}

/** The pictures that a driver takes at a door. */
export function serveStopProof({ on }: Serve, { proofs }: ProofDependencies): void {
  on(http.putStopProof, async ({ params: { stop_id, kind }, query, body, caller }) => {
    const type = imageTypeOf(body);
    const bytes = type && withoutMetadata(body, type);
    if (!type || !bytes) throw invalid({ pointer: '', message: 'is no JPEG, PNG or WebP picture, or not a whole one' });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const takenAt = query.taken_at === undefined ? null : new Date(query.taken_at);
    const outcome = await proofs.keep(stop_id, caller.id, { kind, type, bytes, sha256, takenAt });
    if (!outcome.done) throw new Refused(outcome);
    return { status: 204 };
  });
}

/** Who may look at them: the order's merchant, its operators, and its customer once it is there. */
export function serveProof(
  { on, stream }: Serve,
  { proofs, orders, tracking, transitions, record }: ProofDependencies,
): void {
  async function owned(orderId: string, merchantId: string): Promise<OrderRow> {
    const found = await orders.findOfMerchant(orderId, merchantId);
    if (!found) throw notFound('order');
    return found.order;
  }
  async function visible(orderId: string, caller: OpsCaller | AdminCaller): Promise<OrderRow> {
    return (await visibleOrder(orders, orderId, caller)).order;
  }
  async function show(orderId: string, kind: ProofKind, res: Response): Promise<void> {
    const image = await proofs.read(orderId, kind);
    if (!image) throw notFound('picture');
    res.type(image.type).set('Cache-Control', 'private, max-age=300').send(Buffer.from(image.bytes));
  }

  on(http.getOrderProof, async ({ params, caller }) => {
    const order = await owned(params.order_id, caller.id);
    return ok(await proofAnswer(order, proofs, `/v1/orders/${order.id}`));
  });
  stream(http.getOrderProofImage, async ({ params, caller }, _req, res) =>
    show((await owned(params.order_id, caller.id)).id, params.kind, res),
  );

  on(http.getOpsOrderProof, async ({ params, caller }) => {
    const order = await visible(params.order_id, caller);
    return ok(await proofAnswer(order, proofs, `/v1/ops/orders/${order.id}`));
  });
  stream(http.getOpsOrderProofImage, async ({ params, caller }, _req, res) =>
    show((await visible(params.order_id, caller)).id, params.kind, res),
  );
  on(http.waiveProof, async ({ params, body, caller, actor }) => {
    const { id } = await visible(params.order_id, caller);
    await record(transitions.waiveProof(id, body.reason, actor));
    return ok({ order_id: id, demanded: (await visible(id, caller)).proof_demand });
  });

  stream(http.getTrackingProofImage, async ({ params }, _req, res) => {
    const orderId = await tracking.orderOf(trackingHash(params.token));
    const found = orderId === null ? null : await orders.find(orderId);
    if (found?.order.status !== 'delivered') throw notFound('picture');
    await show(found.order.id, params.kind, res);
  });
}
