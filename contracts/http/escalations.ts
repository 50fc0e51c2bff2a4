import { z } from 'zod';
import { endpoint } from './endpoint';
import { pageOf, PageQuery } from './page';
import { Id, Instant, MarketId, Money, OrderStatusName, Reason, text } from './values';

/** What people may do about an order, with what would probably come of it. */
export const SuggestedAction = z
  .strictObject({
    action: z.enum([
      'assign',
      'raise_pay',
      'requeue',
      'change_promise',
      'hold',
      'cancel',
      'contact_driver',
      'strand',
      'return',
      'dispose',
    ]),
    label: z.string(),
    path: z.string().nullable().meta({ description: 'Where to POST `body`; null where people call or go.' }),
    body: z.record(z.string(), z.unknown()),
    effect: z.strictObject({
      text: z.string(),
      minutes: z.number().nullable().meta({ description: 'Market minutes until it takes effect.' }),
      cost: Money.nullable(),
      drivers: z.int().nullable().meta({ description: 'Drivers whom it brings in reach.' }),
    }),
  })
  .meta({ id: 'SuggestedAction' });
export type SuggestedAction = z.infer<typeof SuggestedAction>;

export const EscalationNote = z
  .strictObject({ id: Id, author: z.string(), text: z.string(), created_at: Instant })
  .meta({ id: 'EscalationNote' });

export const ESCALATION_STATUSES = ['open', 'acknowledged', 'snoozed', 'resolved'] as const;

export const Escalation = z
  .strictObject({
    id: Id,
    order_id: Id,
    market_id: z.string(),
    rung: z.int(),
    reason: z.string(),
    evidence: z.record(z.string(), z.unknown()).meta({ description: 'What was seen when it was raised.' }),
    status: z.enum(ESCALATION_STATUSES),
    owner: z.string().nullable(),
    raised_at: Instant,
    deadline_at: Instant.meta({ description: 'When the next rung acts.' }),
    snoozed_until: Instant.nullable(),
    snooze_reason: z.string().nullable(),
    resolved_at: Instant.nullable(),
    outcome: z.string().nullable(),
    notes: z.array(EscalationNote),
    suggested_actions: z.array(SuggestedAction).meta({ description: 'Empty once it is resolved.' }),
    order: z.strictObject({ external_id: z.string(), status: OrderStatusName, version: z.int() }),
  })
  .meta({ id: 'Escalation' });
export type Escalation = z.infer<typeof Escalation>;

/** One thing that is wrong with a market or a zone, instead of an escalation for each order that it holds up. */
export const Incident = z
  .strictObject({
    id: Id,
    market_id: z.string(),
    cause: z.enum(['no_drivers', 'zone_without_drivers', 'zone_paused', 'matching_stopped', 'provider_down']),
    zone_id: z.string().nullable().meta({ description: 'Null: the whole market.' }),
    evidence: z.record(z.string(), z.unknown()),
    owner: z.string().nullable(),
    raised_at: Instant,
    resolved_at: Instant.nullable(),
    outcome: z.string().nullable(),
    orders_total: z.int().meta({ description: 'Open orders that it holds up now.' }),
    orders: z
      .array(z.strictObject({ id: Id, external_id: z.string(), status: OrderStatusName, zone_id: z.string() }))
      .meta({ description: 'The first hundred of them.' }),
  })
  .meta({ id: 'Incident' });
export type Incident = z.infer<typeof Incident>;

const MarketQuery = PageQuery.extend({ market_id: MarketId.optional() });
const EscalationParams = z.strictObject({ escalation_id: Id });

export const listEscalations = endpoint({
  method: 'get',
  path: '/v1/ops/escalations',
  tag: 'ops',
  summary: 'What people must look at, by deadline.',
  access: 'ops.viewer',
  query: MarketQuery.extend({ status: z.enum([...ESCALATION_STATUSES, 'unresolved']).default('unresolved') }),
  answers: { 200: pageOf(Escalation) },
});
export const acknowledgeEscalation = endpoint({
  method: 'post',
  path: '/v1/ops/escalations/{escalation_id}/acknowledge',
  tag: 'ops',
  summary: 'It is yours now.',
  access: 'ops.operator',
  params: EscalationParams,
  body: z.strictObject({}),
  answers: { 200: Escalation },
  problems: [404, 409],
});
export const snoozeEscalation = endpoint({
  method: 'post',
  path: '/v1/ops/escalations/{escalation_id}/snooze',
  tag: 'ops',
  summary: 'Not now: it comes back by itself at `until`, a day ahead at most.',
  access: 'ops.operator',
  params: EscalationParams,
  body: z.strictObject({ until: Instant, reason: Reason }),
  answers: { 200: Escalation },
  problems: [404, 409],
});
export const noteEscalation = endpoint({
  method: 'post',
  path: '/v1/ops/escalations/{escalation_id}/notes',
  tag: 'ops',
  summary: 'Write something beside it, for whoever looks next.',
  access: 'ops.operator',
  params: EscalationParams,
  body: z.strictObject({ text: text(2_000) }),
  answers: { 200: Escalation },
  problems: [404, 409],
});
export const resolveEscalation = endpoint({
  method: 'post',
  path: '/v1/ops/escalations/{escalation_id}/resolve',
  tag: 'ops',
  summary: 'Done, and how.',
  access: 'ops.operator',
  params: EscalationParams,
  body: z.strictObject({ outcome: Reason }),
  answers: { 200: Escalation },
  problems: [404, 409],
});

export const listIncidents = endpoint({
  method: 'get',
  path: '/v1/ops/incidents',
  tag: 'ops',
  summary: 'What is wrong with whole markets and zones; newest first.',
  access: 'ops.viewer',
  query: MarketQuery.extend({ status: z.enum(['open', 'resolved', 'all']).default('open') }),
  answers: { 200: pageOf(Incident) },
  problems: [404],
});
export const acknowledgeIncident = endpoint({
  method: 'post',
  path: '/v1/ops/incidents/{incident_id}/acknowledge',
  tag: 'ops',
  summary: 'It is yours now. It closes by itself when its cause has gone.',
  access: 'ops.operator',
  params: z.strictObject({ incident_id: Id }),
  body: z.strictObject({}),
  answers: { 200: Incident },
  problems: [404, 409],
});
