import { z } from 'zod';
import { OrderOutcome } from './driver';
import { endpoint } from './endpoint';
import { OrderParams } from './orders';
import { Id, Instant, Money, Reason, ReasonBody } from './values';

/** An order taken from a driver: why, on what evidence, and how it ended. */
export const Reassignment = z
  .strictObject({
    id: Id,
    driver_id: Id,
    stage: z.enum(['pickup', 'rescue']).meta({ description: 'Before the goods were his, or after.' }),
    reason: z.string(),
    evidence: z.record(z.string(), z.unknown()),
    automatic: z.boolean().meta({ description: 'No person asked for it.' }),
    created_at: Instant,
    ended_at: Instant.nullable(),
    outcome: z.string().nullable().meta({
      description: 'reassigned, rescued, recovered, delivered, moved_on, returned, cancelled or undeliverable.',
    }),
    to_driver_id: Id.nullable(),
    by_hand: z.boolean().meta({ description: 'A person brought its end about.' }),
  })
  .meta({ id: 'Reassignment' });
export type Reassignment = z.infer<typeof Reassignment>;

const move = { method: 'post', tag: 'ops', access: 'ops.operator', params: OrderParams } as const;
const outcome = { answers: { 200: OrderOutcome }, problems: [404, 409] };

export const raisePay = endpoint({
  ...move,
  path: '/v1/ops/orders/{order_id}/raise_pay',
  summary: "Add to the driver's pay; counts from the next offer on.",
  body: z.strictObject({ amount: Money, reason: Reason }).meta({ id: 'RaisePayBody' }),
  ...outcome,
});
export const changePromise = endpoint({
  ...move,
  path: '/v1/ops/orders/{order_id}/promise',
  summary: 'Promise another time; the merchant hears of it.',
  body: z.strictObject({ promised_at: Instant, reason: Reason }).meta({ id: 'ChangePromiseBody' }),
  ...outcome,
});
export const holdOrder = endpoint({
  ...move,
  path: '/v1/ops/orders/{order_id}/hold',
  summary: 'Ask nobody before `until` (a week ahead at most); it goes on by itself then.',
  body: z.strictObject({ until: Instant, reason: Reason }).meta({ id: 'HoldBody' }),
  ...outcome,
});
export const endHold = endpoint({
  ...move,
  path: '/v1/ops/orders/{order_id}/resume',
  summary: 'End a hold early.',
  body: ReasonBody,
  ...outcome,
});
export const takeDriverOut = endpoint({
  ...move,
  path: '/v1/ops/orders/{order_id}/take_out',
  summary: 'Take the order from its driver: before the pickup another one is asked, after it the goods are rescued.',
  body: ReasonBody,
  ...outcome,
});
export const bringBack = endpoint({
  ...move,
  path: '/v1/ops/orders/{order_id}/return',
  summary: 'The goods go back to the merchant instead of to the door.',
  body: ReasonBody,
  ...outcome,
});
export const disposeGoods = endpoint({
  ...move,
  path: '/v1/ops/orders/{order_id}/dispose',
  summary: 'The goods are given up: the order ends as undeliverable.',
  body: ReasonBody,
  ...outcome,
});
