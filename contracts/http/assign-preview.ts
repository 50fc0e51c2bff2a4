import { z } from 'zod';
import { endpoint } from './endpoint';
import { OrderParams } from './orders';
import { listOf } from './page';
import { Id, Instant, Money } from './values';

export const AssignPreview = z
  .strictObject({
    driver: z.strictObject({ id: Id, name: z.string(), vehicle: z.string(), load: z.int(), capacity: z.int() }),
    blocked: z
      .enum(['driver_not_available', 'driver_has_offer', 'driver_full', 'already_assigned'])
      .nullable()
      .meta({ description: 'What assigning him now would be refused for.' }),
    refused_before: z
      .boolean()
      .meta({ description: 'He declined or dropped this order: the matcher would not ask him.' }),
    position_age_s: z.number().nullable().meta({ description: 'Real seconds; null when nobody knows where he is.' }),
    to_pickup_s: z.number().meta({ description: 'Market seconds until he is at the pickup.' }),
    pickup_at: Instant.meta({ description: 'When he leaves the pickup with the goods.' }),
    dropoff_at: Instant.meta({ description: 'When the goods are handed over.' }),
    slack_s: z.number().meta({ description: 'Market seconds to spare before the promise; below 0: late.' }),
    distance_m: z.int().meta({ description: 'Driving that it adds.' }),
    duration_s: z.int().meta({ description: 'Time that it adds, in market seconds.' }),
    pay: Money.meta({ description: 'What he would be offered.' }),
    delays: z
      .array(
        z.strictObject({
          order_id: Id,
          by_s: z.number().meta({ description: 'Market seconds later than without it.' }),
          dropoff_at: Instant,
        }),
      )
      .meta({ description: 'Orders that he has already and would bring later.' }),
  })
  .meta({ id: 'AssignPreview' });
export type AssignPreview = z.infer<typeof AssignPreview>;

export const previewAssignment = endpoint({
  method: 'get',
  path: '/v1/ops/orders/{order_id}/assign_preview',
  tag: 'ops',
  summary:
    'What assigning a driver by hand would mean; without `driver_id` for those who would be soonest at the door.',
  access: 'ops.viewer',
  params: OrderParams,
  query: z.strictObject({
    driver_id: Id.optional(),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  answers: { 200: listOf(AssignPreview) },
  problems: [404, 409],
});
