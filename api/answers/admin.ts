import type { z } from 'zod';
import { toSnakeCase, type ApiKey, type Driver, type Market, type Merchant, type Policy } from '../../contracts/http';
import type { Driver as DriverAccount, Merchant as MerchantAccount } from '../../db/accounts';
import type { ApiKey as ApiKeyRecord } from '../../db/api-keys';
import type { Market as MarketRecord } from '../../db/markets';
import type { Policy as DomainPolicy } from '../../domain/policy/policy';
import { instant, instantOrNull } from './common';

export const marketAnswer = (market: MarketRecord, policy: DomainPolicy): Market => ({
  id: market.id,
  name: market.name,
  time_zone: market.timeZone,
  currency: market.currency,
  livemode: market.livemode,
  location: market.location,
  clock: { rate: market.clock.rate, offset_ms: market.clock.offsetMs },
  travel: { speed_mps: market.travel.speedMps, detour_factor: market.travel.detourFactor },
  policy_version: market.policyVersion,
  policy: toSnakeCase(policy) as Policy,
  created_at: instant(market.createdAt),
});

export const merchantAnswer = (merchant: MerchantAccount): z.infer<typeof Merchant> => ({
  id: merchant.id,
  market_id: merchant.marketId,
  name: merchant.name,
  active: merchant.active,
  created_at: instant(merchant.createdAt),
});

export const driverAnswer = (driver: DriverAccount): z.infer<typeof Driver> => ({
  id: driver.id,
  market_id: driver.marketId,
  name: driver.name,
  phone: driver.phone,
  vehicle: driver.vehicle,
  capacity: driver.capacity,
  availability: driver.availability as z.infer<typeof Driver>['availability'],
  active: driver.active,
  created_at: instant(driver.createdAt),
});

export const apiKeyAnswer = (key: ApiKeyRecord): z.infer<typeof ApiKey> => ({
  id: key.id,
  merchant_id: key.merchantId,
  prefix: key.prefix,
  livemode: key.livemode,
  created_at: instant(key.createdAt),
  revoked_at: instantOrNull(key.revokedAt),
});
