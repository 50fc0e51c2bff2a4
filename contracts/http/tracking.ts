import { z } from 'zod';
import type { DelayReason } from '../../domain/tracking/delay';
import { endpoint } from './endpoint';
import { Eta } from './eta';
import { OrderParams } from './orders';
import { Instant, Location, Money, OrderStatusName, Phone, ProofDemandName, ProofKindName, text } from './values';

/** The secret of a link: 24 random bytes. */
export const TrackingToken = z.string().regex(/^trk_[A-Za-z0-9_-]{32}$/);

export const TrackingLink = z
  .strictObject({ token: TrackingToken, url: z.string(), expires_at: Instant })
  .meta({ id: 'TrackingLink' });
export type TrackingLink = z.infer<typeof TrackingLink>;

export const RATING_REASONS = [
  'on_time',
  'late',
  'friendly',
  'unfriendly',
  'careful',
  'damaged',
  'instructions',
] as const;
export const Rating = z
  .strictObject({
    stars: z.int().min(1).max(5),
    reasons: z.array(z.enum(RATING_REASONS)).max(RATING_REASONS.length).default([]),
    comment: text(500).optional(),
  })
  .meta({ id: 'Rating' });

/** What the customer may do at this moment. */
export const TRACKING_ACTIONS = ['change_instructions', 'tip', 'rate', 'message', 'call'] as const;

export const DELAY_REASONS = ['finding_driver', 'kitchen', 'driver', 'road'] as const satisfies readonly DelayReason[];

/** Minor units: more is a slip of the thumb. */
const TIP_MAX = 50_000;

/** An order as its customer may see it. */
export const Tracking = z
  .strictObject({
    order: z.strictObject({
      number: z.string().meta({ description: 'Four characters to say on the telephone.' }),
      merchant: z.string(),
      status: OrderStatusName,
      version: z.int(),
      dropoff: z.strictObject({ address: z.string(), location: Location, notes: z.string().nullable() }),
      tip: Money,
      language: z.string().nullable().meta({ description: 'As the merchant has said it.' }),
    }),
    actions: z.array(z.enum(TRACKING_ACTIONS)).meta({ description: 'What the customer may do at this moment.' }),
    steps: z.array(
      z.strictObject({ step: z.enum(['confirmed', 'picked_up', 'at_your_door', 'delivered']), at: Instant.nullable() }),
    ),
    eta: Eta.nullable(),
    rescue: z.enum(['finding_driver', 'taking_over']).nullable().meta({
      description: 'While the driver who had the goods cannot bring them: another one is looked for, or is on his way.',
    }),
    delay_min: z.int().nullable().meta({ description: 'Minutes after the promise, once it is expected to break.' }),
    delay_reason: z
      .enum(DELAY_REASONS)
      .nullable()
      .meta({ description: 'What cost most of the time, when that is known.' }),
    driver: z.strictObject({ first_name: z.string(), vehicle: z.string() }).nullable(),
    /** Only while the goods are on their way to this customer, and away from other people's doors. */
    position: z.strictObject({ location: Location, heading: z.number().nullable(), recorded_at: Instant }).nullable(),
    stops_before: z.int().nullable().meta({ description: 'Stops before this one, once the driver has the order.' }),
    proof: z.strictObject({
      demanded: ProofDemandName,
      pin: z.string().nullable().meta({ description: 'To tell the driver at the door, until it has been delivered.' }),
      images: z.array(ProofKindName).meta({ description: 'Once delivered: what `…/proof/{kind}` shows.' }),
    }),
    rating: z.strictObject({ stars: z.int() }).nullable(),
    help_phone: z.string().nullable().meta({ description: "The merchant's, once the order will not come." }),
    time_zone: z.string(),
    server_time: Instant,
  })
  .meta({ id: 'Tracking' });
export type Tracking = z.infer<typeof Tracking>;

const TrackingParams = z.strictObject({ token: z.string().max(100) });

export const createTrackingLink = endpoint({
  method: 'post',
  path: '/v1/orders/{order_id}/tracking_links',
  tag: 'orders',
  summary: 'A link for the customer, shown once. It ends a day after the order should have arrived.',
  access: 'merchant',
  params: OrderParams,
  body: z.strictObject({}),
  answers: { 201: TrackingLink },
  problems: [404],
  secret: true,
});
export const revokeTrackingLinks = endpoint({
  method: 'delete',
  path: '/v1/orders/{order_id}/tracking_links',
  tag: 'orders',
  summary: 'Ends all links to the order.',
  access: 'merchant',
  params: OrderParams,
  answers: { 204: null },
  problems: [404],
});
export const getTracking = endpoint({
  method: 'get',
  path: '/v1/tracking/{token}',
  tag: 'orders',
  summary: 'Where the order is, for whoever has the link.',
  access: 'public',
  params: TrackingParams,
  answers: { 200: Tracking },
  problems: [404],
});
export const streamTracking = endpoint({
  method: 'get',
  path: '/v1/tracking/{token}/stream',
  tag: 'orders',
  summary:
    'Server-sent events: `tracking` (Tracking), at once and whenever something has changed. Each is whole, so whoever ' +
    'comes back has missed nothing.',
  access: 'public',
  params: TrackingParams,
  answers: { 200: 'stream' },
  problems: [404],
});
export const changeInstructions = endpoint({
  method: 'put',
  path: '/v1/tracking/{token}/instructions',
  tag: 'orders',
  summary: 'What the driver should know at the door, until the hand-over. Null takes the note away.',
  access: 'public',
  params: TrackingParams,
  body: z.strictObject({ notes: text(300).nullable() }).meta({ id: 'Instructions' }),
  answers: { 200: Tracking },
  problems: [404, 409],
});
export const tipDriver = endpoint({
  method: 'put',
  path: '/v1/tracking/{token}/tip',
  tag: 'orders',
  summary: 'The whole tip. It only rises; all of it goes to the driver. Also after the hand-over.',
  access: 'public',
  params: TrackingParams,
  body: z.strictObject({ amount: z.int().min(1).max(TIP_MAX) }).meta({ id: 'Tip', description: 'Minor units.' }),
  answers: { 200: Tracking },
  problems: [404, 409],
});
export const messageDriver = endpoint({
  method: 'post',
  path: '/v1/tracking/{token}/messages',
  tag: 'orders',
  summary: 'Passes a message to the driver through the masked channel. What it says is not kept.',
  access: 'public',
  params: TrackingParams,
  body: z.strictObject({ text: text(500) }).meta({ id: 'DriverMessage' }),
  answers: { 202: null },
  problems: [404, 409],
});
export const callDriver = endpoint({
  method: 'post',
  path: '/v1/tracking/{token}/call',
  tag: 'orders',
  summary: "A number that reaches the driver for a while. Neither side learns the other's.",
  access: 'public',
  params: TrackingParams,
  body: z.strictObject({}),
  answers: {
    200: z.strictObject({ number: Phone, expires_at: Instant.nullable() }).meta({ id: 'MaskedNumber' }),
  },
  problems: [404, 409],
});
export const rateOrder = endpoint({
  method: 'post',
  path: '/v1/tracking/{token}/rating',
  tag: 'orders',
  summary: 'What the customer thought of it, once it has been delivered.',
  access: 'public',
  params: TrackingParams,
  body: Rating,
  answers: { 200: Tracking },
  problems: [404, 409],
});
