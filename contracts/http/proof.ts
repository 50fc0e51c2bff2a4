import { z } from 'zod';
import { endpoint } from './endpoint';
import { OrderParams } from './orders';
import { Id, Instant, ProofDemandName, ProofKindName, ReasonBody } from './values';

export const IMAGE_TYPES = ['image/jpeg', 'image/png', 'image/webp'];

/** A picture's bytes. */
export const ImageBody = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

export const ProofImage = z
  .strictObject({
    url: z.string().meta({ description: 'Where the picture is, with the same credential.' }),
    content_type: z.string(),
    bytes: z.int(),
    sha256: z.string().meta({ description: 'Of the picture as it is kept.' }),
    taken_at: Instant,
    received_at: Instant,
  })
  .meta({ id: 'ProofImage' });
export type ProofImage = z.infer<typeof ProofImage>;

export const OrderProof = z
  .strictObject({
    order_id: Id,
    demanded: ProofDemandName,
    pin_verified_at: Instant.nullable(),
    signed_by: z.string().nullable(),
    note: z.string().nullable(),
    photo: ProofImage.nullable(),
    signature: ProofImage.nullable(),
  })
  .meta({ id: 'OrderProof', description: 'What shows that it was delivered. Pictures are kept for a limited time.' });
export type OrderProof = z.infer<typeof OrderProof>;

const KindParams = OrderParams.extend({ kind: ProofKindName });

export const putStopProof = endpoint({
  method: 'put',
  path: '/v1/driver/stops/{stop_id}/proof/{kind}',
  tag: 'driver',
  summary:
    'The photo or the signature of a dropoff, at most 2 MB, before the stop is completed. What a camera writes beside the ' +
    'picture (place, device) is not kept. Sent twice it is one.',
  access: 'driver',
  params: z.strictObject({ stop_id: Id, kind: ProofKindName }),
  query: z.strictObject({ taken_at: Instant.optional() }),
  body: ImageBody,
  takesImage: true,
  bodyMax: '2mb',
  answers: { 204: null },
  problems: [404, 409],
});
export const getOrderProof = endpoint({
  method: 'get',
  path: '/v1/orders/{order_id}/proof',
  tag: 'orders',
  summary: 'What the driver showed at the door.',
  access: 'merchant',
  params: OrderParams,
  answers: { 200: OrderProof },
  problems: [404],
});
export const getOrderProofImage = endpoint({
  method: 'get',
  path: '/v1/orders/{order_id}/proof/{kind}',
  tag: 'orders',
  summary: 'The picture itself.',
  access: 'merchant',
  params: KindParams,
  answers: { 200: 'image' },
  problems: [404],
});
export const getOpsOrderProof = endpoint({
  method: 'get',
  path: '/v1/ops/orders/{order_id}/proof',
  tag: 'ops',
  summary: 'What the driver showed at the door.',
  access: 'ops.viewer',
  params: OrderParams,
  answers: { 200: OrderProof },
  problems: [404],
});
export const getOpsOrderProofImage = endpoint({
  method: 'get',
  path: '/v1/ops/orders/{order_id}/proof/{kind}',
  tag: 'ops',
  summary: 'The picture itself.',
  access: 'ops.viewer',
  params: KindParams,
  answers: { 200: 'image' },
  problems: [404],
});
export const getTrackingProofImage = endpoint({
  method: 'get',
  path: '/v1/tracking/{token}/proof/{kind}',
  tag: 'orders',
  summary: "The picture of this link's order, once it has been delivered.",
  access: 'public',
  params: z.strictObject({ token: z.string().max(100), kind: ProofKindName }),
  answers: { 200: 'image' },
  problems: [404],
});
export const waiveProof = endpoint({
  method: 'post',
  path: '/v1/ops/orders/{order_id}/waive_proof',
  tag: 'ops',
  summary: 'Let the order go without the proof that it demands. The reason is audited.',
  access: 'ops.operator',
  params: OrderParams,
  body: ReasonBody,
  answers: { 200: z.strictObject({ order_id: Id, demanded: ProofDemandName }) },
  problems: [404, 409],
});
