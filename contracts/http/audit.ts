import { z } from 'zod';
import { endpoint } from './endpoint';
import { pageOf, PageQuery } from './page';
import { Id, Instant, MarketId, text } from './values';

/** One audited fact: of an order, or of anything else that somebody changed or looked at. */
export const AuditEvent = z
  .strictObject({
    id: z.string(),
    type: z
      .string()
      .meta({ description: '`order.placed`, `shift.break_started`, `policy.added`, `personal.viewed`, …' }),
    market_id: z.string(),
    order_id: Id.nullable(),
    number: z.int().nullable().meta({ description: 'The version of the order or shift that it made.' }),
    driver_id: Id.nullable(),
    merchant_id: Id.nullable(),
    zone_id: z.string().nullable(),
    subject_id: z.string().nullable().meta({ description: 'A shift, a key, a version of a policy, …' }),
    status_from: z.string().nullable(),
    status_to: z.string().nullable(),
    actor: z.looseObject({ type: z.string(), id: z.string() }).meta({
      description: 'Who: also `level` of an operator, `key_id` of a merchant, `request_id`.',
    }),
    workflow: z
      .strictObject({ id: z.string(), run_id: z.string().nullable() })
      .nullable()
      .meta({ description: 'The Temporal workflow that did it, or that was told of it.' }),
    data: z.record(z.string(), z.unknown()).meta({ description: 'What and why.' }),
    before: z.record(z.string(), z.unknown()).nullable(),
    after: z.record(z.string(), z.unknown()).nullable(),
    personal: z
      .enum(['kept', 'erased'])
      .nullable()
      .meta({ description: 'Whether it also says something of a person, which is kept apart and can be erased.' }),
    occurred_at: Instant,
    market_at: Instant.nullable().meta({ description: 'The same moment on the clock of the market.' }),
    recorded_at: Instant,
    hash: z.string().meta({ description: 'SHA-256 of its canonical form, in hex.' }),
  })
  .meta({ id: 'AuditEvent' });
export type AuditEvent = z.infer<typeof AuditEvent>;

const TypeList = z
  .string()
  .max(500)
  .transform((value) => value.split(','))
  .pipe(
    z
      .array(z.string().regex(/^[a-z_]+\.([a-z_]+|\*)$/, 'must be a type, or one like order.*'))
      .min(1)
      .max(20),
  )
  .meta({ description: 'Types with commas between them; `order.*` stands for all that begin so.' });

const filters = {
  market_id: MarketId,
  order_id: Id.optional(),
  driver_id: Id.optional(),
  merchant_id: Id.optional(),
  zone_id: text(64).optional(),
  actor: text(128).optional().meta({ description: 'ID of who did it.' }),
  type: TypeList.optional(),
  from: Instant.optional().meta({ description: 'Recorded at this moment or later.' }),
  to: Instant.optional().meta({ description: 'Recorded before this moment.' }),
  q: text(100).optional().meta({
    description:
      'Words, or their beginnings, of the type, of who did it, of reasons and other texts. All must be there.',
  }),
};

export const AuditQuery = PageQuery.extend(filters);
export const AuditExportQuery = z.strictObject({ ...filters, format: z.enum(['csv', 'ndjson']) });

export const listAudit = endpoint({
  method: 'get',
  path: '/v1/ops/audit',
  tag: 'ops',
  summary: 'The audit trail of a market, newest first.',
  access: 'ops.viewer',
  query: AuditQuery,
  answers: { 200: pageOf(AuditEvent) },
  problems: [404],
});
export const exportAudit = endpoint({
  method: 'get',
  path: '/v1/ops/audit/export',
  tag: 'ops',
  summary: 'The same as a file, whole: CSV or one JSON object per line.',
  access: 'ops.viewer',
  query: AuditExportQuery,
  answers: { 200: 'file' },
  problems: [404],
});
export const getAuditPersonal = endpoint({
  method: 'get',
  path: '/v1/ops/audit/{event_id}/personal',
  tag: 'ops',
  summary: 'What an event says of a person. The look is recorded itself.',
  access: 'ops.manager',
  params: z.strictObject({ event_id: z.string().regex(/^[0-9]{1,18}$/) }),
  answers: { 200: z.strictObject({ event_id: z.string(), personal: z.record(z.string(), z.unknown()) }) },
  problems: [404],
});
