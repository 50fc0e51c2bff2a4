import { Client } from 'pg';
import { SignJWT } from 'jose';
import { eventually } from '../test/support/eventually';
import { startTestApi, tokens, useTestApi } from './api.test-support';
import { addDriver, openTown, orderBody, placeOrder, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api);

const get = (path: string, as?: string) => api.call('GET', path, { as });
const opsToken = async (level: 'viewer' | 'operator' | 'manager', markets?: string[]): Promise<string> =>
  (await tokens.sign({ role: 'ops', sub: 'olga', level, markets }, 600)).token;

describe('a credential', () => {
  const forge = (claims: object, { secret = 'x'.repeat(40), issuer = 'outrider', alg = 'HS256' } = {}) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg })
      .setSubject('root')
      .setIssuer(issuer)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(secret));

  it.each<[string, () => Promise<string | undefined>]>([
    ['none', async () => undefined],
    ['an expired token', async () => (await tokens.sign({ role: 'admin', sub: 'root' }, -10)).token],
    ['a token of another signer', () => forge({ role: 'admin' })],
    ['a tampered token', async () => tamper((await tokens.sign({ role: 'ops', sub: 'x', level: 'viewer' }, 60)).token)],
    ['a token without a signature', async () => unsigned(api.admin)],
    ['a token of another issuer', () => forge({ role: 'admin' }, { secret: SECRET, issuer: 'somebody' })],
    ['a token of no role', () => forge({ role: 'king' }, { secret: SECRET })],
    ['an unknown key', async () => 'or_live_0123456789abcdef'],
    ['no token at all', async () => 'hello'],
  ])('is refused with 401: %s', async (_what, credential) => {
    const { status, body, headers } = await get('/v1/orders', await credential());
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  const SECRET = 'a secret for tests that is long enough';
  const tamper = (token: string): string => {
    const [head, payload, signature] = token.split('.') as [string, string, string];
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    return [head, Buffer.from(JSON.stringify({ ...claims, role: 'admin' })).toString('base64url'), signature].join('.');
  };
  const unsigned = (token: string): string =>
    [Buffer.from('{"alg":"none"}').toString('base64url'), token.split('.')[1], ''].join('.');

  it('opens only the doors of its role', async () => {
    const driver = await addDriver(api, town);
    const viewer = await opsToken('viewer');
    const doors: [string, string, string[]][] = [
      ['GET', '/v1/orders', [town.merchant]],
      ['GET', '/v1/driver', [driver.token]],
      ['GET', `/v1/ops/board?market_id=${town.marketId}`, [viewer, town.ops, api.admin]],
      ['GET', '/v1/admin/markets', [api.admin]],
      ['GET', '/v1/order-statuses', [town.merchant, driver.token, viewer, town.ops, api.admin]],
    ];
    const everybody = [town.merchant, driver.token, viewer, town.ops, api.admin];
    for (const [method, path, allowed] of doors) {
      for (const as of everybody) {
        const { status } = await api.call(method, path, { as });
        expect([path, status]).toEqual([path, allowed.includes(as) ? 200 : 403]);
      }
    }
  });

  it('of a viewer reads and does nothing', async () => {
    const id = await placeOrder(api, town);
    const viewer = await opsToken('viewer');
    const requeue = await api.call('POST', `/v1/ops/orders/${id}/requeue`, { as: viewer, body: { reason: 'x' } });
    expect([requeue.status, requeue.body.code]).toEqual([403, 'forbidden']);
    expect((await get(`/v1/ops/orders/${id}`, viewer)).status).toBe(200);
  });

  it('of an operator of other markets finds nothing here', async () => {
    const id = await placeOrder(api, town);
    const elsewhere = await opsToken('manager', ['elsewhere']);
    for (const path of [
      `/v1/ops/board?market_id=${town.marketId}`,
      `/v1/ops/orders/${id}`,
      `/v1/ops/drivers?market_id=${town.marketId}`,
    ]) {
      expect((await get(path, elsewhere)).status).toBe(404);
    }
    const cancel = await api.call('POST', `/v1/ops/orders/${id}/cancel`, { as: elsewhere, body: { reason: 'x' } });
    expect(cancel.status).toBe(404);
    expect((await get('/v1/ops/orders', elsewhere)).body.data).toEqual([]);
  });

  it('is a test key in a test market and a live key in a live one, and works until it is revoked', async () => {
    const test = await openTown(api, { livemode: false });
    expect([town.merchant.slice(0, 8), test.merchant.slice(0, 8)]).toEqual(['or_live_', 'or_test_']);
    expect((await get('/v1/orders', test.merchant)).status).toBe(200);
    const [key] = (await get(`/v1/admin/api_keys?merchant_id=${test.merchantId}`, api.admin)).body.data;
    expect(JSON.stringify(key)).not.toContain(test.merchant.slice(13));
    expect((await api.call('DELETE', `/v1/admin/api_keys/${key.id}`, { as: api.admin })).status).toBe(204);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 6_000);
    expect((await get('/v1/orders', test.merchant).finally(() => jest.restoreAllMocks())).status).toBe(401);
  });

  it('of a driver whose account is closed opens nothing', async () => {
    const driver = await addDriver(api, town, { available: false });
    await api.call('PATCH', `/v1/admin/drivers/${driver.id}`, { as: api.admin, body: { active: false } });
    expect((await get('/v1/driver', driver.token)).status).toBe(401);
  });
});

describe('limits', () => {
  it('say how much is left, count each credential on its own, and then answer 429', async () => {
    const tight = await startTestApi({
      OUTRIDER_RATE_LIMIT_PER_MINUTE: '6',
      OUTRIDER_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '2',
    });
    try {
      const ask = (as?: string) => tight.call('GET', '/v1/order-statuses', { as });
      const first = await ask(tight.admin);
      expect(first.headers.get('ratelimit-policy')).toContain('q=6');
      const statuses = [];
      for (let i = 0; i < 6; i++) statuses.push((await ask(tight.admin)).status);
      expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
      expect((await ask((await tokens.sign({ role: 'admin', sub: 'other' }, 60)).token)).status).toBe(200);
      expect([(await ask()).status, (await ask('wrong')).status, (await ask('worse')).status]).toEqual([401, 401, 429]);
    } finally {
      await tight.stop();
    }
  });
});

describe('around the routes', () => {
  it('carries the request ID that came, or makes one, into header and problem', async () => {
    const given = await api.call('GET', '/v1/nowhere', { headers: { 'x-request-id': 'abc-1' } });
    expect([given.status, given.body.request_id, given.headers.get('x-request-id')]).toEqual([404, 'abc-1', 'abc-1']);
    const odd = await api.call('GET', '/v1/orders', { headers: { 'x-request-id': 'a b<script>' } });
    expect(odd.body.request_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('lets pages load nothing from elsewhere', async () => {
    const { headers } = await fetch(`${api.url}/docs`);
    expect(headers.get('content-security-policy')).toContain("worker-src 'self' blob:");
    expect(headers.get('content-security-policy')).not.toContain('http');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('is ready while Temporal is away, and says that it is degraded', async () => {
    await placeOrder(api, town);
    await eventually(async () => expect((await get('/readyz')).body.temporal).toBe('degraded'));
    const { status, body } = await get('/readyz');
    expect([status, body]).toEqual([200, { status: 'degraded', database: 'ok', temporal: 'degraded', events: 'ok' }]);
    expect((await get('/healthz')).body).toEqual({ status: 'ok' });
  });

  it('counts requests by route and open orders by status', async () => {
    await get('/v1/orders', town.merchant);
    const text = await (await fetch(`${api.url}/metrics`)).text();
    expect(text).toMatch(/outrider_http_request_seconds_count\{method="GET",route="\/v1\/orders",status="200"\} \d+/);
    expect(text).toMatch(
      new RegExp(`outrider_open_orders\\{market="${town.marketId}",zone="\\w+",status="unassigned"\\} \\d+`),
    );
  });

  it('starts while there is no database, and says so', async () => {
    const own = await startTestApi({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/nothing' });
    try {
      const { status, body, headers } = await own.call('GET', '/v1/admin/markets', { as: own.admin });
      expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
      expect((await own.call('GET', '/readyz')).status).toBe(503);
      expect((await own.call('GET', '/healthz')).status).toBe(200);
    } finally {
      await own.stop();
    }
  });

  it('answers 503 while the database is away, and recovers', async () => {
    const own = await startTestApi();
    const { pathname } = new URL(own.databaseUrl);
    const server = new Client({ connectionString: own.databaseUrl.replace(pathname, '/postgres') });
    await server.connect();
    const markets = async () => (await own.call('GET', '/v1/admin/markets', { as: own.admin })).status;
    try {
      await server.query(`ALTER DATABASE ${pathname.slice(1)} ALLOW_CONNECTIONS false`);
      await server.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
        pathname.slice(1),
      ]);
      expect(await markets()).toBe(503);
      expect((await own.call('GET', '/readyz')).status).toBe(503);
      await server.query(`ALTER DATABASE ${pathname.slice(1)} ALLOW_CONNECTIONS true`);
      await eventually(async () => expect(await markets()).toBe(200));
    } finally {
      await server.end();
      await own.stop();
    }
  });
});

describe('the contract', () => {
  it('is an OpenAPI 3.1 document whose references all lead somewhere', async () => {
    const document = (await (await fetch(`${api.url}/openapi.json`)).json()) as { openapi: string; paths: object };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/v1/orders', '/v1/driver/offers/{offer_id}/accept']),
    );
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) expect(text).toContain(`"${name}":{`);
    expect(text).not.toContain('$defs');
  });

  it('is a page that needs no script', async () => {
    const page = await (await fetch(`${api.url}/docs`)).text();
    expect(page).toContain('/v1/driver/offers/{offer_id}/accept');
    expect(page).toContain('id="illegal_transition"');
    expect(page).not.toContain('<script');
  });

  it('serves the table of transitions', async () => {
    const { body } = await get('/v1/order-statuses', town.merchant);
    expect(body.transitions).toContainEqual(
      expect.objectContaining({ request: 'accept', from: ['offered'], to: 'assigned', by: ['driver'] }),
    );
    expect(body.statuses).toContainEqual({ status: 'delivered', ended: true, carried: false });
  });
});

it('takes orders while Temporal is away: what it could not send waits in the outbox', async () => {
  const { body } = await api.call('POST', '/v1/orders', { as: town.merchant, body: orderBody() });
  const message = await api.database.prisma.outbox.findFirstOrThrow({ where: { topic: 'order', key: body.id } });
  expect(message.number).toBe(1);
});
