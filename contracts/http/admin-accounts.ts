import { z } from 'zod';
import { endpoint } from './endpoint';
import { pageOf, PageQuery } from './page';
import { AvailabilityName, Id, Instant, MarketId, Phone, text, Vehicle } from './values';

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

const MerchantParams = z.strictObject({ merchant_id: Id });

const DriverParams = z.strictObject({ driver_id: Id });

const OfMarketQuery = PageQuery.extend({ market_id: MarketId.optional() });

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
