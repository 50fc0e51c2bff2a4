import { randomUUID } from 'node:crypto';
import pino from 'pino';
import { loadConfig } from '../config';
import { Problem, type Endpoint } from '../contracts/http';
import { createDatabase, type Database } from '../db/client';
import { createTransitions, type Transitions } from '../db/transitions';
import { handTerms } from '../domain/dispatch/hand-assignment';
import { EARNEST } from '../domain/clock';
import { DEFAULT_POLICY } from '../domain/policy/policy';
import { embeddedTravel } from '../domain/travel/embedded';
import { freshDatabase, PATIENT_WAIT_MS } from '../test/support/database';
import { startApi } from './api';
import { createTokens } from './auth/tokens';
import { ENDPOINTS } from './openapi';

const SECRET = 'a secret for tests that is long enough';
export const SYSTEM = { type: 'system', id: 'test' } as const;
export const LISBON = { lat: 38.7223, lng: -9.1393 };
export const tokens = createTokens(SECRET);

export interface Reply {
  status: number;
  // A test reads the fields that it knows are there.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
  headers: Headers;
}

export interface RequestOptions {
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent as it is, instead of `body`. */
  raw?: string | Uint8Array;
}

export interface TestApi {
  url: string;
  databaseUrl: string;
  database: Database;
  transitions: Transitions;
  admin: string;
  call: (method: string, path: string, options?: RequestOptions) => Promise<Reply>;
  stop(): Promise<void>;
}

/** The real API over real HTTP and a database of its own. Temporal is a closed port: nothing may depend on it. */
export async function startTestApi(environment: Record<string, string> = {}): Promise<TestApi> {
  const own = await freshDatabase();
  const config = loadConfig({
    DATABASE_URL: own.url,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    OUTRIDER_JWT_SECRET: SECRET,
    OUTRIDER_API_PORT: '0',
    OUTRIDER_API_HOST: '127.0.0.1',
    OUTRIDER_LOG_LEVEL: 'silent',
    OUTRIDER_DATABASE_WAIT_MS: PATIENT_WAIT_MS,
    // Tests act as drivers and merchants, too, and look right after.
    OUTRIDER_BOARD_MAX_AGE_MS: '0',
    OUTRIDER_RATE_LIMIT_PER_MINUTE: '1000000',
    OUTRIDER_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '1000000',
    NODE_ENV: 'test',
    ...environment,
  });
  const api = await startApi(config, pino({ level: 'silent' }));
  const database = createDatabase({ url: own.url, poolSize: 4 });
  const url = `http://127.0.0.1:${api.port}`;
  return {
    url,
    databaseUrl: own.url,
    database,
    transitions: createTransitions(database.prisma),
    admin: (await tokens.sign({ role: 'admin', sub: 'root' }, 600)).token,
    call: (method, path, options) => call(url, method, path, options),
    async stop() {
      await api.stop();
      await database.close();
      await own.close();
    },
  };
}

/** Every answer is checked against what the contract promises for its route and status. */
async function call(url: string, method: string, path: string, options: RequestOptions = {}): Promise<Reply> {
  const { as, body, raw, headers = {} } = options;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(as && { authorization: `Bearer ${as}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: (raw as string | undefined) ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  if (response.ok && endpointOf(method, path)?.answers[response.status] === 'image') {
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()), headers: response.headers };
  }
  const text = await response.text();
  const isJson =
    /json$|json;/.test(response.headers.get('content-type') ?? '') &&
    !/ndjson/.test(response.headers.get('content-type') ?? '');
  const answer: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
  const reply = { status: response.status, body: answer, headers: response.headers };
  if (response.status >= 400) {
    if (path !== '/readyz') {
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      Problem.parse(answer);
    }
    return reply;
  }
  const promised = endpointOf(method, path)?.answers[response.status];
  if (promised === undefined) throw new Error(`${method} ${path} promises no ${response.status}: ${text}`);
  if (promised !== null && typeof promised !== 'string') promised.parse(answer);
  return reply;
}

/** Made once: tests call tens of thousands of times. */
const PATTERNS = ENDPOINTS.map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

const endpointOf = (method: string, path: string): Endpoint | undefined =>
  PATTERNS.find(
    ({ endpoint, pattern }) => endpoint.method === method.toLowerCase() && pattern.test(path.split('?')[0]!),
  )?.endpoint;

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
