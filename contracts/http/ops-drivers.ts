import { z } from 'zod';
import { Score } from './driver-record';
import { endpoint } from './endpoint';
import { BoardDriver } from './ops';
import { pageOf, PageQuery } from './page';
import { DriverShift } from './shift';
import { AvailabilityName, Id, Instant, MarketId, OfferStatusName, Reason, text, Vehicle } from './values';

/** Positions age: up to 15 real seconds fresh, up to 60 ageing, beyond stale. */
export const Freshness = z.enum(['fresh', 'ageing', 'stale', 'unknown']).meta({ id: 'Freshness' });

export const OpsDriver = BoardDriver.extend({
  market_id: z.string(),
  phone: z.string().nullable(),
  freshness: Freshness,
  taken_out: z
    .strictObject({ at: Instant, by: z.string().nullable(), reason: z.string().nullable() })
    .nullable()
    .meta({ description: 'Operators have taken him out: he gets no orders and cannot come on.' }),
  shift: DriverShift.nullable(),
  today: z
    .strictObject({
      since: Instant,
      offered: z.int(),
      accepted: z.int(),
      declined: z.int(),
      expired: z.int(),
      withdrawn: z.int(),
      delivered: z.int(),
      on_time: z.int(),
      breaks: z.int(),
      break_s: z.number().meta({ description: 'Market seconds on break.' }),
    })
    .meta({ description: "Since midnight by the market's clock." }),
  score: Score,
}).meta({ id: 'OpsDriver' });
export type OpsDriver = z.infer<typeof OpsDriver>;

export const DriverHistoryEntry = z
  .strictObject({
    at: Instant,
    type: z.string(),
    actor: z.record(z.string(), z.unknown()),
    availability: AvailabilityName.nullable(),
    reason: z.string().nullable(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'DriverHistoryEntry' });

export const OpsDriverDetail = OpsDriver.extend({
  shifts: z.array(DriverShift).meta({ description: 'The one that runs and those that are planned.' }),
  recent_offers: z.array(
    z.strictObject({
      id: Id,
      status: OfferStatusName,
      reason: z.string().nullable(),
      counted: z.boolean(),
      settled_at: Instant,
      order_ids: z.array(Id),
    }),
  ),
  history: z.array(DriverHistoryEntry).meta({ description: 'Of his shifts and of what operators did, newest first.' }),
}).meta({ id: 'OpsDriverDetail' });
export type OpsDriverDetail = z.infer<typeof OpsDriverDetail>;

export const ChangeOpsDriverBody = z
  .strictObject({
    taken_out: z.boolean().optional(),
    hand_over: z.boolean().optional().meta({
      description: 'With `taken_out`: what he has not picked up goes to others at once, instead of being his last.',
    }),
    capacity: z.int().min(1).max(100).optional(),
    vehicle: Vehicle.optional(),
    reason: Reason,
  })
  .refine(({ taken_out, capacity, vehicle }) => [taken_out, capacity, vehicle].some((part) => part !== undefined), {
    message: 'names nothing to change',
  })
  .meta({ id: 'ChangeOpsDriverBody' });

const DriverParams = z.strictObject({ driver_id: Id });

export const listOpsDrivers = endpoint({
  method: 'get',
  path: '/v1/ops/drivers',
  tag: 'ops',
  summary: 'Drivers of a market with state, shift, route, freshness, today and score, by name.',
  access: 'ops.viewer',
  query: PageQuery.extend({
    market_id: MarketId,
    availability: AvailabilityName.optional(),
    state: z
      .enum(['free', 'busy', 'stale', 'taken_out', 'on_shift'])
      .optional()
      .meta({ description: 'free: available without stops; stale: on shift, not heard of for a minute.' }),
    vehicle: Vehicle.optional(),
    search: text(100).optional().meta({ description: 'Part of the name.' }),
  }),
  answers: { 200: pageOf(OpsDriver) },
  problems: [404],
});
export const getOpsDriver = endpoint({
  method: 'get',
  path: '/v1/ops/drivers/{driver_id}',
  tag: 'ops',
  summary: 'One driver, with his last offers and his history.',
  access: 'ops.viewer',
  params: DriverParams,
  answers: { 200: OpsDriverDetail },
  problems: [404],
});
export const changeOpsDriver = endpoint({
  method: 'patch',
  path: '/v1/ops/drivers/{driver_id}',
  tag: 'ops',
  summary: 'Take a driver out or bring him back, change how much he carries. The reason is audited.',
  access: 'ops.operator',
  params: DriverParams,
  body: ChangeOpsDriverBody,
  answers: { 200: OpsDriver },
  problems: [404],
});
