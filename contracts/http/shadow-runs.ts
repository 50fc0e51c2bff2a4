import { z } from 'zod';
import { endpoint } from './endpoint';
import { PolicyChanges } from './policy';
import { Id, Instant, MarketId, Money, Version } from './values';

export const ShadowRunBody = z
  .strictObject({
    based_on: Version.meta({ description: 'The version to compare with.' }),
    changes: PolicyChanges,
    from: Instant.optional().meta({ description: "Default: the market's yesterday." }),
    to: Instant.optional(),
    rounds_max: z.int().min(1).max(500).default(200).meta({ description: 'Of more rounds some are taken, evenly.' }),
  })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { path: ['to'], message: 'goes with from' })
  .meta({ id: 'ShadowRunBody' });

const ShadowOutcome = z
  .strictObject({
    proposed: z.int().meta({ description: 'Orders that got a driver in their round.' }),
    unassigned: z.int().meta({ description: 'Orders that did not.' }),
    wait_mean_s: z.number().nullable().meta({ description: 'From the round to the pickup, of the proposed orders.' }),
    late: z.int().meta({ description: 'Proposed orders that would come after their promise.' }),
    late_mean_s: z.number().nullable().meta({ description: 'Of those.' }),
    pay: Money.meta({ description: 'Of all offers, without tips and raises.' }),
    offers: z.int(),
  })
  .meta({ id: 'ShadowOutcome' });

const ShadowDriver = z.strictObject({ id: Id, name: z.string() });

export const ShadowRun = z
  .strictObject({
    market_id: z.string(),
    from: Instant,
    to: Instant,
    rounds: z.strictObject({
      found: z.int().meta({ description: 'Rounds of the time whose inputs are kept: those that proposed somebody.' }),
      run: z.int(),
    }),
    orders: z.int().meta({ description: 'Orders in the pools of these rounds; one that waited counts in each.' }),
    before: ShadowOutcome,
    after: ShadowOutcome,
    changed_orders: z.int().meta({ description: 'Times that an order would have gone to another driver, or to none.' }),
    examples: z.array(
      z.strictObject({
        round_no: z.int(),
        order_id: Id,
        driver_before: ShadowDriver.nullable(),
        driver_after: ShadowDriver.nullable(),
      }),
    ),
    judged: z.string().meta({ description: 'What such a run can tell and what not.' }),
  })
  .meta({ id: 'ShadowRun' });
export type ShadowRun = z.infer<typeof ShadowRun>;

export const runShadow = endpoint({
  method: 'post',
  path: '/v1/ops/policies/{market_id}/shadow_runs',
  tag: 'ops',
  summary:
    'Work stored rounds out again under a changed policy, and say what would have been different. Stores nothing.',
  access: 'ops.operator',
  params: z.strictObject({ market_id: MarketId }),
  body: ShadowRunBody,
  answers: { 200: ShadowRun },
  problems: [404],
});
