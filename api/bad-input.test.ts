import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Endpoint } from '../contracts/http';
import { assigned } from './driver.test-support';
import { tokens, useTestApi } from './api.test-support';
import { cursorOf } from './cursor';
import { ENDPOINTS } from './openapi';
import { addDriver, openTown, useTown } from './town.test-support';

/** What came out of trying every route with what no client sends by mistake: the answer is the caller's fault, never ours. */
const api = useTestApi();
const town = useTown(api);
let manager: string;
/** IDs of things that are there, so that requests get past the look-up. */
let there: Record<string, string>;

beforeAll(async () => {
  manager = (await tokens.sign({ role: 'ops', sub: 'mia', level: 'manager' }, 600)).token;
  const { driver, orderId, stops } = await assigned(api, town);
  const hook = await api.call('POST', '/v1/webhook_endpoints', {
    as: town.merchant,
    body: { url: 'https://example.com/hook' },
  });
  there = { driver_id: driver.id, order_id: orderId, stop_id: stops[0]!.id, webhook_endpoint_id: hook.body.id };
  there = { ...there, market_id: town.marketId, merchant_id: town.merchantId, version: '1', driver: driver.token };
});

const credentialFor = ({ access }: Endpoint): string | undefined => {
  if (access === 'public') return undefined;
  if (access === 'admin') return api.admin;
  if (access === 'driver') return there['driver'];
  return access.startsWith('merchant') ? town.merchant : manager;
};
const pathOf = ({ path }: Endpoint): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => there[name] ?? randomUUID());

type Tried = [route: string, status: number];
/** Sends to a route as who may. */
async function attempt(endpoint: Endpoint, query = '', body?: string, as = credentialFor(endpoint)): Promise<Tried> {
  const reply = await fetch(api.url + pathOf(endpoint) + query, {
    method: endpoint.method.toUpperCase(),
    headers: { ...(as && { authorization: `Bearer ${as}` }), 'content-type': 'application/json' },
    body,
  });
  await reply.body?.cancel();
  return [`${endpoint.method} ${endpoint.path}`, reply.status];
}
const isNoFault = (what: string, [route, status]: Tried): void =>
  expect([what, route, status >= 500]).toEqual([what, route, false]);

const NO_CURSORS: unknown[] = [
  1e300,
  1.5,
  -1,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  'x',
  null,
  [],
  {},
  { recordedAt: '2026-02-30T00:00:00+00:00', id: '1' },
  { recordedAt: '2026-11-11T00:00:00+00:00', id: '9'.repeat(19) },
];

it('no list takes a cursor that did not come from it for a fault of ours', async () => {
  const lists = ENDPOINTS.flatMap((endpoint) =>
    endpoint.query instanceof z.ZodObject && 'cursor' in endpoint.query.shape
      ? [{ endpoint, market: 'market_id' in endpoint.query.shape ? `market_id=${town.marketId}&` : '' }]
      : [],
  );
  expect(lists.length).toBeGreaterThan(10);
  for (const { endpoint, market } of lists) {
    for (const key of NO_CURSORS) {
      isNoFault(JSON.stringify(key), await attempt(endpoint, `?${market}cursor=${cursorOf(key)}`));
    }
  }
});

const BODIES = ['', '{', 'null', '[]', '"x"', '{"__proto__":{"polluted":true}}', '['.repeat(40_000), ' '.repeat(1e6)];

it('no route takes a body that is none for a fault of ours, nor its prototype for a field', async () => {
  for (const endpoint of ENDPOINTS.filter(({ body }) => body)) {
    const answers = await Promise.all(BODIES.map((body) => attempt(endpoint, '', body)));
    answers.forEach((answer, at) => isNoFault(BODIES[at]!.slice(0, 40), answer));
  }
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

it("another town's things are not there, route by route", async () => {
  const other = await openTown(api);
  const claims = { role: 'ops' as const, sub: 'eve', level: 'manager' as const, markets: [other.marketId] };
  const strangers = {
    driver: (await addDriver(api, other)).token,
    merchant: other.merchant,
    ops: (await tokens.sign(claims, 600)).token,
  };
  const named = ENDPOINTS.filter(({ access, path, takesImage }) => {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    return access !== 'admin' && !takesImage && names.length > 0 && names.every((name) => name in there);
  });
  expect(named.length).toBeGreaterThan(40);
  for (const endpoint of named) {
    for (const [role, as] of Object.entries(strangers).filter(([who]) => endpoint.access.includes(who))) {
      const [route, status] = await attempt(endpoint, '', endpoint.body && '{"reason":"mine"}', as);
      // A body that does not fit is refused before anything is looked for.
      const isHidden = status === 404 || (status === 422 && (endpoint.body ?? endpoint.query) !== undefined);
      expect([role, route, status, isHidden]).toEqual([role, route, status, true]);
    }
  }
});

it('a path that cannot be decoded names nothing', async () => {
  const reply = await api.call('GET', '/v1/orders/%E0%A4%A', { as: town.merchant });
  expect([reply.status, reply.body.code]).toEqual([404, 'not_found']);
});

const CLOCK = '/v1/admin/markets/{market_id}';
it.each<[string, string, string, object]>([
  ['a clock that stands still', 'PATCH', CLOCK, { clock: { rate: 1e-300 } }],
  ['a clock past the end of time', 'PATCH', CLOCK, { clock: { rate: 1, offset_ms: Number.MAX_SAFE_INTEGER } }],
  ['drivers who never arrive', 'PATCH', CLOCK, { travel: { speed_mps: 1e-300 } }],
  ['a delivery of no name', 'POST', '/v1/webhook_endpoints/{webhook_endpoint_id}/replay', { delivery_id: 'a\0b' }],
  ['a version past all numbers', 'POST', '/v1/ops/policies/{market_id}/drafts', { based_on: 2 ** 31, changes: {} }],
  ['a place that is a day from UTC', 'POST', '/v1/ops/orders/{order_id}/hold', hold('2099-01-01T00:00:00+23:59')],
  [
    'a time of endless precision',
    'POST',
    '/v1/ops/orders/{order_id}/hold',
    hold(`2099-01-01T00:00:00.${'0'.repeat(200)}Z`),
  ],
])('refuses %s', async (_what, method, path, body) => {
  const as = path.startsWith('/v1/admin') ? api.admin : path.startsWith('/v1/ops') ? manager : town.merchant;
  const { status } = await api.call(method, pathOf({ path } as Endpoint), { as, body });
  expect(status).toBe(422);
});

function hold(until: string): object {
  return { until, reason: 'wait' };
}

it('refuses a vehicle that is no word', async () => {
  const path = `/v1/ops/drivers?market_id=${town.marketId}&vehicle=a%00b`;
  expect((await api.call('GET', path, { as: manager })).status).toBe(422);
});

it('a Last-Event-ID that is no moment is as good as none', async () => {
  const last = { 'last-event-id': '9999999999999999' };
  const reply = await fetch(`${api.url}/v1/ops/stream?market_id=${town.marketId}`, {
    headers: { authorization: `Bearer ${manager}`, ...last },
  });
  const { value } = await reply.body!.getReader().read();
  expect([reply.status, new TextDecoder().decode(value)]).toEqual([200, 'retry: 1000\n\n']);
  expect((await api.call('GET', '/healthz')).status).toBe(200);
});
