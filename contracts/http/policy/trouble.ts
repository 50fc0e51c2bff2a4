import { z } from 'zod';
import { OnFailureName } from '../values';
import { positiveSeconds, said, seconds } from './values';

export const ReassignPolicy = said(
  z.strictObject({
    moves_max: said(
      z.int().min(1).max(100),
      'Moves, most',
      'Drivers that an order may lose; then nobody is taken off any more and people are asked.',
    ),
    forgive_s: said(positiveSeconds, 'Ask again after', 'Who has refused or lost an order is asked again after this.'),
    forgive_last_s: said(positiveSeconds, 'Ask again, nobody else left', 'The same when nobody else is left to ask.'),
    stall_s: said(
      positiveSeconds.nullable(),
      'Stalled after',
      'Without coming nearer for this long a driver is stalled.',
      'never',
    ),
    stall_progress_m: said(z.number().positive().max(100_000), 'Progress', 'How much nearer counts as coming nearer.'),
    late_risk_min: said(
      z.number().min(0).max(2),
      'Risk of being late',
      'Chance of breaking the promise from which another driver is looked at, 0 to 1; above 1 never.',
    ),
    late_gain_s: said(seconds, 'Sooner by', 'How much sooner another driver must make it.'),
    late_settle_s: said(seconds, 'Left alone after assigning', 'How long an assignment is left alone.'),
    late_moves_max: said(z.int().min(0).max(100), 'Moves for lateness, most', 'How often an order is moved for this.'),
    closed_hold_s: said(
      positiveSeconds,
      'Hold when the shop is closed',
      'Nobody is asked for so long, then once more.',
    ),
    not_ready_s: said(
      positiveSeconds,
      'Goods not ready',
      'After waiting so long a driver may move on; the kitchen gets as much longer.',
    ),
    on_failure: said(OnFailureName, 'Goods of a lost driver', 'What becomes of them when the merchant has not said.'),
  }),
  'Reassignment',
  'When an order is taken from its driver.',
);
export const IncidentPolicy = said(
  z.strictObject({
    orders_min: said(
      z.int().min(2).max(10_000),
      'Orders, least',
      'Orders without a driver from which on their cause is looked for.',
    ),
    waited_s: said(seconds, 'Waited', 'How long each of them has waited.'),
    radius_m: said(z.number().positive().max(1_000_000), 'Radius', 'A driver within this distance serves a zone.'),
  }),
  'Incidents',
  'When many orders with one cause become one thing to look at.',
);
