import { z } from 'zod';
import { Id } from '../values';
import { minor, positiveSeconds, said, seconds, Strategy } from './values';

const RungCondition = z.discriminatedUnion('kind', [
  said(
    z.strictObject({
      kind: z.literal('unassigned'),
      after_s: said(seconds.nullable(), 'After', undefined, 'as the deadline says'),
    }),
    'Has no driver',
  ),
  said(z.strictObject({ kind: z.literal('late'), by_s: said(seconds, 'By') }), 'Is late and has no driver'),
  said(
    z.strictObject({
      kind: z.literal('refusals'),
      count: said(z.int().min(1).nullable(), 'Offers', undefined, 'as the pool says'),
    }),
    'Offers without a yes',
  ),
  said(z.strictObject({ kind: z.literal('stage') }), 'A step’s deadline has passed'),
  said(z.strictObject({ kind: z.literal('driver_lost'), after_s: said(seconds, 'After') }), 'Goods wait for a rescuer'),
  said(
    z.strictObject({ kind: z.literal('rescue_failed'), count: said(z.int().min(1), 'Times') }),
    'Rescues have failed',
  ),
  said(z.strictObject({ kind: z.literal('moves_exhausted') }), 'No moves are left'),
]);
const RungAction = z.discriminatedUnion('kind', [
  said(z.strictObject({ kind: z.literal('widen') }), 'Ask at any distance'),
  said(z.strictObject({ kind: z.literal('raise_pay'), minor: said(minor, 'By') }), 'Raise the pay'),
  said(z.strictObject({ kind: z.literal('strategy'), strategy: said(Strategy, 'Strategy') }), 'Ask in another way'),
  said(z.strictObject({ kind: z.literal('ask_on_break') }), 'Tell drivers on break'),
  said(z.strictObject({ kind: z.literal('new_promise'), in_s: said(positiveSeconds, 'In') }), 'Promise anew'),
  said(z.strictObject({ kind: z.literal('escalate') }), 'Call people'),
  said(z.strictObject({ kind: z.literal('page') }), 'Page people'),
  said(
    z.strictObject({ kind: z.literal('partner'), driver_id: said(Id, 'Driver account') }),
    'Offer to a partner fleet',
  ),
  said(z.strictObject({ kind: z.literal('refund_and_cancel') }), 'Cancel and refund'),
]);
export const LadderPolicy = said(
  z.strictObject({
    rungs: said(
      z
        .array(
          z.strictObject({
            when: said(z.array(RungCondition).max(10), 'When one of these holds'),
            actions: said(z.array(RungAction).min(1).max(10), 'Then'),
            deadline_s: said(positiveSeconds, 'Deadline', 'How long people have before the next rung acts.'),
          }),
        )
        .min(1)
        .max(20)
        .refine(([first]) => (first?.when.length ?? 0) > 0, 'the first rung needs a condition'),
      'Rungs',
      'From the first to the last. A rung without conditions acts when the deadline of the one before has passed.',
    ),
    order_budget_minor: said(minor, 'Budget of an order', 'The most that the ladder adds to the pay of one order.'),
    day_budget_minor: said(
      z.int().min(0).max(1_000_000_000),
      'Budget of a day',
      'The most that it adds to all orders of one day.',
    ),
  }),
  'Ladder',
  'What happens, rung by rung, when an order finds nobody or gets stuck.',
);
export const DeadlinePolicy = said(
  z.strictObject({
    unassigned_s: said(positiveSeconds, 'Without a driver', 'Then people are told.'),
    pickup_arrival_s: said(positiveSeconds, 'Arrival at the pickup', 'How long a driver may be on the way there.'),
    pickup_wait_s: said(positiveSeconds, 'Wait at the pickup', 'How long the goods may take once the driver is there.'),
    dropoff_arrival_s: said(positiveSeconds, 'Arrival at the door', 'How long a driver may be on the way there.'),
    handover_s: said(positiveSeconds, 'Handover', 'How long a handover may take at the door.'),
    return_s: said(positiveSeconds, 'Return', 'How long goods may take to come back.'),
    give_up_s: said(positiveSeconds, 'Give up', 'Without a driver for this long the order ends as undeliverable.'),
  }),
  'Deadlines',
  'How long each step may take before people are told.',
);
