import { randomUUID } from 'node:crypto';
import { useTestApi } from './api.test-support';
import { LISBON, openTown } from './town.test-support';

const api = useTestApi();

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  api.call(method, `/v1/admin${path}`, { as: api.admin, body, headers });

const newMarket = () => ({
  id: `m-${randomUUID().slice(0, 8)}`,
  name: 'Lisbon',
  time_zone: 'Europe/Lisbon',
  currency: 'EUR',
  location: LISBON,
});

describe('markets', () => {
  it('open with the default policy and what differs from it', async () => {
    const body = {
      ...newMarket(),
      clock: { rate: 30 },
      policy: { offer: { lifetime_s: 60 }, matching: { late_commitment: true } },
    };
    const { status, body: opened } = await ask('POST', '/markets', body);
    expect(status).toBe(201);
    expect(opened).toMatchObject({ livemode: true, clock: { rate: 30, offset_ms: 0 }, policy_version: 1 });
    expect(opened.policy).toMatchObject({
      offer: { lifetime_s: 60, reservation_s: 20 },
      matching: { late_commitment: true },
    });
    expect((await ask('GET', `/markets/${body.id}`)).body).toEqual(opened);
    const taken = await ask('POST', '/markets', body);
    expect([taken.status, taken.body.code]).toEqual([409, 'already_exists']);
  });

  it('get a new policy version; the old one stays', async () => {
    const { id } = (await ask('POST', '/markets', newMarket())).body;
    const { status, body } = await ask('POST', `/markets/${id}/policies`, { pay: { base_minor: 400 } });
    expect([status, body.policy_version, body.policy.pay.base_minor]).toEqual([201, 2, 400]);
    const versions = await api.database.prisma.policy.findMany({
      where: { marketId: id },
      orderBy: { version: 'asc' },
    });
    expect(versions.map(({ version }) => version)).toEqual([1, 2]);
    expect((await ask('POST', `/markets/${id}/policies`, { pay: { base_minor: -1 } })).status).toBe(422);
    expect((await ask('POST', '/markets/nowhere/policies', {})).status).toBe(404);
  });

  it('change clock, travel and name', async () => {
    const { id } = (await ask('POST', '/markets', newMarket())).body;
    const changes = { name: 'Lisboa', clock: { rate: 2, offset_ms: -5 }, travel: { speed_mps: 7, detour_factor: 1.2 } };
    expect((await ask('PATCH', `/markets/${id}`, changes)).body).toMatchObject(changes);
    expect((await ask('PATCH', '/markets/nowhere', { name: 'x' })).status).toBe(404);
  });

  it.each<[string, object]>([
    ['/id', { id: 'Lisbon!' }],
    ['/time_zone', { time_zone: 'Mars/Olympus' }],
    ['/currency', { currency: 'euro' }],
    ['/clock/rate', { clock: { rate: 0 } }],
    ['/travel/speed_mps', { travel: { speed_mps: 0 } }],
    ['/policy/offer/lifetime', { policy: { offer: { lifetime: 3 } } }],
  ])('are refused when %s is not right', async (pointer, changes) => {
    const { status, body } = await ask('POST', '/markets', { ...newMarket(), ...changes });
    expect([status, body.errors[0].pointer]).toEqual([422, pointer]);
  });
});

describe('accounts', () => {
  it('of merchants and drivers are added, listed, changed and closed', async () => {
    const { marketId } = await openTown(api);
    const driver = { market_id: marketId, name: 'Rui Costa', vehicle: 'scooter', capacity: 2 };
    const added = await ask('POST', '/drivers', driver);
    expect([added.status, added.body]).toEqual([
      201,
      expect.objectContaining({ ...driver, phone: null, active: true }),
    ]);
    const changed = await ask('PATCH', `/drivers/${added.body.id}`, { phone: '+351 922 000 111', active: false });
    expect(changed.body).toMatchObject({ phone: '+351 922 000 111', active: false, capacity: 2 });
    expect((await ask('GET', `/drivers?market_id=${marketId}`)).body.data).toEqual([changed.body]);
    const merchants = (await ask('GET', `/merchants?market_id=${marketId}`)).body.data;
    expect((await ask('PATCH', `/merchants/${merchants[0].id}`, { name: 'Nova' })).body.name).toBe('Nova');
    expect((await ask('GET', `/merchants/${merchants[0].id}`)).body.name).toBe('Nova');
  });

  it('are not there, or in no market', async () => {
    expect((await ask('GET', `/drivers/${randomUUID()}`)).status).toBe(404);
    expect((await ask('PATCH', `/merchants/${randomUUID()}`, { name: 'x' })).status).toBe(404);
    expect((await ask('DELETE', `/api_keys/${randomUUID()}`)).status).toBe(404);
    expect((await ask('GET', '/drivers/me')).status).toBe(422);
    const nowhere = await ask('POST', '/drivers', { market_id: 'nowhere', name: 'x' });
    expect([nowhere.status, nowhere.body.errors[0].pointer]).toEqual([422, '/market_id']);
  });
});

describe('credentials', () => {
  it('are shown once: a repetition with the same Idempotency-Key does not show them again', async () => {
    const { merchantId } = await openTown(api);
    const headers = { 'idempotency-key': randomUUID() };
    const first = await ask('POST', '/api_keys', { merchant_id: merchantId }, headers);
    expect(first.body.key).toMatch(/^or_live_[\w-]{32}$/);
    const again = await ask('POST', '/api_keys', { merchant_id: merchantId }, headers);
    expect([again.status, again.body.code]).toEqual([409, 'answer_not_kept']);
    const { rows } = await api.database.pool.query<{ body: unknown }>(
      'SELECT body FROM idempotency_record WHERE key = $1',
      [headers['idempotency-key']],
    );
    expect(JSON.stringify(rows)).not.toContain(first.body.key);
  });

  it('for drivers and operators work at once', async () => {
    const { marketId } = await openTown(api);
    const { id } = (await ask('POST', '/drivers', { market_id: marketId, name: 'Rui' })).body;
    const driver = await ask('POST', '/tokens', { role: 'driver', driver_id: id, ttl_s: 60 });
    expect((await api.call('GET', '/v1/driver', { as: driver.body.token })).body.id).toBe(id);
    const ops = await ask('POST', '/tokens', { role: 'ops', name: 'olga', level: 'viewer', market_ids: [marketId] });
    const markets = await api.call('GET', '/v1/ops/markets', { as: ops.body.token });
    expect(markets.body.data.map(({ id: found }: { id: string }) => found)).toEqual([marketId]);
    expect((await ask('POST', '/tokens', { role: 'driver', driver_id: randomUUID() })).status).toBe(404);
    expect((await ask('POST', '/tokens', { role: 'admin', name: 'x' })).status).toBe(422);
  });
});
