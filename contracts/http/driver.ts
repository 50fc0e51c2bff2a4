import { z } from 'zod';
import { PayPart } from './driver-pay';
import { endpoint } from './endpoint';
import { DriverShift } from './shift';
import { listOf } from './page';
import { OFFER_STRATEGIES } from './policy';
import {
  AvailabilityName,
  DeclineReasonName,
  Id,
  Instant,
  Location,
  Money,
  OfferStatusName,
  OrderStatusName,
  ProofDemandName,
  ReasonBody,
  StopKindName,
  StopStatusName,
  text,
} from './values';

/** Market time = real time × rate + offset. Instants are real; durations in seconds are the market's. */
export const Clock = z.strictObject({ rate: z.number(), offset_ms: z.number() }).meta({ id: 'Clock' });

/** What a driver hears of goods that he cannot bring, and of nobody's person more than he needs to know whom to meet. */
export const DriverRescue = z
  .strictObject({
    order_id: Id,
    external_id: z.string(),
    step: z.enum(['finding_driver', 'on_the_way', 'arrived', 'handed_over']).meta({
      description: 'Another driver is looked for, comes, is there, or has the goods (told for a quarter of an hour).',
    }),
    driver: z
      .strictObject({ first_name: z.string(), vehicle: z.string() })
      .nullable()
      .meta({ description: 'Who comes: while he does, and until he has the goods.' }),
    arrives_at: Instant.nullable().meta({ description: 'When he is expected, as far as that is known.' }),
  })
  .meta({ id: 'DriverRescue' });

export const DriverSelf = z
  .strictObject({
    id: Id,
    name: z.string(),
    vehicle: z.string(),
    capacity: z.int(),
    availability: AvailabilityName,
    since: Instant,
    shift_ends_at: Instant.nullable(),
    load: z.int(),
    shift: DriverShift.nullable(),
    no_fault_reasons: z.array(DeclineReasonName).meta({
      description: 'Declining for one of these does not count in your acceptance rate, in this shift.',
    }),
    route_id: Id.nullable(),
    route_version: z.int().meta({ description: '0 without a route.' }),
    wait_at: z
      .strictObject({ location: Location, depart_at: Instant })
      .nullable()
      .meta({ description: 'Where orders are likely soon and nobody waits; a hint, never an order.' }),
    rescues: z.array(DriverRescue).meta({ description: 'Goods of yours that another driver collects.' }),
    market: z.strictObject({
      id: z.string(),
      name: z.string(),
      time_zone: z.string(),
      currency: z.string(),
      clock: Clock,
    }),
    server_time: Instant,
  })
  .meta({ id: 'DriverSelf' });

export const LocationPoint = z
  .strictObject({
    location: Location,
    recorded_at: Instant,
    accuracy_m: z.number().min(0).max(100_000).optional(),
    heading: z.number().min(0).max(360).optional(),
    speed_mps: z.number().min(0).max(200).optional(),
  })
  .meta({ id: 'LocationPoint' });
export type LocationPoint = z.infer<typeof LocationPoint>;
export const LocationsBody = z
  .strictObject({
    points: z.array(LocationPoint).min(1).max(500),
    sent_at: Instant.optional().meta({
      description: "The phone's clock when it sent this: a clock that is off is set right.",
    }),
  })
  .meta({ id: 'LocationsBody' });

/** All that a driver needs to answer. Doors are shown to about a hundred metres until he has said yes. */
export const OfferCard = z
  .strictObject({
    id: Id,
    pay: Money,
    pay_parts: z.array(PayPart),
    orders: z.array(
      z.strictObject({
        id: Id,
        merchant: z.string(),
        pickup: z.strictObject({ name: z.string(), address: z.string(), location: Location, ready_at: Instant }),
        dropoff: z.strictObject({ location: Location, promised_at: Instant }),
        size: z.int(),
      }),
    ),
    stops: z
      .array(
        z.strictObject({
          order_id: Id,
          kind: StopKindName,
          location: Location,
          arrive_at: Instant,
          complete_at: Instant,
          offered: z.boolean().meta({ description: 'Comes with this offer; false: is on the route already.' }),
        }),
      )
      .meta({ description: 'The whole remaining route if the answer is yes.' }),
    distance_m: z.int(),
    duration_s: z.int().meta({ description: 'Market seconds that this offer adds.' }),
    strategy: z.enum(OFFER_STRATEGIES).meta({ description: 'Anything but `exclusive`: others are asked too.' }),
    why: z
      .strictObject({ considered: z.int(), to_pickup_s: z.number() })
      .nullable()
      .meta({ description: 'Why you: so many were considered, and you can be at the pickup this soon.' }),
    opened_at: Instant,
    expires_at: Instant,
    seconds_left: z.number().meta({ description: 'Real seconds, by the clock of the server.' }),
    server_time: Instant,
  })
  .meta({ id: 'OfferCard' });
export type OfferCard = z.infer<typeof OfferCard>;

export const RouteStop = z
  .strictObject({
    id: Id,
    order_id: Id,
    external_id: z.string(),
    kind: StopKindName,
    status: StopStatusName,
    position: z.int(),
    location: Location,
    name: z.string(),
    address: z.string(),
    phone: z.string().nullable(),
    notes: z.string().nullable(),
    ready_at: Instant.nullable().meta({ description: 'Pickups: when the goods are ready.' }),
    promised_at: Instant.nullable().meta({ description: 'Dropoffs: the promise.' }),
    proof: ProofDemandName.nullable().meta({ description: 'Dropoffs: what completes it.' }),
    size: z.int(),
    rescue: z
      .strictObject({ from: z.string(), phone: z.string().nullable() })
      .nullable()
      .meta({ description: 'Pickups of goods whose driver is lost: who has them.' }),
    planned_arrive_at: Instant.nullable(),
    planned_complete_at: Instant.nullable(),
    arrived_at: Instant.nullable(),
  })
  .meta({ id: 'RouteStop' });

export const DriverRoute = z
  .strictObject({
    route_id: Id.nullable(),
    version: z.int(),
    stops: z.array(RouteStop).meta({ description: 'What is left to do, in order.' }),
    server_time: Instant,
  })
  .meta({ id: 'DriverRoute' });
export type DriverRoute = z.infer<typeof DriverRoute>;

/** The outcome that the database committed: with 200 it is what was asked for. */
export const OfferOutcome = z
  .strictObject({
    offer: z.strictObject({ id: Id, status: OfferStatusName, settled_at: Instant.nullable() }),
    repeated: z.boolean().meta({ description: 'An earlier request of yours had done it already.' }),
  })
  .meta({ id: 'OfferOutcome' });

export const OrderOutcome = z
  .strictObject({
    order: z.strictObject({ id: Id, status: OrderStatusName, version: z.int() }),
    repeated: z.boolean(),
  })
  .meta({ id: 'OrderOutcome' });

const OccurredAt = Instant.optional().meta({
  description: 'When it happened, for a report that had to wait for a connection.',
});
export const ArriveBody = z.strictObject({ occurred_at: OccurredAt });
export const Proof = z
  .strictObject({
    photo_url: z
      .url({ protocol: /^https$/ })
      .max(2_000)
      .optional()
      .meta({ description: 'A photo that you keep yourself; it is no proof where the order demands a photo.' }),
    signed_by: text(200).optional(),
    pin: z
      .string()
      .regex(/^[0-9]{3,10}$/)
      .optional(),
    note: text(1_000).optional(),
  })
  .meta({ id: 'Proof' });
export const CompleteBody = z.strictObject({ proof: Proof.optional(), occurred_at: OccurredAt });
export const FailBody = z.strictObject({
  reason: text(500),
  kind: z
    .enum(['closed', 'not_ready', 'other'])
    .default('other')
    .meta({
      description:
        'At a pickup. closed: nobody is asked for a while. not_ready: you have waited long enough (409 `too_early` before ' +
        'that); the kitchen gets more time. Neither counts against you.',
    }),
  occurred_at: OccurredAt,
});
export const TroubleBody = z
  .strictObject({ kind: z.enum(['vehicle', 'accident', 'unable']), note: text(500) })
  .meta({ id: 'TroubleBody' });

const OfferParams = z.strictObject({ offer_id: Id });
const StopParams = z.strictObject({ stop_id: Id });
const Nothing = z.strictObject({});

export const getDriver = endpoint({
  method: 'get',
  path: '/v1/driver',
  tag: 'driver',
  summary: 'Yourself: availability, load, route version.',
  access: 'driver',
  answers: { 200: DriverSelf },
});
export const reportLocations = endpoint({
  method: 'post',
  path: '/v1/driver/locations',
  tag: 'driver',
  summary: 'Positions since the last report, in any order; the latest by `recorded_at` counts.',
  access: 'driver',
  body: LocationsBody,
  answers: {
    202: z.strictObject({
      points: z.int(),
      dropped: z.int().meta({ description: 'Seen before, too old, from the future, or where nobody can have got to.' }),
    }),
  },
});
export const listDriverOffers = endpoint({
  method: 'get',
  path: '/v1/driver/offers',
  tag: 'driver',
  summary: 'What you are being asked right now.',
  access: 'driver',
  answers: { 200: listOf(OfferCard) },
});
export const acceptOffer = endpoint({
  method: 'post',
  path: '/v1/driver/offers/{offer_id}/accept',
  tag: 'driver',
  summary: 'Yes. 200 means that you have it; 409 says how the offer ended instead.',
  access: 'driver',
  params: OfferParams,
  body: Nothing,
  answers: { 200: OfferOutcome },
  problems: [404, 409],
});
export const declineOffer = endpoint({
  method: 'post',
  path: '/v1/driver/offers/{offer_id}/decline',
  tag: 'driver',
  summary: 'No, and why.',
  access: 'driver',
  params: OfferParams,
  body: z.strictObject({ reason: DeclineReasonName }),
  answers: { 200: OfferOutcome },
  problems: [404, 409],
});
export const getDriverRoute = endpoint({
  method: 'get',
  path: '/v1/driver/route',
  tag: 'driver',
  summary: 'Your stops, in order.',
  access: 'driver',
  answers: { 200: DriverRoute },
});
export const arriveAtStop = endpoint({
  method: 'post',
  path: '/v1/driver/stops/{stop_id}/arrive',
  tag: 'driver',
  summary: 'You are there.',
  access: 'driver',
  params: StopParams,
  body: ArriveBody,
  answers: { 200: OrderOutcome },
  problems: [404, 409],
});
export const completeStop = endpoint({
  method: 'post',
  path: '/v1/driver/stops/{stop_id}/complete',
  tag: 'driver',
  summary: 'The goods have changed hands.',
  access: 'driver',
  params: StopParams,
  body: CompleteBody,
  answers: { 200: OrderOutcome },
  problems: [404, 409],
});
export const failStop = endpoint({
  method: 'post',
  path: '/v1/driver/stops/{stop_id}/fail',
  tag: 'driver',
  summary: 'It cannot be done. Before the pickup the order goes to another driver, at the door it goes back.',
  access: 'driver',
  params: StopParams,
  body: FailBody,
  answers: { 200: OrderOutcome },
  problems: [404, 409],
});
export const releaseOrder = endpoint({
  method: 'post',
  path: '/v1/driver/orders/{order_id}/release',
  tag: 'driver',
  summary: 'Give an order back before its pickup.',
  access: 'driver',
  params: z.strictObject({ order_id: Id }),
  body: ReasonBody,
  answers: { 200: OrderOutcome },
  problems: [404, 409],
});
export const reportTrouble = endpoint({
  method: 'post',
  path: '/v1/driver/orders/{order_id}/trouble',
  tag: 'driver',
  summary: 'You cannot go on: goods aboard are collected by another driver where you are, others are given away.',
  access: 'driver',
  params: z.strictObject({ order_id: Id }),
  body: TroubleBody,
  answers: { 200: OrderOutcome },
  problems: [404, 409],
});
export const streamDriver = endpoint({
  method: 'get',
  path: '/v1/driver/stream',
  tag: 'driver',
  summary:
    'Server-sent events: `snapshot` on connecting ({driver, offers, route}), then `offer.sent` (a whole card), ' +
    '`offer.closed` ({offer_id, outcome}), `route.changed` (the route), `availability.changed`, `rescues.changed` ({rescues}).',
  access: 'driver',
  answers: { 200: 'stream' },
});
