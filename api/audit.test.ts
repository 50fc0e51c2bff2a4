import { randomUUID } from 'node:crypto';
import { tokens, useTestApi } from './api.test-support';
import { addDriver, openTown, placeOrder, sendOffer, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api);
let manager: string;

beforeAll(async () => {
  manager = (await tokens.sign({ role: 'ops', sub: 'maria', level: 'manager' }, 600)).token;
});

const audit = async (query: Record<string, string>, as = town.ops) =>
  api.call('GET', `/v1/ops/audit?${new URLSearchParams({ market_id: town.marketId, ...query }).toString()}`, { as });
const typesOf = ({ body }: { body: { data: { type: string }[] } }): string[] => body.data.map(({ type }) => type);

it('says who did what, with which key and request, what was before and after, and on which clocks', async () => {
  const orderId = await placeOrder(api, town);
  const path = `/v1/ops/orders/${orderId}/cancel`;
  const headers = { 'x-request-id': 'support-case-7' };
  await api.call('POST', path, { as: town.ops, body: { reason: 'kitchen burned down' }, headers });
  const { body } = await audit({ order_id: orderId, type: 'order.*' });
  const [cancelled, placed] = body.data;
  expect(cancelled).toMatchObject({
    type: 'order.cancelled',
    order_id: orderId,
    merchant_id: town.merchantId,
    number: 2,
    actor: { type: 'ops', id: 'olga', level: 'operator', request_id: 'support-case-7' },
    workflow: { id: `order/${orderId}`, run_id: null },
    data: { reason: 'kitchen burned down' },
    before: { status: 'unassigned', end_reason: null },
    after: { status: 'cancelled', end_reason: 'kitchen burned down' },
  });
  expect(placed.actor).toMatchObject({ type: 'merchant', id: town.merchantId, key_id: expect.any(String) as string });
  expect(placed.market_at).toBe(placed.occurred_at);
});

it('finds events by order, driver, merchant, zone, actor, type and time, alone and together', async () => {
  const driver = await addDriver(api, town);
  const orderId = await placeOrder(api, town);
  await sendOffer(api, orderId, driver.id);
  const order = await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(typesOf(await audit({ order_id: orderId }))).toEqual(['offer.sent', 'offer.reserved', 'order.placed']);
  expect(typesOf(await audit({ driver_id: driver.id }))).toEqual([
    'offer.sent',
    'offer.reserved',
    'shift.started',
    'driver.added',
  ]);
  expect(typesOf(await audit({ driver_id: driver.id, type: 'shift.*,driver.added' }))).toEqual([
    'shift.started',
    'driver.added',
  ]);
  expect(typesOf(await audit({ merchant_id: town.merchantId, actor: 'test', limit: '2' }))).toEqual([
    'offer.sent',
    'offer.reserved',
  ]);
  expect(typesOf(await audit({ zone_id: order.zoneId, limit: '1' }))).toEqual(['offer.sent']);
  expect(typesOf(await audit({ order_id: orderId, to: '2020-01-01T00:00:00Z' }))).toEqual([]);
  expect(typesOf(await audit({ order_id: orderId, from: order.placedAt.toISOString(), type: 'order.placed' }))).toEqual(
    ['order.placed'],
  );
  expect(typesOf(await audit({ type: 'nothing.*' }))).toEqual([]);
});

it('finds words and their beginnings, of reasons, names for orders and types', async () => {
  const orderId = await placeOrder(api, town, { external_id: 'Lobster-4711' });
  await api.call('POST', `/v1/orders/${orderId}/cancel`, {
    as: town.merchant,
    body: { reason: 'Customer changed mind' },
  });
  expect(typesOf(await audit({ q: 'lobster' }))).toEqual(['order.placed']);
  for (const name of ['Lobster-4711', 'lobster-47', '4711'])
    expect(typesOf(await audit({ q: name }))).toEqual(['order.placed']);
  expect(typesOf(await audit({ q: 'lob-4711' }))).toEqual([]);
  expect(typesOf(await audit({ q: 'CHANGED mind' }))).toEqual(['order.cancelled']);
  expect(typesOf(await audit({ q: "it's & !(odd" }))).toEqual([]);
  expect(typesOf(await audit({ q: '&|!' }))).toEqual([]);
});

it('pages through everything once, newest first, while more is being written', async () => {
  for (let i = 0; i < 5; i += 1) await placeOrder(api, town);
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await audit({ type: 'order.placed', limit: '2', ...(cursor && { cursor }) });
    seen.push(...body.data.map(({ id }: { id: string }) => id));
    cursor = body.next_cursor ?? '';
    await placeOrder(api, town);
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen.map(Number)).toEqual(seen.map(Number).sort((a, b) => b - a));
  expect((await audit({ cursor: 'bm9uc2Vuc2U' })).status).toBe(422);
});

it('changes of accounts, keys, markets and policies are events, under the name of who made them', async () => {
  const own = await openTown(api);
  const admin = { as: api.admin };
  const driver = await addDriver(api, own, { available: false });
  await api.call('PATCH', `/v1/admin/drivers/${driver.id}`, {
    ...admin,
    body: { phone: '+351 900 000 002', capacity: 4 },
  });
  await api.call('PATCH', `/v1/admin/merchants/${own.merchantId}`, { ...admin, body: { active: false } });
  await api.call('POST', `/v1/admin/markets/${own.marketId}/policies`, {
    ...admin,
    body: { offer: { lifetime_s: 44 } },
  });
  const { data: keys } = (await api.call('GET', `/v1/admin/api_keys?merchant_id=${own.merchantId}`, admin)).body;
  await api.call('DELETE', `/v1/admin/api_keys/${keys[0].id}`, admin);
  const { body } = await audit({ market_id: own.marketId });
  const told = body.data.map(({ type, actor }: { type: string; actor: { id: string } }) => `${type} by ${actor.id}`);
  const expected = ['key.changed', 'policy.added', 'market.changed', 'merchant.changed', 'driver.changed']
    .concat('driver.added', 'key.added', 'merchant.added', 'policy.added', 'market.added')
    .map((type) => `${type} by root`);
  expect(told).toEqual(expected);
  const policy = body.data.find(({ type }: { type: string }) => type === 'policy.added');
  expect(policy.after).toMatchObject({ offer: { lifetimeS: 44 } });
  const changed = body.data.find(({ type }: { type: string }) => type === 'driver.changed');
  expect(changed).toMatchObject({ personal: 'kept', before: { capacity: 3 }, after: { capacity: 4 } });
  expect(changed.data.fields).toEqual(['capacity', 'phone']);
});

it('nothing personal is in an event; a manager may see what is kept beside it, and that he did is an event', async () => {
  const driver = await addDriver(api, town, { available: false });
  const orderId = await placeOrder(api, town);
  const all = await api.call('GET', `/v1/ops/audit/export?market_id=${town.marketId}&format=ndjson`, { as: town.ops });
  for (const planted of ['Marta', '+351', 'Ana', 'Rosa', 'Ring twice', '38.7201', '38.7123'])
    expect(all.body).not.toContain(planted);
  expect(all.body).toContain(orderId);
  const { body } = await audit({ driver_id: driver.id, type: 'driver.added' });
  const path = `/v1/ops/audit/${body.data[0].id}/personal`;
  expect((await api.call('GET', path, { as: town.ops })).status).toBe(403);
  expect((await api.call('GET', path, { as: manager })).body.personal).toMatchObject({
    after: { name: 'Marta Silva' },
  });
  const [look] = (await audit({ type: 'personal.viewed', actor: 'maria' })).body.data;
  expect(look).toMatchObject({ driver_id: driver.id, data: { what: 'event', event_id: body.data[0].id } });
});

it("an operator's look at an order, a list and a board is an event, once in a while", async () => {
  const orderId = await placeOrder(api, town);
  const { token } = await tokens.sign({ role: 'ops', sub: 'curious', level: 'viewer' }, 600);
  const looks = [`orders/${orderId}`, `orders/${orderId}`, `board?market_id=${town.marketId}`];
  for (const path of looks) await api.call('GET', `/v1/ops/${path}`, { as: token });
  await api.call('GET', `/v1/ops/orders?market_id=${town.marketId}&limit=3`, { as: token });
  const { body } = await audit({ actor: 'curious', type: 'personal.viewed' });
  expect(body.data.map(({ data }: { data: { what: string } }) => data.what)).toEqual(['orders', 'board', 'order']);
  expect(body.data[2]).toMatchObject({ order_id: orderId, merchant_id: town.merchantId });
});

it('goes out as a file, whole, with no cell that a spreadsheet would run, and taking it is an event', async () => {
  const orderId = await placeOrder(api, town);
  const evil = '=HYPERLINK("http://evil.example";"click")';
  await api.call('POST', `/v1/orders/${orderId}/cancel`, { as: town.merchant, body: { reason: evil } });
  const base = `/v1/ops/audit/export?market_id=${town.marketId}&order_id=${orderId}`;
  const csv = await api.call('GET', `${base}&format=csv`, { as: town.ops });
  expect(csv.headers.get('content-type')).toContain('text/csv');
  expect(csv.headers.get('content-disposition')).toContain('attachment');
  const lines = (csv.body as string).trimEnd().split('\r\n');
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain('recorded_at,occurred_at,market_at,id,type');
  const ndjson = (await api.call('GET', `${base}&format=ndjson`, { as: town.ops })).body as string;
  const rows = ndjson
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  expect(rows.map(({ type }) => type)).toEqual(['order.cancelled', 'order.placed']);
  expect(typesOf(await audit({ type: 'audit.exported', limit: '1' }))).toEqual(['audit.exported']);
});

it("another market's trail is not there for who may not see that market, and merchants have none", async () => {
  const { token } = await tokens.sign(
    { role: 'ops', sub: 'far', level: 'manager', markets: [`m-${randomUUID()}`] },
    600,
  );
  expect((await audit({}, token)).status).toBe(404);
  expect(
    (await api.call('GET', `/v1/ops/audit/export?market_id=${town.marketId}&format=csv`, { as: token })).status,
  ).toBe(404);
  const [event] = (await audit({ type: 'driver.added' })).body.data;
  expect((await api.call('GET', `/v1/ops/audit/${event.id}/personal`, { as: token })).status).toBe(404);
  expect((await audit({}, town.merchant)).status).toBe(403);
});
