import type { PrismaClient } from '../../db/generated/client';
import { DEFAULT_POLICY } from '../../domain/policy/policy';
import type { RoundProposal } from '../../domain/dispatch/offer-terms';
import type { NewOrder, Transitions } from '../../db/transitions';

let lastNumber = 0;
const unique = (prefix: string): string => `${prefix}-${(lastNumber += 1)}`;

export interface TestMarket {
  id: string;
  merchantId: string;
}

/** A market with its policy and one merchant, straight in the database: for tests below the API. */
export async function createMarket(prisma: PrismaClient, clockRate = 1): Promise<TestMarket> {
  const id = unique('market');
  const policies = { create: { version: 1, body: DEFAULT_POLICY as object, createdBy: 'test' } };
  await prisma.market.create({
    data: {
      id,
      name: id,
      timeZone: 'UTC',
      currency: 'EUR',
      lat: 38.72,
      lng: -9.14,
      speedMps: 5,
      clockRate,
      livemode: false,
      policies,
      fence: { create: {} },
      wake: { create: {} },
    },
  });
  const merchant = await prisma.merchant.create({ data: { marketId: id, name: 'Padaria Sol' } });
  return { id, merchantId: merchant.id };
}

/** A driver who is available, at the market's centre. */
export async function createDriver(prisma: PrismaClient, transitions: Transitions, marketId: string): Promise<string> {
  const { id } = await prisma.driver.create({ data: { marketId, name: unique('Driver') } });
  await prisma.driverPosition.create({ data: { driverId: id, lat: 38.72, lng: -9.14, recordedAt: new Date() } });
  await transitions.setAvailability(id, 'available', null, { type: 'driver', id });
  return id;
}

/** Columns of a new order whose goods are ready at once. */
export function newOrder({ id, merchantId }: TestMarket, overrides: NewOrder = {}): NewOrder {
  const now = Date.now();
  return {
    market_id: id,
    merchant_id: merchantId,
    external_id: unique('external'),
    fingerprint: 'fingerprint',
    policy_version: 1,
    zone_id: '87393375effffff',
    pickup_place_id: 'place',
    pickup_name: 'Padaria Sol',
    pickup_address: 'Rua do Carmo 41',
    pickup_lat: 38.721,
    pickup_lng: -9.141,
    dropoff_name: 'Ana',
    dropoff_address: 'Calçada do Monte 18',
    dropoff_lat: 38.73,
    dropoff_lng: -9.13,
    size: 1,
    tip_minor: 0,
    distance_m: 1500,
    service: {},
    pool_at: new Date(now),
    ready_at: new Date(now),
    promised_at: new Date(now + 3_600_000),
    ...overrides,
  };
}

/** Places an order and answers its ID and version. */
export async function placeOrder(
  transitions: Transitions,
  market: TestMarket,
  overrides: NewOrder = {},
): Promise<{ id: string; version: number }> {
  const { order } = await transitions.placeOrder(newOrder(market, overrides), {
    type: 'merchant',
    id: market.merchantId,
  });
  if (!order) throw new Error('the order was not placed');
  return { id: order.id, version: order.version };
}

/** A round's proposal of some orders to one driver. */
export async function proposal(
  prisma: PrismaClient,
  driverId: string,
  orders: { id: string; version: number }[],
): Promise<RoundProposal> {
  const { version } = await prisma.driver.findUniqueOrThrow({ where: { id: driverId } });
  const terms = { payMinor: 500, payParts: { base: 500 }, distanceM: 1500, durationS: 600, stops: [] };
  return { driverId, driverVersion: version, orders, terms, decision: {} };
}
