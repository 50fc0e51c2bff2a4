import { z } from 'zod';
import { endpoint } from './endpoint';
import { listOf } from './page';
import { Policy, PolicyChanges } from './policy';
import { Currency, Instant, Location, MarketId, text } from './values';

const isTimeZone = (name: string): boolean => {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const TimeZone = z.string().max(64).refine(isTimeZone, 'must be an IANA time zone');

/** Enough for the fastest clock to show any day of this century; with more, instants of the market would end. */
const OFFSET_MAX_MS = 5e15;

const ClockBody = z.strictObject({
  rate: z.number().min(0.001).max(1_000).default(1),
  offset_ms: z.int().min(-OFFSET_MAX_MS).max(OFFSET_MAX_MS).default(0),
});

const Travel = z.strictObject({
  speed_mps: z.number().min(0.1).max(100),
  detour_factor: z.number().min(1).max(5).default(1),
});

export const CreateMarketBody = z
  .strictObject({
    id: MarketId,
    name: text(200),
    time_zone: TimeZone,
    currency: Currency,
    livemode: z.boolean().default(true).meta({ description: 'False: a test market, for or_test_ keys only.' }),
    location: Location,
    clock: ClockBody.optional(),
    travel: Travel.default({ speed_mps: 5, detour_factor: 1.3 }),
    policy: PolicyChanges.optional().meta({ description: 'What differs from the default policy.' }),
  })
  .meta({ id: 'CreateMarketBody' });
export type CreateMarketBody = z.infer<typeof CreateMarketBody>;

export const ChangeMarketBody = z
  .strictObject({
    name: text(200).optional(),
    time_zone: TimeZone.optional(),
    location: Location.optional(),
    clock: ClockBody.optional(),
    travel: Travel.optional(),
  })
  .meta({ id: 'ChangeMarketBody' });
export type ChangeMarketBody = z.infer<typeof ChangeMarketBody>;

export const Market = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    time_zone: z.string(),
    currency: z.string(),
    livemode: z.boolean(),
    location: Location,
    clock: z.strictObject({ rate: z.number(), offset_ms: z.number() }),
    travel: z.strictObject({ speed_mps: z.number(), detour_factor: z.number() }),
    policy_version: z.int(),
    policy: Policy,
    created_at: Instant,
  })
  .meta({ id: 'Market' });
export type Market = z.infer<typeof Market>;

const MarketParams = z.strictObject({ market_id: MarketId });

export const createMarket = endpoint({
  method: 'post',
  path: '/v1/admin/markets',
  tag: 'admin',
  summary: 'Open a market.',
  access: 'admin',
  body: CreateMarketBody,
  answers: { 201: Market },
  problems: [409],
});

export const listMarkets = endpoint({
  method: 'get',
  path: '/v1/admin/markets',
  tag: 'admin',
  summary: 'All markets.',
  access: 'admin',
  answers: { 200: listOf(Market) },
});

export const getMarket = endpoint({
  method: 'get',
  path: '/v1/admin/markets/{market_id}',
  tag: 'admin',
  summary: 'One market with its policy.',
  access: 'admin',
  params: MarketParams,
  answers: { 200: Market },
  problems: [404],
});

export const changeMarket = endpoint({
  method: 'patch',
  path: '/v1/admin/markets/{market_id}',
  tag: 'admin',
  summary: 'Change name, time zone, clock or travel model.',
  access: 'admin',
  params: MarketParams,
  body: ChangeMarketBody,
  answers: { 200: Market },
  problems: [404],
});

export const createPolicy = endpoint({
  method: 'post',
  path: '/v1/admin/markets/{market_id}/policies',
  tag: 'admin',
  summary: 'A new version of the policy. Orders that are under way keep the version that they started with.',
  access: 'admin',
  params: MarketParams,
  body: PolicyChanges,
  answers: { 201: Market },
  problems: [404],
});
