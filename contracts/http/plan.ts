import { z } from 'zod';
import { endpoint } from './endpoint';
import { Instant, Location, MarketId, StopKindName, text } from './values';

/** Planning ahead: a batch of orders over drivers with time windows and capacities. Nothing is offered or stored. */

const OWN_ID = text(100);
const BATCH_MAX = 1_000;

const unique = (rows: { id: string }[]): boolean => new Set(rows.map(({ id }) => id)).size === rows.length;

export const PlanOrder = z
  .strictObject({
    id: OWN_ID.meta({ description: 'Any name that is unique within the batch.' }),
    pickup: z.strictObject({
      place_id: text(200).optional().meta({ description: 'Orders with the same place share a pickup stop.' }),
      location: Location,
      ready_at: Instant,
    }),
    dropoff: z.strictObject({ location: Location, promised_at: Instant }),
    size: z.int().min(1).max(100).default(1),
  })
  .meta({ id: 'PlanOrder' });

export const PlanDriver = z
  .strictObject({
    id: OWN_ID,
    location: Location,
    on_at: Instant,
    off_at: Instant.optional().meta({ description: 'No pickup after this moment; dropoffs may follow.' }),
    capacity: z.int().min(1).max(100).default(3),
    vehicle: text(50).default('bicycle'),
  })
  .meta({ id: 'PlanDriver' });

export const PlanBody = z
  .strictObject({
    market_id: MarketId,
    orders: z.array(PlanOrder).min(1).max(BATCH_MAX).refine(unique, 'names an order twice'),
    drivers: z.array(PlanDriver).max(BATCH_MAX).refine(unique, 'names a driver twice'),
    iterations: z.int().min(0).max(20_000).default(2_000).meta({ description: 'Budget of the improvement.' }),
  })
  .meta({ id: 'PlanBody' });
export type PlanBody = z.infer<typeof PlanBody>;

export const PlannedRoute = z
  .strictObject({
    driver_id: OWN_ID,
    stops: z.array(
      z.strictObject({
        order_id: OWN_ID,
        kind: StopKindName,
        location: Location,
        arrive_at: Instant,
        complete_at: Instant.meta({ description: 'When the goods change hands.' }),
      }),
    ),
    distance_m: z.int(),
    ends_at: Instant,
  })
  .meta({ id: 'PlannedRoute' });

export const BatchPlan = z
  .strictObject({
    routes: z.array(PlannedRoute),
    unserved: z.array(z.strictObject({ order_id: OWN_ID, reason: z.string() })),
    summary: z.strictObject({
      orders: z.int(),
      served: z.int(),
      late: z.int().meta({ description: 'Served after their promise.' }),
      lateness_s: z.int().meta({ description: 'Market seconds after promises, in all.' }),
      distance_m: z.int(),
      drivers_used: z.int(),
    }),
  })
  .meta({ id: 'BatchPlan' });
export type BatchPlan = z.infer<typeof BatchPlan>;

export const planBatch = endpoint({
  method: 'post',
  path: '/v1/ops/plan',
  tag: 'ops',
  summary: 'Plan a batch of orders ahead; nothing is offered or stored.',
  access: 'ops.operator',
  body: PlanBody,
  bodyMax: '2mb',
  answers: { 200: BatchPlan },
  problems: [404],
});
