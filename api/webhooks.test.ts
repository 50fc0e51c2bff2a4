import { tokens, useTestApi } from './api.test-support';
import { addDriver, openTown, placeOrder, sendOffer, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api);

const URL = 'https://shop.example.org/hooks';
const path = (endpoint: { id: string }, rest = ''): string => `/v1/webhook_endpoints/${endpoint.id}${rest}`;
const opsOf = async (level: 'viewer' | 'manager', markets?: string[]): Promise<string> =>
  (await tokens.sign({ role: 'ops', sub: 'olga', level, markets }, 600)).token;

async function createEndpoint(body: object, as = town.merchant) {
  const reply = await api.call('POST', '/v1/webhook_endpoints', { as, body: { url: URL, ...body } });
  expect(reply.status).toBe(201);
  return reply.body as { id: string; secret: string };
}

/** Types and bodies that wait for an endpoint, in the order in which they would be sent. */
async function queued(endpoint: { id: string }, as = town.merchant) {
  const { body } = await api.call('GET', path(endpoint, '/deliveries?limit=200'), { as });
  return (body.data as { type: string; sequence: number; body: { data: Record<string, unknown> } }[]).toReversed();
}

describe('an endpoint', () => {
  it('shows its secret once, and a rotated one beside the one before', async () => {
    const endpoint = await createEndpoint({ description: 'shop' });
    expect(endpoint.secret).toMatch(/^whsec_[A-Za-z0-9+/]{32}$/);
    const shown = (await api.call('GET', path(endpoint), { as: town.merchant })).body;
    expect(shown).toMatchObject({ url: URL, event_types: ['*'], enabled: true, merchant_id: town.merchantId });
    expect(JSON.stringify(shown)).not.toContain(endpoint.secret.slice(6));
    const rotated = (await api.call('POST', path(endpoint, '/rotate_secret'), { as: town.merchant, body: {} })).body;
    expect(rotated.secret).not.toBe(endpoint.secret);
    expect(Date.parse(rotated.previous_secret_expires_at)).toBeGreaterThan(Date.now() + 86_000_000);
  });

  it('is in the audit trail with every change, a new secret too, under the name of who made it', async () => {
    const endpoint = await createEndpoint({});
    const change = (method: string, rest: string, body?: object) =>
      api.call(method, path(endpoint, rest), { as: town.merchant, body });
    await change('PATCH', '', { description: 'new' });
    await change('POST', '/rotate_secret', {});
    await change('DELETE', '');
    const told = await api.database.prisma.event.findMany({
      where: { subjectId: endpoint.id },
      orderBy: { id: 'asc' },
    });
    expect(told.map(({ type, actor }) => [type, (actor as { id: string }).id])).toEqual(
      ['added', 'changed', 'changed', 'changed'].map((what) => [`webhook_endpoint.${what}`, town.merchantId]),
    );
    const fields = told.map(({ data }) => (data as { fields: string[] }).fields);
    expect([fields[1], fields[2]]).toEqual([['description'], ['secret']]);
    expect(JSON.stringify(told.map(({ data, before, after }) => [data, before, after]))).not.toContain('whsec');
  });

  it('of somebody else is not there', async () => {
    const endpoint = await createEndpoint({});
    const other = await openTown(api);
    const elsewhere = await opsOf('manager', ['elsewhere']);
    for (const as of [other.merchant, elsewhere]) {
      expect((await api.call('GET', path(endpoint), { as })).status).toBe(404);
      expect((await api.call('GET', path(endpoint, '/deliveries'), { as })).status).toBe(404);
      expect((await api.call('PATCH', path(endpoint), { as, body: { enabled: false } })).status).toBe(404);
      expect((await api.call('POST', path(endpoint, '/replay'), { as, body: { delivery_id: 'x' } })).status).toBe(404);
      expect((await api.call('DELETE', path(endpoint), { as })).status).toBe(404);
    }
    const driver = await addDriver(api, town, { available: false });
    expect((await api.call('GET', path(endpoint), { as: driver.token })).status).toBe(403);
    expect((await api.call('GET', path(endpoint), { as: await opsOf('viewer') })).status).toBe(200);
    expect((await api.call('DELETE', path(endpoint), { as: await opsOf('viewer') })).status).toBe(403);
  });

  it.each([
    ['without TLS', { url: 'http://shop.example.org/' }],
    ['at a loopback address', { url: 'https://127.0.0.1/' }],
    ['at an address in disguise', { url: 'https://0x7f.1/' }],
    ['at a link-local address', { url: 'https://169.254.169.254/latest' }],
    ['at a mapped address', { url: 'https://[::ffff:10.0.0.1]/' }],
    ['of another protocol', { url: 'ftp://shop.example.org/' }],
    ['of an unknown type', { event_types: ['order.eaten'] }],
    ["for operators' events", { event_types: ['escalation.raised'] }],
    ['for positions without asking for personal data', { event_types: ['driver.location'] }],
    ['of nothing', { event_types: [] }],
  ])('is refused %s', async (_what, body) => {
    const reply = await api.call('POST', '/v1/webhook_endpoints', { as: town.merchant, body: { url: URL, ...body } });
    expect(reply.status).toBe(422);
  });

  it('that is disabled is sent no test and no replay', async () => {
    const endpoint = await createEndpoint({ enabled: false });
    const test = await api.call('POST', path(endpoint, '/test'), { as: town.merchant, body: {} });
    expect([test.status, test.body.code]).toEqual([409, 'endpoint_disabled']);
    await api.call('PATCH', path(endpoint), { as: town.merchant, body: { enabled: true } });
    expect((await api.call('POST', path(endpoint, '/test'), { as: town.merchant, body: {} })).status).toBe(202);
    expect((await queued(endpoint)).map(({ type }) => type)).toEqual(['webhook.ping']);
  });
});

describe('what is told', () => {
  it('to a merchant is the life of his orders, in rising sequence and without personal data', async () => {
    const own = await openTown(api);
    const endpoint = await createEndpoint({}, own.merchant);
    const full = await createEndpoint({ include_personal_data: true }, own.merchant);
    const driver = await addDriver(api, own);
    const orderId = await placeOrder(api, own);
    const offerId = await sendOffer(api, orderId, driver.id);
    await api.call('POST', `/v1/driver/offers/${offerId}/accept`, { as: driver.token });
    await api.call('POST', `/v1/orders/${orderId}/cancel`, { as: own.merchant, body: { reason: 'Ana is ill' } });
    const told = await queued(endpoint, own.merchant);
    expect(told.map(({ type, body }) => [type, body.data.status_from ?? null, body.data.status])).toEqual([
      ['order.status_changed', null, 'unassigned'],
      ['order.status_changed', 'unassigned', 'offered'],
      ['order.status_changed', 'offered', 'assigned'],
      ['order.status_changed', 'assigned', 'cancelled'],
    ]);
    const sequences = told.map(({ sequence }) => sequence);
    expect(sequences).toEqual([...new Set(sequences)].toSorted((a, b) => a - b));
    for (const planted of ['Ana', 'Rua', '911 222', '38.7', 'Ring', 'Marta', 'Tasca']) {
      expect(JSON.stringify(told)).not.toContain(planted);
    }
    const asked = JSON.stringify(await queued(full, own.merchant));
    for (const planted of ['Ana Ferreira', 'Rua da Rosa', '911 222', 'Ana is ill', 'Marta'])
      expect(asked).toContain(planted);
    expect(asked).not.toContain('Silva');
  });

  it('to operators is also offers and escalations of their market, and to nobody what happens elsewhere', async () => {
    const [here, there] = [await openTown(api), await openTown(api)];
    const manager = await opsOf('manager');
    const endpoint = await createEndpoint({ market_id: here.marketId }, manager);
    const merchants = await createEndpoint({}, here.merchant);
    const driver = await addDriver(api, here);
    const orderId = await placeOrder(api, here);
    await placeOrder(api, there);
    const offerId = await sendOffer(api, orderId, driver.id);
    await api.call('POST', `/v1/driver/offers/${offerId}/decline`, { as: driver.token, body: { reason: 'too_far' } });
    const standing = await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
    const budget = { orderBudgetMinor: 0, dayBudgetMinor: 0, actions: [{ kind: 'escalate' as const }] };
    const rung = { version: standing.version, rung: 1, reason: 'unassigned_too_long', deadlineMs: 60_000, ...budget };
    await api.transitions.climbLadder(orderId, rung, { type: 'system', id: 'test' });
    const told = await queued(endpoint, manager);
    expect(told.map(({ type }) => type)).toEqual([
      'order.status_changed',
      'offer.sent',
      'order.status_changed',
      'offer.declined',
      'order.status_changed',
      'escalation.raised',
    ]);
    expect(told.every(({ body }) => body.data.market_id === here.marketId)).toBe(true);
    expect(told[3]!.body.data.offers).toEqual([{ offer_id: offerId, driver_id: driver.id, reason: 'too_far' }]);
    expect(new Set((await queued(merchants, here.merchant)).map(({ type }) => type))).toEqual(
      new Set(['order.status_changed']),
    );
  });

  it('is only what was asked for, and nothing while the endpoint is disabled or deleted', async () => {
    const own = await openTown(api);
    const picky = await createEndpoint({ event_types: ['order.eta_changed'] }, own.merchant);
    const off = await createEndpoint({ enabled: false }, own.merchant);
    const gone = await createEndpoint({}, own.merchant);
    expect((await api.call('DELETE', path(gone), { as: own.merchant })).status).toBe(204);
    await placeOrder(api, own);
    expect(await queued(picky, own.merchant)).toEqual([]);
    expect(await queued(off, own.merchant)).toEqual([]);
    expect((await api.call('GET', path(gone), { as: own.merchant })).status).toBe(404);
    expect(await api.database.prisma.webhookDelivery.count({ where: { endpointId: gone.id } })).toBe(0);
  });
});
