import { z } from 'zod';
import { endpoint } from './endpoint';
import { pageOf, PageQuery } from './page';
import { Id, Instant, MarketId, text } from './values';

/** What a merchant hears of about his orders. */
export const MERCHANT_EVENT_TYPES = [
  'order.status_changed',
  'order.eta_changed',
  'driver.approaching',
  'driver.location',
  'message.requested',
  'webhook_endpoint.disabled',
] as const;
/** What only an endpoint of the market's operators hears of, beside those. */
export const OPERATORS_EVENT_TYPES = [
  'offer.sent',
  'offer.accepted',
  'offer.declined',
  'offer.expired',
  'offer.withdrawn',
  'escalation.raised',
  'escalation.acknowledged',
  'escalation.resolved',
  'zone.health_changed',
] as const;
/** They tell about people whatever the body leaves out: to be named, and only with `include_personal_data`. */
export const PERSONAL_EVENT_TYPES: readonly string[] = ['driver.location', 'message.requested'];

export const WebhookEventType = z
  .enum([...MERCHANT_EVENT_TYPES, ...OPERATORS_EVENT_TYPES])
  .meta({ id: 'WebhookEventType' });
const EventTypes = z
  .array(z.union([WebhookEventType, z.literal('*')]))
  .min(1)
  .max(30)
  .meta({ description: '`*`: everything that is not personal by itself (`driver.location`, `message.requested`).' });

const WebhookUrl = z
  .url({ protocol: /^https?$/, error: 'must be an https:// URL' })
  .max(2_000)
  .meta({ description: 'https, and at a public address.' });

export const WebhookEndpoint = z
  .strictObject({
    id: Id,
    market_id: z.string(),
    merchant_id: Id.nullable().meta({ description: "Null: of the market's operators." }),
    url: z.string(),
    description: z.string().nullable(),
    event_types: EventTypes,
    include_personal_data: z.boolean(),
    enabled: z.boolean(),
    disabled_reason: z.enum(['by_request', 'gone', 'failing']).nullable().meta({
      description: '`gone`: it answered 410; `failing`: nothing has got through for too long.',
    }),
    disabled_at: Instant.nullable(),
    failing_since: Instant.nullable(),
    rest_until: Instant.nullable().meta({ description: 'It asked with `Retry-After` to be left alone until then.' }),
    pending: z.int().meta({ description: 'Events that wait to be delivered.' }),
    previous_secret_expires_at: Instant.nullable().meta({
      description: 'Until then everything is signed with the secret before the last rotation, too.',
    }),
    created_at: Instant,
  })
  .meta({ id: 'WebhookEndpoint' });
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;

const Secret = z.string().meta({ description: 'Shown once. `whsec_` and base64, as Standard Webhooks has it.' });
const WebhookEndpointWithSecret = WebhookEndpoint.extend({ secret: Secret }).meta({ id: 'WebhookEndpointWithSecret' });

export const WebhookTry = z
  .strictObject({
    started_at: Instant,
    duration_ms: z.int(),
    request_headers: z.record(z.string(), z.string()),
    status: z.int().nullable().meta({ description: 'Null when no answer came.' }),
    error: z.string().nullable(),
    response_headers: z.record(z.string(), z.string()).nullable(),
    response_body: z.string().nullable().meta({ description: 'Its beginning, at most 4,000 bytes.' }),
  })
  .meta({ id: 'WebhookTry' });

export const WebhookDelivery = z
  .strictObject({
    id: z.string().meta({ description: 'The `webhook-id`: the same however often it is sent.' }),
    type: WebhookEventType.or(z.literal('webhook.ping')),
    order_id: Id.nullable(),
    sequence: z.int(),
    status: z.enum(['pending', 'delivered', 'failed', 'superseded']),
    attempts: z.int(),
    next_attempt_at: Instant.nullable(),
    created_at: Instant,
    settled_at: Instant.nullable(),
    body: z.record(z.string(), z.unknown()).meta({ description: 'What was, or is to be, sent.' }),
    tries: z.array(WebhookTry).meta({ description: 'The last twenty, newest first.' }),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;

const Params = z.strictObject({ webhook_endpoint_id: Id });

export const createWebhookEndpoint = endpoint({
  method: 'post',
  path: '/v1/webhook_endpoints',
  tag: 'webhooks',
  summary:
    'Be told of events. Merchants hear of their orders; operators name a market and hear of all that happens there.',
  access: 'merchant or ops.manager',
  body: z.strictObject({
    market_id: MarketId.optional().meta({ description: 'For operators; a merchant has one already.' }),
    url: WebhookUrl,
    description: text(500).optional(),
    event_types: EventTypes.default(['*']),
    include_personal_data: z.boolean().default(false),
    enabled: z.boolean().default(true),
  }),
  answers: { 201: WebhookEndpointWithSecret },
  problems: [404, 409],
  secret: true,
});
export const listWebhookEndpoints = endpoint({
  method: 'get',
  path: '/v1/webhook_endpoints',
  tag: 'webhooks',
  summary: "Your endpoints. Operators see those of their markets' merchants, too.",
  access: 'merchant or ops.viewer',
  query: PageQuery.extend({ market_id: MarketId.optional() }),
  answers: { 200: pageOf(WebhookEndpoint) },
  problems: [404],
});
export const getWebhookEndpoint = endpoint({
  method: 'get',
  path: '/v1/webhook_endpoints/{webhook_endpoint_id}',
  tag: 'webhooks',
  summary: 'One endpoint.',
  access: 'merchant or ops.viewer',
  params: Params,
  answers: { 200: WebhookEndpoint },
  problems: [404],
});
export const changeWebhookEndpoint = endpoint({
  method: 'patch',
  path: '/v1/webhook_endpoints/{webhook_endpoint_id}',
  tag: 'webhooks',
  summary: 'Change an endpoint. Enabling it sends at once what has waited for it.',
  access: 'merchant or ops.manager',
  params: Params,
  body: z.strictObject({
    url: WebhookUrl.optional(),
    description: text(500).nullable().optional(),
    event_types: EventTypes.optional(),
    include_personal_data: z.boolean().optional(),
    enabled: z.boolean().optional(),
  }),
  answers: { 200: WebhookEndpoint },
  problems: [404],
});
export const deleteWebhookEndpoint = endpoint({
  method: 'delete',
  path: '/v1/webhook_endpoints/{webhook_endpoint_id}',
  tag: 'webhooks',
  summary: 'Be told no more. What waits for it is not sent.',
  access: 'merchant or ops.manager',
  params: Params,
  answers: { 204: null },
  problems: [404],
});
export const rotateWebhookSecret = endpoint({
  method: 'post',
  path: '/v1/webhook_endpoints/{webhook_endpoint_id}/rotate_secret',
  tag: 'webhooks',
  summary: 'A new secret. For a day, or as long as you say, the one before signs as well.',
  access: 'merchant or ops.manager',
  params: Params,
  body: z.strictObject({
    keep_previous_s: z.int().min(0).max(604_800).default(86_400).meta({ description: 'Real seconds.' }),
  }),
  answers: { 200: WebhookEndpointWithSecret },
  problems: [404, 409],
  secret: true,
});
export const testWebhookEndpoint = endpoint({
  method: 'post',
  path: '/v1/webhook_endpoints/{webhook_endpoint_id}/test',
  tag: 'webhooks',
  summary: 'Send `webhook.ping`, as anything else is sent. Its delivery says what came of it.',
  access: 'merchant or ops.manager',
  params: Params,
  body: z.strictObject({}),
  answers: { 202: WebhookDelivery },
  problems: [404, 409],
});
export const listWebhookDeliveries = endpoint({
  method: 'get',
  path: '/v1/webhook_endpoints/{webhook_endpoint_id}/deliveries',
  tag: 'webhooks',
  summary: 'What was sent and what came back, newest first. Kept for thirty days.',
  access: 'merchant or ops.viewer',
  params: Params,
  query: PageQuery.extend({
    status: WebhookDelivery.shape.status.optional(),
    order_id: Id.optional(),
    type: WebhookDelivery.shape.type.optional(),
  }),
  answers: { 200: pageOf(WebhookDelivery) },
  problems: [404],
});
export const replayWebhooks = endpoint({
  method: 'post',
  path: '/v1/webhook_endpoints/{webhook_endpoint_id}/replay',
  tag: 'webhooks',
  summary:
    'Send again: one delivery, or all that were created in a range of time. With the same `webhook-id` and body.',
  access: 'merchant or ops.manager',
  params: Params,
  body: z.union([
    z.strictObject({ delivery_id: text(100) }),
    z.strictObject({
      from: Instant,
      to: Instant.optional(),
      status: z.enum(['failed', 'delivered']).optional().meta({ description: 'Default: both.' }),
    }),
  ]),
  answers: { 202: z.strictObject({ replayed: z.int() }) },
  problems: [404, 409],
});
