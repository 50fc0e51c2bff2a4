import { z } from 'zod';
import { endpoint } from './endpoint';
import { pageOf, PageQuery } from './page';
import { Id, Instant, MarketId, Money, Reason, text } from './values';

export const APPEAL_STATUSES = ['open', 'granted', 'refused'] as const;
const Status = z.enum(APPEAL_STATUSES);

/** A driver disputes that an offer counts against him. */
export const ScoreAppeal = z
  .strictObject({
    id: Id,
    offer: z.strictObject({
      id: Id,
      outcome: z.enum(['declined', 'expired']),
      reason: z.string().nullable(),
      pay: Money,
      settled_at: Instant,
    }),
    statement: z.string(),
    status: Status.meta({ description: '`granted`: the offer counts no more.' }),
    decision: z.string().nullable().meta({ description: 'Why it was decided so.' }),
    created_at: Instant,
    decided_at: Instant.nullable(),
  })
  .meta({ id: 'ScoreAppeal' });
export type ScoreAppeal = z.infer<typeof ScoreAppeal>;

export const OpsScoreAppeal = ScoreAppeal.extend({
  driver: z.strictObject({ id: Id, name: z.string() }),
  decided_by: z.string().nullable(),
}).meta({ id: 'OpsScoreAppeal' });
export type OpsScoreAppeal = z.infer<typeof OpsScoreAppeal>;

export const createScoreAppeal = endpoint({
  method: 'post',
  path: '/v1/driver/score/appeals',
  tag: 'driver',
  summary: 'Dispute an offer that counts against you: declined or missed, within the thirty days of your score.',
  access: 'driver',
  body: z.strictObject({ offer_id: Id, statement: text(1_000) }),
  answers: { 200: ScoreAppeal, 201: ScoreAppeal },
  problems: [404, 409],
});
export const listScoreAppeals = endpoint({
  method: 'get',
  path: '/v1/driver/score/appeals',
  tag: 'driver',
  summary: 'What you have disputed and what was decided, latest first.',
  access: 'driver',
  query: PageQuery,
  answers: { 200: pageOf(ScoreAppeal) },
});
export const listOpsScoreAppeals = endpoint({
  method: 'get',
  path: '/v1/ops/score_appeals',
  tag: 'ops',
  summary: "Drivers' disputes in a market, latest first.",
  access: 'ops.viewer',
  query: PageQuery.extend({ market_id: MarketId, status: Status.optional() }),
  answers: { 200: pageOf(OpsScoreAppeal) },
  problems: [404],
});
export const decideScoreAppeal = endpoint({
  method: 'post',
  path: '/v1/ops/score_appeals/{appeal_id}/decide',
  tag: 'ops',
  summary: 'Grant it, and the offer counts no more, or refuse it. Once, with a reason that the driver reads.',
  access: 'ops.operator',
  params: z.strictObject({ appeal_id: Id }),
  body: z.strictObject({ granted: z.boolean(), reason: Reason }),
  answers: { 200: OpsScoreAppeal },
  problems: [404, 409],
});
