import { z } from 'zod';
import { Clock, OrderOutcome } from './driver';
import { PayPart } from './driver-pay';
import { endpoint } from './endpoint';
import { Escalation, Incident } from './escalations';
import { Eta } from './eta';
import { Reassignment } from './order-moves';
import { ExplainedDecision, ListOrdersQuery, Next, Order, OrderParams, StoryLine } from './orders';
import { listOf, pageOf } from './page';
import { MarketSwitch, ZonePause } from './switches';
import {
  AvailabilityName,
  Id,
  Instant,
  Location,
  MarketId,
  Money,
  OfferStatusName,
  OnFailureName,
  ORDER_STATUSES,
  OrderStatusList,
  OrderStatusName,
  Reason,
  ReasonBody,
  StopKindName,
  StopStatusName,
} from './values';
import { Polygon, ZoneHealth } from './zones';

export const OpsMarket = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    time_zone: z.string(),
    currency: z.string(),
    livemode: z.boolean(),
    location: Location,
    clock: Clock,
  })
  .meta({ id: 'OpsMarket' });

/** One row of the board. Versions only rise: of two rows of an order the higher version is the newer. */
export const BoardOrder = z
  .strictObject({
    id: Id,
    external_id: z.string(),
    merchant: z.strictObject({ id: Id, name: z.string() }),
    status: OrderStatusName,
    version: z.int(),
    pickup: z.strictObject({ name: z.string(), location: Location }),
    dropoff: z.strictObject({ name: z.string(), location: Location }),
    zone_id: z.string(),
    driver: z.strictObject({ id: Id, name: z.string() }).nullable(),
    offer: z
      .strictObject({
        id: Id,
        status: OfferStatusName,
        driver: z.strictObject({ id: Id, name: z.string() }),
        expires_at: Instant.nullable(),
      })
      .nullable()
      .meta({ description: 'The reserved or open offer.' }),
    escalation_rung: z.int(),
    escalation_deadline_at: Instant.nullable(),
    next: Next.nullable(),
    slack_s: z.number().nullable().meta({
      description: 'Market seconds to spare before the promise, after the work that is left; null once it has ended.',
    }),
    eta: Eta.nullable(),
    priority: z.int(),
    offers_made: z.int(),
    reassignments: z.int(),
    held_until: Instant.nullable(),
    placed_at: Instant,
    pool_at: Instant,
    ready_at: Instant,
    promised_at: Instant,
    assigned_at: Instant.nullable(),
    picked_up_at: Instant.nullable(),
    ended_at: Instant.nullable(),
    updated_at: Instant,
  })
  .meta({ id: 'BoardOrder' });
export type BoardOrder = z.infer<typeof BoardOrder>;

export const BoardStop = z.strictObject({
  id: Id,
  order_id: Id,
  kind: StopKindName,
  status: StopStatusName,
  location: Location,
  planned_arrive_at: Instant.nullable(),
});

export const BoardDriver = z
  .strictObject({
    id: Id,
    name: z.string(),
    vehicle: z.string(),
    availability: AvailabilityName,
    since: Instant,
    busy: z.boolean().meta({ description: 'Has stops to do.' }),
    load: z.int(),
    capacity: z.int(),
    shift_ends_at: Instant.nullable(),
    version: z.int(),
    position: z
      .strictObject({
        location: Location,
        heading: z.number().nullable(),
        speed_mps: z.number().nullable(),
        accuracy_m: z.number().nullable(),
        recorded_at: Instant,
        age_s: z.number().meta({ description: 'Real seconds since it was recorded.' }),
      })
      .nullable(),
    offer: z.strictObject({ id: Id, status: OfferStatusName, expires_at: Instant.nullable() }).nullable(),
    route: z
      .strictObject({ id: Id, version: z.int(), stops: z.array(BoardStop) })
      .nullable()
      .meta({ description: 'What is left to do, in order.' }),
  })
  .meta({ id: 'BoardDriver' });
export type BoardDriver = z.infer<typeof BoardDriver>;

const statusCounts = Object.fromEntries(ORDER_STATUSES.map((status) => [status, z.int()])) as Record<
  (typeof ORDER_STATUSES)[number],
  z.ZodInt
>;

/** A zone on the map: an operator's, or an H3 cell in which something is. */
export const BoardZone = z
  .strictObject({
    id: z.string(),
    name: z.string().nullable().meta({ description: 'Null for an H3 cell.' }),
    polygon: Polygon,
    centre: Location,
    closed: z.boolean(),
    health: ZoneHealth.nullable().meta({ description: 'Null as long as nobody has looked, and in an empty cell.' }),
  })
  .meta({ id: 'BoardZone' });
export type BoardZone = z.infer<typeof BoardZone>;

export const Board = z
  .strictObject({
    market: OpsMarket,
    counts: z.strictObject({
      orders: z.strictObject(statusCounts).meta({
        description: 'Open orders by status; ended ones of the last 24 market hours.',
      }),
      escalated: z.int(),
      late: z.int().meta({ description: 'Open orders past their promise.' }),
      drivers: z.strictObject({
        available: z.int(),
        busy: z.int().meta({ description: 'Of all on shift, those with stops to do.' }),
        on_break: z.int(),
        paused: z.int(),
        offline: z.int(),
      }),
    }),
    orders: z.array(BoardOrder).meta({
      description:
        'Open ones: escalated first, then the least slack. Where there are more than `limit`, those that need someone first: ' +
        'escalated, past their promise, longest without a driver, next promises.',
    }),
    orders_total: z.int().meta({ description: 'All open ones, whatever was asked for.' }),
    orders_known: z.int().meta({
      description:
        'Those that were looked through for this answer: fewer than `orders_total` only past 20,000, and then those that need ' +
        'someone first.',
    }),
    drivers: z.array(BoardDriver).meta({ description: 'On shift, or offline with stops to do.' }),
    drivers_total: z.int(),
    switches: z.array(MarketSwitch).meta({ description: 'Those that are on.' }),
    paused_zones: z.array(ZonePause),
    incidents: z.array(Incident).meta({ description: 'Open ones.' }),
    zones: z.array(BoardZone),
    stream_cursor: z.string().meta({ description: '`Last-Event-ID` for a stream that goes on from here.' }),
    server_time: Instant,
  })
  .meta({ id: 'Board' });

export const BoardQuery = z.strictObject({
  market_id: MarketId,
  limit: z.coerce.number().int().min(1).max(5_000).default(500).meta({ description: 'Orders; drivers likewise.' }),
  status: OrderStatusList.optional(),
  merchant_id: Id.optional(),
  escalated: z.enum(['true', 'false']).optional(),
});
export type BoardQuery = z.infer<typeof BoardQuery>;

/** An order with everything about it: its merchant's view and what operators see beside it. */
export const OpsOrder = Order.omit({ driver: true })
  .extend({
    merchant: z.strictObject({ id: Id, name: z.string() }),
    driver: z.strictObject({ id: Id, name: z.string(), phone: z.string().nullable(), vehicle: z.string() }).nullable(),
    zone_id: z.string(),
    priority: z.int(),
    pay_raise: Money,
    unassigned_since: Instant.nullable(),
    excluded_driver_ids: z.array(Id),
    escalation_deadline_at: Instant.nullable(),
    ladder_rung: z.int().meta({ description: 'The last rung of the ladder that has acted.' }),
    on_failure: OnFailureName,
    held_until: Instant.nullable(),
    hold_reason: z.string().nullable(),
    goods: z.strictObject({ location: Location, with_driver_id: Id.nullable(), since: Instant }).nullable().meta({
      description: 'Where the goods are whose driver is lost.',
    }),
    slack_s: z.number().nullable(),
    workflow_id: z.string(),
    workflow_url: z.string().meta({ description: "The order's workflow in the Temporal Web UI." }),
    workflow_started_at: Instant.nullable(),
  })
  .meta({ id: 'OpsOrder' });
export type OpsOrder = z.infer<typeof OpsOrder>;

export const OpsEvent = z
  .strictObject({
    id: z.string(),
    number: z.int(),
    type: z.string(),
    status_from: OrderStatusName.nullable(),
    status_to: OrderStatusName,
    actor: z.record(z.string(), z.unknown()),
    data: z.record(z.string(), z.unknown()),
    occurred_at: Instant,
    recorded_at: Instant,
  })
  .meta({ id: 'OpsEvent' });

export const OpsOffer = z
  .strictObject({
    id: Id,
    status: OfferStatusName,
    strategy: z.string(),
    driver: z.strictObject({ id: Id, name: z.string(), vehicle: z.string() }),
    round_no: z.int().nullable().meta({ description: 'Null when a person proposed the driver.' }),
    created_by: z.record(z.string(), z.unknown()),
    order_ids: z.array(Id),
    pay: Money,
    pay_parts: z.array(PayPart),
    distance_m: z.int(),
    duration_s: z.int(),
    reserved_at: Instant,
    reserved_until: Instant,
    opened_at: Instant.nullable(),
    expires_at: Instant.nullable(),
    settled_at: Instant.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'OpsOffer' });

export const OpsStop = z
  .strictObject({
    id: Id,
    driver_id: Id,
    kind: StopKindName,
    status: StopStatusName,
    position: z.int(),
    location: Location,
    planned_arrive_at: Instant.nullable(),
    planned_complete_at: Instant.nullable(),
    arrived_at: Instant.nullable(),
    completed_at: Instant.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'OpsStop' });

export const OrderStory = z
  .strictObject({
    order: OpsOrder,
    events: z.array(OpsEvent),
    story: z.array(StoryLine).meta({ description: 'The same events, in sentences.' }),
    offers: z.array(OpsOffer),
    decisions: z.array(ExplainedDecision),
    stops: z.array(OpsStop),
    escalations: z.array(Escalation),
    reassignments: z.array(Reassignment),
  })
  .meta({ id: 'OrderStory' });

export const AssignBody = z
  .strictObject({
    driver_id: Id,
    force: z.boolean().default(false).meta({ description: 'Bind the driver without asking; needs a reason.' }),
    reason: Reason.optional(),
  })
  .refine(({ force, reason }) => !force || reason !== undefined, {
    path: ['reason'],
    message: 'is needed with force',
  })
  .meta({ id: 'AssignBody' });

export const listOpsMarkets = endpoint({
  method: 'get',
  path: '/v1/ops/markets',
  tag: 'ops',
  summary: 'The markets that you may see.',
  access: 'ops.viewer',
  answers: { 200: listOf(OpsMarket) },
});
export const getBoard = endpoint({
  method: 'get',
  path: '/v1/ops/board',
  tag: 'ops',
  summary: 'A market at this moment.',
  access: 'ops.viewer',
  query: BoardQuery,
  answers: { 200: Board },
  problems: [404],
});
export const streamBoard = endpoint({
  method: 'get',
  path: '/v1/ops/stream',
  tag: 'ops',
  summary:
    'Server-sent events: `orders` ({orders: BoardOrder[]}, ended ones included), `drivers` ({drivers: BoardDriver[]}), ' +
    '`escalations` ({order_ids}), `zones` ({zones: BoardZone[]}, all of them), `resync` when the board must be fetched again. `Last-Event-ID` resumes; ' +
    'a page that cannot set it sends `cursor`.',
  access: 'ops.viewer',
  query: z.strictObject({
    market_id: MarketId,
    cursor: z
      .string()
      .regex(/^[0-9]{1,13}$/, 'must come from stream_cursor')
      .optional(),
  }),
  answers: { 200: 'stream' },
  problems: [404],
});
export const listOpsOrders = endpoint({
  method: 'get',
  path: '/v1/ops/orders',
  tag: 'ops',
  summary: 'Orders of all merchants, newest first.',
  access: 'ops.viewer',
  query: ListOrdersQuery.extend({
    market_id: MarketId.optional(),
    merchant_id: Id.optional(),
    driver_id: Id.optional(),
  }),
  answers: { 200: pageOf(OpsOrder) },
});
export const getOrderStory = endpoint({
  method: 'get',
  path: '/v1/ops/orders/{order_id}',
  tag: 'ops',
  summary: 'The whole story of an order.',
  access: 'ops.viewer',
  params: OrderParams,
  answers: { 200: OrderStory },
  problems: [404],
});
export const assignOrder = endpoint({
  method: 'post',
  path: '/v1/ops/orders/{order_id}/assign',
  tag: 'ops',
  summary: 'Send this driver an offer; with `force` bind him at once.',
  access: 'ops.operator',
  params: OrderParams,
  body: AssignBody,
  answers: { 200: OrderOutcome },
  problems: [404, 409],
});
export const requeueOrder = endpoint({
  method: 'post',
  path: '/v1/ops/orders/{order_id}/requeue',
  tag: 'ops',
  summary: 'Back to the pool, with priority.',
  access: 'ops.operator',
  params: OrderParams,
  body: ReasonBody,
  answers: { 200: OrderOutcome },
  problems: [404, 409],
});
export const cancelAnyOrder = endpoint({
  method: 'post',
  path: '/v1/ops/orders/{order_id}/cancel',
  tag: 'ops',
  summary: 'Cancel an order, up to its pickup.',
  access: 'ops.operator',
  params: OrderParams,
  body: ReasonBody,
  answers: { 200: OrderOutcome },
  problems: [404, 409],
});
