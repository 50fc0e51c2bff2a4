import { randomUUID } from 'node:crypto';
import { useTestApi } from './api.test-support';
import { addDriver, openTown, orderBody, placeOrder, sendOffer, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api);

const post = (body: unknown, headers: Record<string, string> = {}) =>
  api.call('POST', '/v1/orders', { as: town.merchant, body, headers });
const get = (path: string, as = town.merchant) => api.call('GET', path, { as });

describe('placing an order', () => {
  it('answers 201 with the order and what happens next', async () => {
    const { status, body, headers } = await post(orderBody());
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/v1/orders/${body.id}`);
    expect(body).toMatchObject({ status: 'unassigned', version: 1, driver: null, escalation_rung: 0 });
    expect(body.next).toMatchObject({ step: expect.any(String), waits_for: 'a driver', at: expect.any(String) });
    expect(body.pickup.place_id).toMatch(/^at-/);
  });

  it('keeps a scheduled order out of the pool until preparation and travel need it', async () => {
    const at = new Date(Date.now() + 3 * 3_600_000).toISOString();
    const { body } = await post(orderBody({ scheduled_for: at }));
    expect(body.status).toBe('scheduled');
    expect(body.dropoff.promised_at).toBe(at);
    expect(body.next).toMatchObject({ step: 'enter_pool', at: body.pool_at });
    expect(Date.parse(body.pool_at)).toBeLessThan(Date.parse(body.pickup.ready_at));
  });

  it('is one order however often and however simultaneously it is posted', async () => {
    const order = orderBody();
    const replies = await Promise.all(Array.from({ length: 10 }, () => post(order)));
    expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(9);
    const again = await post(order);
    expect([again.status, again.body.id]).toEqual([200, replies[0]!.body.id]);
    expect(await api.database.prisma.event.count({ where: { orderId: again.body.id } })).toBe(1);
  });

  it('is one order with ten requests at once under one Idempotency-Key, all with the same answer', async () => {
    const order = orderBody();
    const headers = { 'idempotency-key': randomUUID() };
    const replies = await Promise.all(Array.from({ length: 10 }, () => post(order, headers)));
    expect(replies.every(({ status }) => status === 201)).toBe(true);
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(replies.filter((reply) => reply.headers.get('idempotency-replayed') === 'true')).toHaveLength(9);
  });

  it('refuses another body under the same external_id or the same Idempotency-Key', async () => {
    const order = orderBody();
    const headers = { 'idempotency-key': randomUUID() };
    await post(order, headers);
    const conflict = await post({ ...order, size: 2 });
    expect([conflict.status, conflict.body.code]).toEqual([409, 'external_id_conflict']);
    const reused = await post({ ...order, size: 2 }, headers);
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('takes over an Idempotency-Key whose holder has died', async () => {
    const order = orderBody();
    const key = randomUUID();
    const first = await post(order, { 'idempotency-key': key });
    await api.database.pool.query(
      "UPDATE idempotency_record SET status = NULL, locked_at = now() - interval '1 minute' WHERE key = $1",
      [key],
    );
    const second = await post(order, { 'idempotency-key': key });
    expect([second.status, second.body.id]).toEqual([200, first.body.id]);
  });

  it('gives the same order back after its times have passed', async () => {
    const order = orderBody({ scheduled_for: new Date(Date.now() + 1_000_000).toISOString() });
    const { body } = await post(order);
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 10_000_000);
    const again = await post(order).finally(() => jest.restoreAllMocks());
    expect([again.status, again.body.id]).toEqual([200, body.id]);
  });
});

describe('a body that is not right', () => {
  const hour = 3_600_000;
  const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const place = (changes: object) => ({ ...(orderBody().pickup as object), ...changes });

  it.each<[string, object, string]>([
    ['a wrong type', { size: 'two' }, '/size'],
    ['a missing field', { external_id: undefined }, '/external_id'],
    ['an unknown field', { colour: 'red' }, '/colour'],
    ['an unknown field inside', { pickup: place({ floor: 2 }) }, '/pickup/floor'],
    ['coordinates outside the world', { pickup: place({ location: { lat: 91, lng: 0 } }) }, '/pickup/location/lat'],
    ['coordinates as text', { pickup: place({ location: { lat: '38', lng: 0 } }) }, '/pickup/location/lat'],
    ['a ready time in the past', { pickup: place({ ready_at: at(-hour) }) }, '/pickup/ready_at'],
    [
      'a promise in the past',
      { dropoff: { ...(orderBody().dropoff as object), promised_at: at(-hour) } },
      '/dropoff/promised_at',
    ],
    ['a schedule in the past', { scheduled_for: at(-hour) }, '/scheduled_for'],
    ['a schedule in another year', { scheduled_for: at(400 * 24 * hour) }, '/scheduled_for'],
    ['a time without a zone', { scheduled_for: '2030-01-01T10:00:00' }, '/scheduled_for'],
    ['NUL bytes', { external_id: 'a\0b' }, '/external_id'],
    ['NUL bytes inside', { pickup: place({ name: '\0' }) }, '/pickup/name'],
    ['half a character', { pickup: place({ name: '\ud800' }) }, '/pickup/name'],
    ['too long a text', { pickup: place({ name: 'x'.repeat(201) }) }, '/pickup/name'],
    ['a blank text', { pickup: place({ address: '   ' }) }, '/pickup/address'],
    ['money of another country', { tip: { amount: 1, currency: 'USD' } }, '/tip/currency'],
    ['a negative tip', { tip: { amount: -1, currency: 'EUR' } }, '/tip'],
    ['half a cent', { tip: { amount: 0.5, currency: 'EUR' } }, '/tip/amount'],
    ["another's market", { market_id: 'elsewhere' }, '/market_id'],
  ])('is refused for %s, naming the field, and nothing is written', async (_what, changes, pointer) => {
    const before = await api.database.prisma.order.count();
    const { status, body } = await post({ ...orderBody(), ...changes });
    expect([status, body.code]).toEqual([422, 'invalid_request']);
    expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
    expect(await api.database.prisma.order.count()).toBe(before);
  });

  it.each<[string, object, number, string]>([
    ['broken JSON', { raw: '{"a":', headers: { 'content-type': 'application/json' } }, 400, 'malformed_json'],
    ['no object', { raw: '[]', headers: { 'content-type': 'application/json' } }, 422, 'invalid_request'],
    ['another type', { raw: 'a=1', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    ['2 MB', { body: orderBody({ notes: 'x'.repeat(2_000_000) }) }, 413, 'body_too_large'],
  ])('is refused for %s', async (_what, request, status, code) => {
    const reply = await api.call('POST', '/v1/orders', { as: town.merchant, ...request });
    expect([reply.status, reply.body.code]).toEqual([status, code]);
  });
});

describe('reading orders', () => {
  it('pages through all of them, newest first, each once', async () => {
    const own = await openTown(api);
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push(await placeOrder(api, own));
    const seen: string[] = [];
    let cursor = '';
    do {
      const { body } = await get(`/v1/orders?limit=2${cursor}`, own.merchant);
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      cursor = body.next_cursor ? `&cursor=${body.next_cursor}` : '';
    } while (cursor);
    expect(seen).toEqual(ids.toReversed());
  });

  it('filters by status and external_id, and refuses what is no filter', async () => {
    const order = orderBody();
    const { body } = await post(order);
    const found = await get(`/v1/orders?status=unassigned,offered&external_id=${order.external_id}`);
    expect(found.body.data.map(({ id }: { id: string }) => id)).toEqual([body.id]);
    expect((await get('/v1/orders?status=lost')).status).toBe(422);
    expect((await get('/v1/orders?cursor=bm90aGluZw')).body.errors[0].pointer).toBe('/cursor');
    expect((await get('/v1/orders?limit=0')).status).toBe(422);
  });

  it('tells the story, the offers and the reasons without naming people', async () => {
    const driver = await addDriver(api, town);
    const id = await placeOrder(api, town);
    const offerId = await sendOffer(api, id, driver.id);
    await api.call('POST', `/v1/driver/offers/${offerId}/accept`, { as: driver.token });
    const events = await get(`/v1/orders/${id}/events?limit=2`);
    expect(events.body.data.map(({ type }: { type: string }) => type)).toEqual(['order.placed', 'offer.reserved']);
    const rest = await get(`/v1/orders/${id}/events?cursor=${events.body.next_cursor}`);
    expect(rest.body.data.map(({ type }: { type: string }) => type)).toEqual(['offer.sent', 'offer.accepted']);
    const offers = await get(`/v1/orders/${id}/offers`);
    expect(offers.body.data).toEqual([
      expect.objectContaining({ id: offerId, status: 'accepted', driver: { first_name: 'Marta', vehicle: 'bicycle' } }),
    ]);
    const told = (await get(`/v1/orders/${id}/explanation`)).body;
    expect(told).toMatchObject({ order_id: id, decisions: [] });
    expect(told.story.map(({ sentence }: { sentence: string }) => sentence)).toEqual([
      'The merchant placed the order.',
      'Outrider proposed Marta.',
      'Marta was asked.',
      'Marta accepted.',
    ]);
    expect(JSON.stringify([events.body, rest.body, offers.body, told])).not.toContain(driver.id);
    expect((await get(`/v1/orders/${id}`)).body.driver).toEqual({ first_name: 'Marta', vehicle: 'bicycle' });
  });
});

describe('changing and cancelling', () => {
  const patch = (id: string, body: unknown) => api.call('PATCH', `/v1/orders/${id}`, { as: town.merchant, body });
  const cancel = (id: string) => api.call('POST', `/v1/orders/${id}/cancel`, { as: town.merchant, body: {} });

  it('changes ready time, notes and tip, and leaves the rest', async () => {
    const id = await placeOrder(api, town);
    const readyAt = new Date(Date.now() + 1_800_000).toISOString();
    const { status, body } = await patch(id, {
      pickup: { ready_at: readyAt },
      dropoff: { notes: null },
      tip: { amount: 500, currency: 'EUR' },
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: 2,
      pickup: { ready_at: readyAt },
      dropoff: { notes: null },
      tip: { amount: 500 },
    });
    expect((await patch(id, {})).status).toBe(422);
    expect((await patch(id, { pickup: { ready_at: '2020-01-01T00:00:00Z' } })).status).toBe(422);
  });

  it('cancels once, says the same again, and then names what is possible: nothing', async () => {
    const id = await placeOrder(api, town);
    const first = await cancel(id);
    expect([first.status, first.body.status, first.body.next]).toEqual([200, 'cancelled', null]);
    expect((await cancel(id)).body.version).toBe(first.body.version);
    const late = await patch(id, { tip: { amount: 1, currency: 'EUR' } });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'illegal_transition', allowed: [], order: { id, status: 'cancelled' } });
  });
});

describe("another merchant's order", () => {
  it.each(['', '/events', '/offers', '/explanation'])('is not there: GET %s', async (path) => {
    const other = await openTown(api);
    const id = await placeOrder(api, town);
    expect((await get(`/v1/orders/${id}${path}`, other.merchant)).status).toBe(404);
    expect((await get(`/v1/orders/${randomUUID()}${path}`, other.merchant)).status).toBe(404);
  });

  it('cannot be changed or cancelled', async () => {
    const other = await openTown(api);
    const id = await placeOrder(api, town);
    const tip = { tip: { amount: 1, currency: 'EUR' } };
    expect((await api.call('PATCH', `/v1/orders/${id}`, { as: other.merchant, body: tip })).status).toBe(404);
    expect((await api.call('POST', `/v1/orders/${id}/cancel`, { as: other.merchant, body: {} })).status).toBe(404);
    expect((await get(`/v1/orders/${id}`)).body.version).toBe(1);
  });
});
