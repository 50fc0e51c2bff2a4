import { z } from 'zod';
import { PayPart } from './driver-pay';
import { endpoint } from './endpoint';
import { pageOf, PageQuery } from './page';
import { Id, Instant, Money, OfferEnd } from './values';

/** An offer of the past, with what became of it. */
export const PastOffer = z
  .strictObject({
    id: Id,
    outcome: OfferEnd,
    reason: z.string().nullable(),
    counted: z.boolean().meta({ description: 'Counts in your acceptance rate.' }),
    appeal: z
      .strictObject({ status: z.enum(['open', 'granted', 'refused']), decision: z.string().nullable() })
      .nullable()
      .meta({ description: 'Whether you have disputed it.' }),
    strategy: z.string(),
    pay: Money,
    pay_parts: z.array(PayPart),
    distance_m: z.int(),
    duration_s: z.int(),
    orders: z.array(z.strictObject({ id: Id, merchant: z.string(), pickup: z.string() })),
    opened_at: Instant,
    settled_at: Instant,
  })
  .meta({ id: 'PastOffer' });

export const Earned = z
  .strictObject({
    total: Money,
    parts: z.array(PayPart).meta({ description: 'They add up to the total.' }),
    orders: z.int(),
    unpriced: z.int().meta({ description: 'Orders given to you without an offer: their pay is settled by people.' }),
  })
  .meta({ id: 'Earned' });

export const Earnings = z
  .strictObject({
    today: Earned,
    week: Earned.meta({ description: "Since Monday, by the market's time zone." }),
    days: z.array(z.strictObject({ day: z.iso.date(), earned: Earned })),
    server_time: Instant,
  })
  .meta({ id: 'Earnings' });

export const Score = z
  .strictObject({
    since: Instant,
    acceptance: z.strictObject({
      rate: z.number().min(0).max(1).nullable().meta({ description: 'Null when nothing counts yet.' }),
      accepted: z.int(),
      declined: z.int(),
      missed: z.int(),
      not_counted: z.strictObject({ no_fault: z.int(), never_shown: z.int(), withdrawn: z.int() }).meta({
        description: 'Declined for a reason that is nobody’s fault; ran out unseen; taken back or taken by another.',
      }),
    }),
    on_time: z.strictObject({
      rate: z.number().min(0).max(1).nullable(),
      delivered: z.int(),
      on_time: z.int(),
    }),
  })
  .meta({ id: 'Score' });

export const listPastOffers = endpoint({
  method: 'get',
  path: '/v1/driver/offers/history',
  tag: 'driver',
  summary: 'What you were asked and what became of it, latest first.',
  access: 'driver',
  query: PageQuery,
  answers: { 200: pageOf(PastOffer) },
});
export const getEarnings = endpoint({
  method: 'get',
  path: '/v1/driver/earnings',
  tag: 'driver',
  summary: 'Today and this week, with their parts: orders delivered or brought back, at what their offers said.',
  access: 'driver',
  answers: { 200: Earnings },
});
export const getScore = endpoint({
  method: 'get',
  path: '/v1/driver/score',
  tag: 'driver',
  summary: 'Acceptance and punctuality of the last thirty days, and how they came about.',
  access: 'driver',
  answers: { 200: Score },
});

export const PushSubscriptionBody = z
  .strictObject({
    endpoint: z.url({ protocol: /^https$/ }).max(2_000),
    keys: z.strictObject({
      p256dh: z.string().regex(/^[A-Za-z0-9_=-]{80,120}$/),
      auth: z.string().regex(/^[A-Za-z0-9_=-]{16,40}$/),
    }),
  })
  .meta({ id: 'PushSubscriptionBody' });
export const getPushKey = endpoint({
  method: 'get',
  path: '/v1/driver/push_subscription',
  tag: 'driver',
  summary: "The server's key for `pushManager.subscribe`; null when it sends no pushes.",
  access: 'driver',
  answers: { 200: z.strictObject({ public_key: z.string().nullable() }) },
});
export const putPushSubscription = endpoint({
  method: 'put',
  path: '/v1/driver/push_subscription',
  tag: 'driver',
  summary: 'Let this browser be woken: `subscription.toJSON()` without `expirationTime`.',
  access: 'driver',
  body: PushSubscriptionBody,
  answers: { 204: null },
});
export const deletePushSubscription = endpoint({
  method: 'delete',
  path: '/v1/driver/push_subscription',
  tag: 'driver',
  summary: 'Wake no browser of yours any more.',
  access: 'driver',
  answers: { 204: null },
});
