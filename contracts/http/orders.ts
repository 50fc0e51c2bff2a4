import { z } from 'zod';
import { endpoint } from './endpoint';
import { Eta } from './eta';
import { Notify } from './notify';
import { listOf, pageOf, PageQuery } from './page';
import {
  Email,
  Id,
  Instant,
  Language,
  Location,
  MarketId,
  Money,
  OfferStatusName,
  OnFailureName,
  OrderStatusList,
  OrderStatusName,
  Phone,
  ProofDemandName,
  Reason,
  text,
} from './values';

const ExternalId = text(128);
const Notes = text(1_000);

export const PlaceOrderBody = z
  .strictObject({
    external_id: ExternalId.meta({
      description: 'Your name for it: the same one with the same body is the same order.',
    }),
    market_id: MarketId.optional(),
    pickup: z.strictObject({
      place_id: text(128).optional().meta({ description: 'Orders of one place can share a pickup.' }),
      name: text(200),
      address: text(500),
      location: Location,
      phone: Phone.optional(),
      notes: Notes.optional(),
      ready_at: Instant.optional().meta({ description: 'When the goods can be collected.' }),
    }),
    dropoff: z.strictObject({
      name: text(200),
      address: text(500),
      location: Location,
      phone: Phone.optional(),
      email: Email.optional(),
      language: Language.optional(),
      notes: Notes.optional(),
      promised_at: Instant.optional().meta({ description: 'Latest arrival that keeps the promise.' }),
    }),
    scheduled_for: Instant.optional().meta({
      description: 'When it should be at the door, for an order placed ahead.',
    }),
    notify: Notify.optional(),
    tip: Money.refine(({ amount }) => amount >= 0 && amount <= 1_000_000, 'must be from 0 to 1000000').optional(),
    proof: z
      .strictObject({ dropoff: ProofDemandName })
      .optional()
      .meta({
        description:
          'What the driver must show to complete the delivery. A `pin` is made here and told to the customer only, by the ' +
          'tracking link. Default: `none`.',
      }),
    on_failure: OnFailureName.optional().meta({
      description: 'What happens to the goods when their driver is lost after the pickup. Default: as the market says.',
    }),
    size: z.int().min(1).max(100).optional().meta({ description: "Units of a driver's capacity. Default: 1." }),
  })
  .meta({ id: 'PlaceOrderBody' });
export type PlaceOrderBody = z.infer<typeof PlaceOrderBody>;

export const ChangeOrderBody = z
  .strictObject({
    pickup: z.strictObject({ ready_at: Instant.optional(), notes: Notes.nullable().optional() }).optional(),
    dropoff: z.strictObject({ notes: Notes.nullable().optional() }).optional(),
    tip: PlaceOrderBody.shape.tip,
  })
  .refine((body) => Object.values(body).some((part) => part !== undefined && Object.keys(part).length > 0), {
    message: 'names nothing to change',
  })
  .meta({ id: 'ChangeOrderBody' });
export type ChangeOrderBody = z.infer<typeof ChangeOrderBody>;

/** What an open order waits for, until when, and what happens otherwise. Null once it has ended. */
export const Next = z
  .strictObject({ step: z.string(), waits_for: z.string(), at: Instant, otherwise: z.string() })
  .meta({ id: 'Next' });

export const Order = z
  .strictObject({
    id: Id,
    external_id: z.string(),
    market_id: z.string(),
    merchant_id: Id,
    status: OrderStatusName,
    version: z.int(),
    pickup: z.strictObject({
      place_id: z.string(),
      name: z.string(),
      address: z.string(),
      location: Location,
      phone: z.string().nullable(),
      notes: z.string().nullable(),
      ready_at: Instant,
    }),
    dropoff: z.strictObject({
      name: z.string(),
      address: z.string(),
      location: Location,
      phone: z.string().nullable(),
      notes: z.string().nullable(),
      promised_at: Instant,
    }),
    scheduled_for: Instant.nullable(),
    proof: z.strictObject({ dropoff: ProofDemandName }),
    size: z.int(),
    tip: Money,
    distance_m: z.int().meta({ description: 'From pickup to dropoff.' }),
    driver: z.strictObject({ first_name: z.string(), vehicle: z.string() }).nullable(),
    escalation_rung: z.int().meta({ description: '0 when nobody has been asked to look at it.' }),
    next: Next.nullable(),
    eta: Eta.nullable().meta({ description: 'When it will be at the door, as it was told last.' }),
    offers_made: z.int(),
    reassignments: z.int(),
    policy_version: z.int(),
    placed_at: Instant,
    pool_at: Instant.meta({ description: 'From when a driver is looked for.' }),
    first_assigned_at: Instant.nullable(),
    assigned_at: Instant.nullable(),
    arrived_at_pickup_at: Instant.nullable(),
    picked_up_at: Instant.nullable(),
    arrived_at_dropoff_at: Instant.nullable(),
    returning_at: Instant.nullable(),
    ended_at: Instant.nullable(),
    end_reason: z.string().nullable(),
    updated_at: Instant,
  })
  .meta({ id: 'Order' });
export type Order = z.infer<typeof Order>;

/** The order's story as its merchant may read it: no identities of drivers or operators. */
export const OrderEvent = z
  .strictObject({
    number: z.int(),
    type: z.string(),
    status_from: OrderStatusName.nullable(),
    status_to: OrderStatusName,
    actor: z.strictObject({ type: z.string() }),
    data: z.record(z.string(), z.unknown()),
    occurred_at: Instant,
    recorded_at: Instant,
  })
  .meta({ id: 'OrderEvent' });
export type OrderEvent = z.infer<typeof OrderEvent>;

export const OrderOffer = z
  .strictObject({
    id: Id,
    status: OfferStatusName,
    driver: z.strictObject({ first_name: z.string(), vehicle: z.string() }),
    reserved_at: Instant,
    opened_at: Instant.nullable(),
    expires_at: Instant.nullable(),
    settled_at: Instant.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'OrderOffer' });
export type OrderOffer = z.infer<typeof OrderOffer>;

/** Seconds of delay by cause; they add up to `total`. */
export const CandidateCost = z
  .strictObject({
    to_pickup: z.number(),
    wait_at_pickup: z.number(),
    detour_for_others: z.number(),
    lateness: z.number(),
    acceptance: z.number(),
    fairness: z.number(),
    forecast: z.number(),
    total: z.number(),
  })
  .meta({ id: 'CandidateCost' });

const ExplainedCandidate = z.strictObject({
  /** Merchants get a label instead of the identity. */
  driver: z.strictObject({ id: Id.nullable(), name: z.string() }),
  cost: CandidateCost,
  pickup_at: Instant,
  dropoff_at: Instant,
});

/** Why a driver was proposed, as figures and as sentences. */
export const ExplainedDecision = z
  .strictObject({
    offer_id: Id,
    offer_status: OfferStatusName,
    round_no: z.int(),
    decided_at: Instant,
    order_ids: z.array(Id),
    chosen: ExplainedCandidate,
    runner_up: ExplainedCandidate.nullable().meta({ description: 'The cheapest of the others.' }),
    margin_s: z.number().nullable().meta({
      description:
        'How much worse the runner-up would have been, in market seconds; negative when he was worth more elsewhere.',
    }),
    candidates: z.array(ExplainedCandidate),
    candidates_total: z.int(),
    excluded: z.array(z.strictObject({ reason: z.string(), drivers: z.int() })),
    excluded_total: z.int(),
    sentences: z.array(z.string()),
  })
  .meta({ id: 'ExplainedDecision' });
export type ExplainedDecision = z.infer<typeof ExplainedDecision>;

/** One thing that happened, in a sentence. */
export const StoryLine = z
  .strictObject({ at: Instant, number: z.int(), type: z.string(), sentence: z.string() })
  .meta({ id: 'StoryLine' });
export type StoryLine = z.infer<typeof StoryLine>;

export const Explanation = z
  .strictObject({
    order_id: Id,
    story: z.array(StoryLine).meta({ description: 'Everything that happened: offers, answers, moves, escalations.' }),
    decisions: z.array(ExplainedDecision),
  })
  .meta({ id: 'Explanation' });

/** The transition table of the order's life. */
export const OrderStatuses = z
  .strictObject({
    statuses: z.array(z.strictObject({ status: OrderStatusName, ended: z.boolean(), carried: z.boolean() })),
    transitions: z.array(
      z.strictObject({
        request: z.string(),
        from: z.array(OrderStatusName),
        to: OrderStatusName,
        by: z.array(z.string()),
      }),
    ),
  })
  .meta({ id: 'OrderStatuses' });

export const ListOrdersQuery = PageQuery.extend({
  status: OrderStatusList.optional(),
  external_id: ExternalId.optional(),
});

export const OrderParams = z.strictObject({ order_id: Id });

export const placeOrder = endpoint({
  method: 'post',
  path: '/v1/orders',
  tag: 'orders',
  summary: 'Place an order. Posted again with the same body it answers 200 with the same order.',
  access: 'merchant',
  body: PlaceOrderBody,
  answers: { 200: Order, 201: Order },
  problems: [409],
});
export const listOrders = endpoint({
  method: 'get',
  path: '/v1/orders',
  tag: 'orders',
  summary: 'Your orders, newest first.',
  access: 'merchant',
  query: ListOrdersQuery,
  answers: { 200: pageOf(Order) },
});
export const getOrder = endpoint({
  method: 'get',
  path: '/v1/orders/{order_id}',
  tag: 'orders',
  summary: 'One order, with what happens next.',
  access: 'merchant',
  params: OrderParams,
  answers: { 200: Order },
  problems: [404],
});
export const changeOrder = endpoint({
  method: 'patch',
  path: '/v1/orders/{order_id}',
  tag: 'orders',
  summary: 'Change ready time, notes or tip of an open order.',
  access: 'merchant',
  params: OrderParams,
  body: ChangeOrderBody,
  answers: { 200: Order },
  problems: [404, 409],
});
export const cancelOrder = endpoint({
  method: 'post',
  path: '/v1/orders/{order_id}/cancel',
  tag: 'orders',
  summary: 'Cancel an order, up to its pickup.',
  access: 'merchant',
  params: OrderParams,
  body: z.strictObject({ reason: Reason.default('cancelled by the merchant') }),
  answers: { 200: Order },
  problems: [404, 409],
});
export const listOrderEvents = endpoint({
  method: 'get',
  path: '/v1/orders/{order_id}/events',
  tag: 'orders',
  summary: 'What has happened to an order, in order.',
  access: 'merchant',
  params: OrderParams,
  query: PageQuery,
  answers: { 200: pageOf(OrderEvent) },
  problems: [404],
});
export const listOrderOffers = endpoint({
  method: 'get',
  path: '/v1/orders/{order_id}/offers',
  tag: 'orders',
  summary: 'The offers that were made for an order.',
  access: 'merchant',
  params: OrderParams,
  answers: { 200: listOf(OrderOffer) },
  problems: [404],
});
export const explainOrder = endpoint({
  method: 'get',
  path: '/v1/orders/{order_id}/explanation',
  tag: 'orders',
  summary: 'The whole story of your order, and why each driver was proposed.',
  access: 'merchant',
  params: OrderParams,
  answers: { 200: Explanation },
  problems: [404],
});
export const listOrderStatuses = endpoint({
  method: 'get',
  path: '/v1/order-statuses',
  tag: 'orders',
  summary: "The statuses of an order's life and every allowed transition.",
  access: 'any',
  answers: { 200: OrderStatuses },
});
