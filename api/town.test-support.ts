import { randomUUID } from 'node:crypto';
import { EARNEST } from '../domain/clock';
import { handTerms } from '../domain/dispatch/hand-assignment';
import { DEFAULT_POLICY } from '../domain/policy/policy';
import { embeddedTravel } from '../domain/travel/embedded';
import { SYSTEM, tokens, type TestApi } from './api.test-support';

export const LISBON = { lat: 38.7223, lng: -9.1393 };

export interface Town {
  marketId: string;
  merchantId: string;
  /** API key of the merchant. */
  merchant: string;
  ops: string;
}

/** A market with a merchant and an operator. */
export async function openTown({ call: ask, admin }: TestApi, market: object = {}): Promise<Town> {
  const marketId = `town-${randomUUID().slice(0, 8)}`;
  const place = {
    id: marketId,
    name: 'Town',
    time_zone: 'Europe/Lisbon',
    currency: 'EUR',
    location: LISBON,
    ...market,
  };
  expect((await ask('POST', '/v1/admin/markets', { as: admin, body: place })).status).toBe(201);
  const merchantId: string = (
    await ask('POST', '/v1/admin/merchants', { as: admin, body: { market_id: marketId, name: 'Tasca' } })
  ).body.id;
  const key = await ask('POST', '/v1/admin/api_keys', { as: admin, body: { merchant_id: merchantId } });
  const { token: ops } = await tokens.sign({ role: 'ops', sub: 'olga', level: 'operator' }, 600);
  return { marketId, merchantId, merchant: key.body.key, ops };
}

/** A town for all tests of a file, or with `beforeEach` another one for each. */
export function useTown(api: TestApi, open: typeof beforeAll = beforeAll): Town {
  const town = {} as Town;
  open(async () => void Object.assign(town, await openTown(api)));
  return town;
}

export interface TestDriver {
  id: string;
  token: string;
}

export async function addDriver(
  { call: ask, admin }: TestApi,
  { marketId }: Town,
  { available = true, capacity = 3 } = {},
): Promise<TestDriver> {
  const body = { market_id: marketId, name: 'Marta Silva', phone: '+351 900 000 001', capacity };
  const { id } = (await ask('POST', '/v1/admin/drivers', { as: admin, body })).body;
  const { token } = await tokens.sign({ role: 'driver', sub: id }, 600);
  if (available) await ask('PUT', '/v1/driver/availability', { as: token, body: { state: 'available' } });
  return { id, token };
}

export const orderBody = (changes: object = {}): { external_id: string; [field: string]: unknown } => ({
  external_id: randomUUID(),
  pickup: { name: 'Tasca do Chico', address: 'Rua do Diário de Notícias 39', location: { lat: 38.7123, lng: -9.1438 } },
  dropoff: {
    name: 'Ana Ferreira',
    address: 'Rua da Rosa 12, 2º',
    location: { lat: 38.7201, lng: -9.1502 },
    phone: '+351 911 222 333',
    notes: 'Ring twice',
  },
  tip: { amount: 150, currency: 'EUR' },
  ...changes,
});

export async function placeOrder({ call: ask }: TestApi, { merchant }: Town, changes: object = {}): Promise<string> {
  const { status, body } = await ask('POST', '/v1/orders', { as: merchant, body: orderBody(changes) });
  expect(status).toBe(201);
  return body.id;
}

/** What the matcher and the order's workflow do: reserve an offer for a driver, and send it. */
export async function sendOffer(
  { transitions, database }: TestApi,
  orderId: string,
  driverId: string,
  lifetimeMs = 60_000,
): Promise<string> {
  const order = await database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  const terms = handTerms(
    {
      id: orderId,
      pickup: { lat: order.pickupLat, lng: order.pickupLng },
      dropoff: { lat: order.dropoffLat, lng: order.dropoffLng },
      pickupPlaceId: order.pickupPlaceId,
      readyAt: order.readyAt.toISOString(),
      promisedAt: order.promisedAt.toISOString(),
      tipMinor: order.tipMinor,
      payRaiseMinor: 0,
    },
    { place: LISBON, vehicle: 'bicycle', stops: [] },
    { policy: DEFAULT_POLICY, clock: EARNEST, travel: embeddedTravel({ speedMps: 5, detourFactor: 1.3 }) },
    Date.now(),
  );
  const reserved = await transitions.assignOrder(orderId, driverId, terms, 60_000, SYSTEM);
  if (!reserved.done) throw new Error(`no offer: ${reserved.code}`);
  const offerId = reserved.order!.offer!.id;
  const opened = await transitions.openOffer(offerId, orderId, lifetimeMs, SYSTEM);
  if (!opened.done) throw new Error(`not sent: ${opened.code}`);
  return offerId;
}
