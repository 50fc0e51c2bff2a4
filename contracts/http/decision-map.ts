import { z } from 'zod';
import { endpoint } from './endpoint';
import { Id, Instant, Location } from './values';

export const DECISION_PARTS = ['chosen', 'runner_up', 'candidate', 'excluded'] as const;

/** A round's decision as places: who could have been asked stood where, and who was left out why. */
export const DecisionMap = z
  .strictObject({
    offer_id: Id,
    decided_at: Instant,
    orders: z
      .array(z.strictObject({ id: Id, pickup: Location, dropoff: Location }))
      .meta({ description: 'What was to be carried; more than one where a bundle was proposed.' }),
    drivers: z
      .array(
        z.strictObject({
          id: Id,
          name: z.string(),
          vehicle: z.string(),
          part: z.enum(DECISION_PARTS),
          reason: z.string().nullable().meta({ description: 'Why he was left out, of the excluded.' }),
          location: Location.nullable().meta({ description: 'Null where nobody had heard of him for an hour.' }),
          age_s: z.number().nullable().meta({ description: 'Real seconds that it was old when it was decided.' }),
        }),
      )
      .meta({ description: 'Best first, then those left out; as many as the decision record keeps.' }),
    excluded_total: z.int(),
  })
  .meta({ id: 'DecisionMap' });
export type DecisionMap = z.infer<typeof DecisionMap>;

export const getDecisionMap = endpoint({
  method: 'get',
  path: '/v1/ops/orders/{order_id}/decisions/{offer_id}/map',
  tag: 'ops',
  summary: 'Where the candidates of a decision were when it was made, and who was left out why.',
  access: 'ops.viewer',
  params: z.strictObject({ order_id: Id, offer_id: Id }),
  answers: { 200: DecisionMap },
  problems: [404],
});
