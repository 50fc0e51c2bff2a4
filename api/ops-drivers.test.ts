import { randomUUID } from 'node:crypto';
import { tokens, useTestApi } from './api.test-support';
import { addDriver, LISBON, placeOrder, sendOffer, type TestDriver, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api, beforeEach);

const get = (path: string, as = town.ops) => api.call('GET', path, { as });
const patch = (id: string, body: object, as = town.ops) => api.call('PATCH', `/v1/ops/drivers/${id}`, { as, body });
const post = (as: string, path: string, body: object = {}) => api.call('POST', path, { as, body });
const report = (driver: TestDriver) =>
  post(driver.token, '/v1/driver/locations', {
    points: [{ location: LISBON, recorded_at: new Date().toISOString() }],
  });
const list = async (query = ''): Promise<string[]> => {
  const { body } = await get(`/v1/ops/drivers?market_id=${town.marketId}&${query}`);
  return body.data.map(({ id }: { id: string }) => id);
};
async function take(driver: TestDriver): Promise<string> {
  const id = await placeOrder(api, town);
  await post(driver.token, `/v1/driver/offers/${await sendOffer(api, id, driver.id)}/accept`);
  return id;
}

describe('drivers as operators see them', () => {
  it('have shift, freshness, today and score', async () => {
    const driver = await addDriver(api, town);
    await report(driver);
    const taken = await take(driver);
    const other = await placeOrder(api, town);
    const declined = await sendOffer(api, other, driver.id);
    await post(driver.token, `/v1/driver/offers/${declined}/decline`, { reason: 'too_far' });
    const { body } = await get(`/v1/ops/drivers/${driver.id}`);
    expect(body).toMatchObject({
      freshness: 'fresh',
      busy: true,
      load: 1,
      taken_out: null,
      shift: { status: 'running', aboard: 1 },
      today: { offered: 2, accepted: 1, declined: 1, expired: 0, delivered: 0, breaks: 0 },
      score: { acceptance: { rate: 0.5, accepted: 1, declined: 1 } },
    });
    expect(body.route.stops.map(({ order_id }: { order_id: string }) => order_id)).toEqual([taken, taken]);
    expect(body.recent_offers.map(({ status }: { status: string }) => status)).toEqual(['declined', 'accepted']);
    expect(body.history).toContainEqual(expect.objectContaining({ type: 'shift.started', availability: 'available' }));
    const [row] = (await get(`/v1/ops/drivers?market_id=${town.marketId}`)).body.data;
    expect(row).toEqual(expect.objectContaining({ id: driver.id, today: body.today, score: expect.anything() }));
  });

  it('are found by state, availability and name', async () => {
    const [free, busy, off] = [
      await addDriver(api, town),
      await addDriver(api, town),
      await addDriver(api, town, { available: false }),
    ];
    await report(free);
    await take(busy);
    expect(await list('state=free')).toEqual([free.id]);
    expect(await list('state=busy')).toEqual([busy.id]);
    expect(await list('state=stale')).toEqual([busy.id]);
    expect((await list('state=on_shift')).toSorted()).toEqual([free.id, busy.id].toSorted());
    expect(await list('availability=offline')).toEqual([off.id]);
    expect(await list('search=marta')).toHaveLength(3);
    expect(await list('search=nobody')).toEqual([]);
    expect(await list('vehicle=truck')).toEqual([]);
    expect((await get(`/v1/ops/drivers?market_id=${town.marketId}&state=lost`)).status).toBe(422);
  });

  it('of another market are not there', async () => {
    const driver = await addDriver(api, town);
    const claims: Parameters<typeof tokens.sign>[0] = {
      role: 'ops',
      sub: 'x',
      level: 'manager',
      markets: ['elsewhere'],
    };
    const { token } = await tokens.sign(claims, 600);
    expect((await get(`/v1/ops/drivers/${driver.id}`, token)).status).toBe(404);
    expect((await patch(driver.id, { capacity: 1, reason: 'x' }, token)).status).toBe(404);
    expect((await patch(randomUUID(), { capacity: 1, reason: 'x' })).status).toBe(404);
  });
});

describe('taking a driver out', () => {
  it('with nothing aboard he is off, and cannot come on until he is brought back', async () => {
    const driver = await addDriver(api, town);
    const out = await patch(driver.id, { taken_out: true, reason: 'complaint' });
    expect(out.body).toMatchObject({ availability: 'offline', taken_out: { by: 'olga', reason: 'complaint' } });
    expect(await list('state=taken_out')).toEqual([driver.id]);
    const on = () => api.call('PUT', '/v1/driver/availability', { as: driver.token, body: { state: 'available' } });
    expect([(await on()).status, (await on()).body.code]).toEqual([409, 'taken_out']);
    expect((await patch(driver.id, { taken_out: false, reason: 'talked' })).body.taken_out).toBeNull();
    expect((await on()).status).toBe(200);
    const events = await api.database.prisma.event.findMany({
      where: { driverId: driver.id, type: { in: ['driver.taken_out', 'driver.brought_back', 'driver.changed'] } },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ type, data }) => [type, (data as { reason: string }).reason])).toEqual([
      ['driver.taken_out', 'complaint'],
      ['driver.brought_back', 'talked'],
    ]);
    expect(events[0]).toMatchObject({
      actor: { id: 'olga' },
      before: { taken_out: false },
      after: { taken_out: true },
    });
  });

  it('with orders aboard he finishes them and gets no others', async () => {
    const driver = await addDriver(api, town);
    const carried = await take(driver);
    const asked = await sendOffer(api, await placeOrder(api, town), driver.id);
    const { body } = await patch(driver.id, { taken_out: true, reason: 'accident' });
    expect(body).toMatchObject({ availability: 'available', busy: true, shift: { last_order: 'driver' }, offer: null });
    expect((await post(driver.token, `/v1/driver/offers/${asked}/accept`)).status).toBe(409);
    const back = await api.call('PUT', '/v1/driver/last_order', { as: driver.token, body: { on: false } });
    expect(back.body.code).toBe('taken_out');
    const again = await post(town.ops, `/v1/ops/orders/${await placeOrder(api, town)}/assign`, {
      driver_id: driver.id,
    });
    expect(again.body.code).toBe('driver_not_available');
    const { stops } = (await api.call('GET', '/v1/driver/route', { as: driver.token })).body;
    for (const stop of stops) await post(driver.token, `/v1/driver/stops/${stop.id}/complete`);
    expect((await get(`/v1/ops/drivers/${driver.id}`)).body.availability).toBe('offline');
    expect((await get(`/v1/ops/orders/${carried}`)).body.order.status).toBe('delivered');
  });

  it('with hand_over what he has not picked up goes to others at once', async () => {
    const driver = await addDriver(api, town);
    const order = await take(driver);
    const { body } = await patch(driver.id, { taken_out: true, hand_over: true, reason: 'accident' });
    expect(body).toMatchObject({ availability: 'offline', busy: false });
    expect((await get(`/v1/ops/orders/${order}`)).body.order).toMatchObject({ status: 'unassigned', reassignments: 1 });
  });

  it('needs a reason and something to change; repeated it changes nothing', async () => {
    const driver = await addDriver(api, town);
    expect((await patch(driver.id, { taken_out: true })).status).toBe(422);
    expect((await patch(driver.id, { reason: 'x' })).status).toBe(422);
    const { body: once } = await patch(driver.id, { capacity: 5, reason: 'new bag' });
    const { body: twice } = await patch(driver.id, { capacity: 5, reason: 'new bag' });
    expect([once.capacity, twice.version]).toEqual([5, once.version]);
    const [event] = await api.database.prisma.event.findMany({
      where: { driverId: driver.id, type: 'driver.changed' },
    });
    expect(event).toMatchObject({ actor: { id: 'olga' }, before: { capacity: 3 }, after: { capacity: 5 } });
  });
});

describe('what assigning by hand would mean', () => {
  const preview = (order: string, query = '') => get(`/v1/ops/orders/${order}/assign_preview?${query}`);

  it('is told before: when he is there, what it pays, what would stand against it', async () => {
    const [near, far] = [await addDriver(api, town), await addDriver(api, town)];
    await report(near);
    const points = [{ location: { lat: 38.78, lng: -9.2 }, recorded_at: new Date().toISOString() }];
    await post(far.token, '/v1/driver/locations', { points });
    const order = await placeOrder(api, town);
    const { body } = await preview(order);
    expect(body.data.map(({ driver }: { driver: { id: string } }) => driver.id)).toEqual([near.id, far.id]);
    expect(body.data[0]).toMatchObject({
      blocked: null,
      refused_before: false,
      delays: [],
      driver: { name: 'Marta Silva' },
    });
    expect(body.data[0].to_pickup_s).toBeLessThan(body.data[1].to_pickup_s);
    expect(body.data[0].slack_s).toBeGreaterThan(body.data[1].slack_s);
    const [only] = (await preview(order, `driver_id=${near.id}`)).body.data;
    await post(town.ops, `/v1/ops/orders/${order}/assign`, { driver_id: near.id });
    const { offers } = (await get(`/v1/ops/orders/${order}`)).body;
    expect(offers[0].distance_m).toBe(only.distance_m);
    // Between the two the kitchen has come a moment nearer, and waiting is paid by the minute.
    expect(Math.abs(offers[0].pay.amount - only.pay.amount)).toBeLessThan(20);
    expect((await preview(order, `driver_id=${near.id}`)).body.data[0].blocked).toBe('driver_has_offer');
  });

  it('is refused where nobody can be assigned, and names nobody who is not there', async () => {
    const driver = await addDriver(api, town);
    const order = await take(driver);
    await report(driver);
    expect((await preview(order, `driver_id=${driver.id}`)).body.data[0].blocked).toBe('already_assigned');
    expect((await preview(order, `driver_id=${randomUUID()}`)).status).toBe(404);
    await post(town.ops, `/v1/ops/orders/${order}/cancel`, { reason: 'x' });
    const ended = await preview(order);
    expect([ended.status, ended.body.code]).toEqual([409, 'illegal_transition']);
    expect((await preview(randomUUID())).status).toBe(404);
  });
});
