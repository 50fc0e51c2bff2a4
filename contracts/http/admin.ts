import { z } from 'zod';
import { endpoint } from './endpoint';
import { listOf, pageOf, PageQuery } from './page';
import { Policy, PolicyChanges } from './policy';
import { AvailabilityName, Currency, Id, Instant, Location, MarketId, Phone, text, Vehicle } from './values';

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

export const CreateMerchantBody = z
  .strictObject({ market_id: MarketId, name: text(200) })
  .meta({ id: 'CreateMerchantBody' });
export const ChangeMerchantBody = z
  .strictObject({ name: text(200).optional(), active: z.boolean().optional() })
  .meta({ id: 'ChangeMerchantBody' });
export const Merchant = z
  .strictObject({ id: Id, market_id: z.string(), name: z.string(), active: z.boolean(), created_at: Instant })
  .meta({ id: 'Merchant' });

const Capacity = z.int().min(1).max(100);
export const CreateDriverBody = z
  .strictObject({
    market_id: MarketId,
    name: text(200),
    phone: Phone.optional(),
    vehicle: Vehicle.default('bicycle'),
    capacity: Capacity.default(3),
  })
  .meta({ id: 'CreateDriverBody' });
export const ChangeDriverBody = z
  .strictObject({
    name: text(200).optional(),
    phone: Phone.nullable().optional(),
    vehicle: Vehicle.optional(),
    capacity: Capacity.optional(),
    active: z.boolean().optional(),
  })
  .meta({ id: 'ChangeDriverBody' });
export const Driver = z
  .strictObject({
    id: Id,
    market_id: z.string(),
    name: z.string(),
    phone: z.string().nullable(),
    vehicle: z.string(),
    capacity: z.int(),
    availability: AvailabilityName,
    active: z.boolean(),
    created_at: Instant,
  })
  .meta({ id: 'Driver' });

export const ApiKey = z
  .strictObject({
    id: Id,
    merchant_id: Id,
    prefix: z.string(),
    livemode: z.boolean(),
    created_at: Instant,
    revoked_at: Instant.nullable(),
  })
  .meta({ id: 'ApiKey' });
export const CreatedApiKey = ApiKey.extend({
  key: z.string().meta({ description: 'Shown once, kept nowhere.' }),
}).meta({ id: 'CreatedApiKey' });

const TtlS = z.int().min(1).max(2_592_000).optional().meta({ description: 'Seconds that it is valid.' });
export const IssueTokenBody = z
  .discriminatedUnion('role', [
    z.strictObject({ role: z.literal('driver'), driver_id: Id, ttl_s: TtlS }),
    z.strictObject({
      role: z.literal('ops'),
      name: text(100).meta({ description: 'Who: kept with everything that he does.' }),
      level: z.enum(['viewer', 'operator', 'manager']),
      market_ids: z.array(MarketId).min(1).max(100).optional().meta({ description: 'Absent: all markets.' }),
      ttl_s: TtlS,
    }),
  ])
  .meta({ id: 'IssueTokenBody' });
export type IssueTokenBody = z.infer<typeof IssueTokenBody>;
export const IssuedToken = z
  .strictObject({ token: z.string(), token_type: z.literal('Bearer'), role: z.string(), expires_at: Instant })
  .meta({ id: 'IssuedToken' });

const MarketParams = z.strictObject({ market_id: MarketId });
const MerchantParams = z.strictObject({ merchant_id: Id });
const DriverParams = z.strictObject({ driver_id: Id });
const OfMarketQuery = PageQuery.extend({ market_id: MarketId.optional() });

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
export const createMerchant = endpoint({
  method: 'post',
  path: '/v1/admin/merchants',
  tag: 'admin',
  summary: 'Add a merchant.',
  access: 'admin',
  body: CreateMerchantBody,
  answers: { 201: Merchant },
  problems: [404],
});
export const listMerchants = endpoint({
  method: 'get',
  path: '/v1/admin/merchants',
  tag: 'admin',
  summary: 'Merchants, newest first.',
  access: 'admin',
  query: OfMarketQuery,
  answers: { 200: pageOf(Merchant) },
});
export const getMerchant = endpoint({
  method: 'get',
  path: '/v1/admin/merchants/{merchant_id}',
  tag: 'admin',
  summary: 'One merchant.',
  access: 'admin',
  params: MerchantParams,
  answers: { 200: Merchant },
  problems: [404],
});
export const changeMerchant = endpoint({
  method: 'patch',
  path: '/v1/admin/merchants/{merchant_id}',
  tag: 'admin',
  summary: 'Rename a merchant, close or reopen the account.',
  access: 'admin',
  params: MerchantParams,
  body: ChangeMerchantBody,
  answers: { 200: Merchant },
  problems: [404],
});
export const createDriver = endpoint({
  method: 'post',
  path: '/v1/admin/drivers',
  tag: 'admin',
  summary: 'Add a driver.',
  access: 'admin',
  body: CreateDriverBody,
  answers: { 201: Driver },
  problems: [404],
});
export const listDrivers = endpoint({
  method: 'get',
  path: '/v1/admin/drivers',
  tag: 'admin',
  summary: 'Drivers, newest first.',
  access: 'admin',
  query: OfMarketQuery,
  answers: { 200: pageOf(Driver) },
});
export const getDriverAccount = endpoint({
  method: 'get',
  path: '/v1/admin/drivers/{driver_id}',
  tag: 'admin',
  summary: 'One driver.',
  access: 'admin',
  params: DriverParams,
  answers: { 200: Driver },
  problems: [404],
});
export const changeDriver = endpoint({
  method: 'patch',
  path: '/v1/admin/drivers/{driver_id}',
  tag: 'admin',
  summary: "Change a driver's name, phone, vehicle or capacity; close or reopen the account.",
  access: 'admin',
  params: DriverParams,
  body: ChangeDriverBody,
  answers: { 200: Driver },
  problems: [404],
});
export const createApiKey = endpoint({
  method: 'post',
  path: '/v1/admin/api_keys',
  tag: 'admin',
  summary: 'A key for a merchant: or_live_… in a live market, or_test_… in a test market.',
  access: 'admin',
  body: z.strictObject({ merchant_id: Id }).meta({ id: 'CreateApiKeyBody' }),
  answers: { 201: CreatedApiKey },
  problems: [404, 409],
  secret: true,
});
export const listApiKeys = endpoint({
  method: 'get',
  path: '/v1/admin/api_keys',
  tag: 'admin',
  summary: 'Keys of a merchant, revoked ones included.',
  access: 'admin',
  query: z.strictObject({ merchant_id: Id }),
  answers: { 200: listOf(ApiKey) },
});
export const revokeApiKey = endpoint({
  method: 'delete',
  path: '/v1/admin/api_keys/{api_key_id}',
  tag: 'admin',
  summary: 'Revoke a key. It stops working within seconds.',
  access: 'admin',
  params: z.strictObject({ api_key_id: Id }),
  answers: { 204: null },
  problems: [404],
});
export const issueToken = endpoint({
  method: 'post',
  path: '/v1/admin/tokens',
  tag: 'admin',
  summary: 'A token for a driver or an operator.',
  access: 'admin',
  body: IssueTokenBody,
  answers: { 201: IssuedToken },
  problems: [404, 409],
  secret: true,
});
