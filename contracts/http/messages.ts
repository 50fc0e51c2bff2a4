import { z } from 'zod';
import { PushSubscriptionBody } from './driver-record';
import { endpoint } from './endpoint';
import { ChannelName, MomentName } from './notify';
import { OrderParams } from './orders';
import { listOf } from './page';
import { Id, Instant } from './values';

/** What the customer of an order was told, or why not. */
export const OrderMessage = z
  .strictObject({
    id: Id,
    moment: MomentName,
    recipient: z.enum(['customer']),
    status: z.enum(['waiting', 'sent', 'failed', 'skipped', 'overtaken']).meta({
      description:
        '`skipped`: nobody to tell or no way to; `overtaken`: it was no news any more; `failed`: every channel has refused it.',
    }),
    reason: z.string().nullable().meta({ description: 'Why it was skipped, or what went wrong last.' }),
    channel: ChannelName.nullable(),
    tried_channels: z.array(ChannelName).meta({ description: 'Those that have failed before.' }),
    sent_to: z.string().nullable().meta({ description: 'Where it went, shortened.' }),
    language: z.string().nullable(),
    text: z.string().nullable().meta({ description: "Without the link's secret." }),
    attempts: z.int(),
    created_at: Instant,
    next_attempt_at: Instant.nullable(),
    settled_at: Instant.nullable(),
  })
  .meta({ id: 'OrderMessage' });
export type OrderMessage = z.infer<typeof OrderMessage>;

export const listOrderMessages = endpoint({
  method: 'get',
  path: '/v1/orders/{order_id}/messages',
  tag: 'orders',
  summary: 'What the customer was told, when and by which way.',
  access: 'merchant or ops.viewer',
  params: OrderParams,
  answers: { 200: listOf(OrderMessage) },
  problems: [404],
});

export const putTrackingPushSubscription = endpoint({
  method: 'put',
  path: '/v1/tracking/{token}/push_subscription',
  tag: 'orders',
  summary:
    'Tell this browser about the order, too, while its page is closed. `subscription.toJSON()` without `expirationTime`.',
  access: 'public',
  params: z.strictObject({ token: z.string().max(100) }),
  body: PushSubscriptionBody,
  answers: { 204: null },
  problems: [404],
});

export const getTrackingPushKey = endpoint({
  method: 'get',
  path: '/v1/tracking/{token}/push_subscription',
  tag: 'orders',
  summary: "The server's key for `pushManager.subscribe`; null when nobody can be pushed to.",
  access: 'public',
  params: z.strictObject({ token: z.string().max(100) }),
  answers: { 200: z.strictObject({ public_key: z.string().nullable() }) },
  problems: [404],
});
