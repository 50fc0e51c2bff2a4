import { randomUUID } from 'node:crypto';
import { SYSTEM, useTestApi } from './api.test-support';
import { addDriver, placeOrder, sendOffer, type TestDriver, useTown } from './town.test-support';
import { asDriver, assigned } from './driver.test-support';

const api = useTestApi();
const town = useTown(api);

const as = (driver: TestDriver) => asDriver(api, driver);

describe('a shift', () => {
  it('comes on, takes a break and goes off, and says how it stands', async () => {
    const driver = await addDriver(api, town, { available: false });
    expect((await as(driver).get('')).body).toMatchObject({ availability: 'offline', load: 0, route_version: 0 });
    const ends = new Date(Date.now() + 3_600_000).toISOString();
    const on = await as(driver).put('/availability', { state: 'available', shift_ends_at: ends });
    expect(on.body).toMatchObject({ availability: 'available', shift_ends_at: ends, load: 0 });
    expect((await as(driver).put('/availability', { state: 'on_break' })).body.availability).toBe('on_break');
    expect((await as(driver).put('/availability', { state: 'offline' })).body.shift_ends_at).toBeNull();
    expect((await as(driver).put('/availability', { state: 'asleep' })).status).toBe(422);
  });

  it('keeps the latest position by the time it was recorded, however late the others come', async () => {
    const driver = await addDriver(api, town);
    const point = (secondsAgo: number, lat: number) => ({
      location: { lat, lng: -9.1 },
      recorded_at: new Date(Date.now() - secondsAgo * 1_000).toISOString(),
    });
    const first = await as(driver).post('/locations', {
      points: [point(30, 38.701), point(10, 38.703), point(20, 38.702)],
    });
    expect([first.status, first.body]).toEqual([202, { points: 3, dropped: 0 }]);
    await as(driver).post('/locations', { points: [point(60, 38.7)] });
    const known = await api.database.prisma.driverPosition.findUniqueOrThrow({ where: { driverId: driver.id } });
    expect(known.lat).toBe(38.703);
    expect((await as(driver).post('/locations', { points: [] })).status).toBe(422);
  });

  it('does not let a phone whose clock runs ahead keep later positions out', async () => {
    const driver = await addDriver(api, town);
    const at = (ms: number, lat: number) => ({
      points: [{ location: { lat, lng: 0 }, recorded_at: new Date(Date.now() + ms).toISOString() }],
    });
    await as(driver).post('/locations', at(3_600_000, 1));
    await as(driver).post('/locations', at(3_600_000, 1.001));
    const known = await api.database.prisma.driverPosition.findUniqueOrThrow({ where: { driverId: driver.id } });
    expect([known.lat, known.recordedAt.getTime()]).toEqual([1.001, expect.any(Number)]);
    expect(known.recordedAt.getTime()).toBeLessThanOrEqual(Date.now());
  });
});

describe('an offer', () => {
  it('shows pay that adds up, the time left, and the door only roughly', async () => {
    const driver = await addDriver(api, town);
    const orderId = await placeOrder(api, town);
    const offerId = await sendOffer(api, orderId, driver.id, 45_000);
    const { body } = await as(driver).get('/offers');
    const [card] = body.data;
    expect(card).toMatchObject({ id: offerId, orders: [{ id: orderId, merchant: 'Tasca' }] });
    expect(card.pay_parts.reduce((sum: number, part: { amount: number }) => sum + part.amount, 0)).toBe(
      card.pay.amount,
    );
    expect(card.seconds_left).toBeGreaterThan(40);
    expect(card.seconds_left).toBeLessThanOrEqual(45);
    expect(card.orders[0].dropoff.location).toEqual({ lat: 38.72, lng: -9.15 });
    expect(card.stops.map(({ kind }: { kind: string }) => kind)).toEqual(['pickup', 'dropoff']);
    expect(JSON.stringify(card)).not.toContain('Rua da Rosa');
  });

  it('is accepted: address and phone of the door come with the route', async () => {
    const { driver, orderId, stops } = await assigned(api, town);
    expect(stops.map(({ kind }) => kind)).toEqual(['pickup', 'dropoff']);
    expect(stops[1]).toMatchObject({ order_id: orderId, address: 'Rua da Rosa 12, 2º', phone: '+351 911 222 333' });
    expect((await as(driver).get('')).body).toMatchObject({ load: 1, route_version: 1 });
    expect((await as(driver).get('/offers')).body.data).toEqual([]);
  });

  it('is declined with a reason, which the merchant reads', async () => {
    const driver = await addDriver(api, town);
    const orderId = await placeOrder(api, town);
    const offerId = await sendOffer(api, orderId, driver.id);
    const { status, body } = await as(driver).post(`/offers/${offerId}/decline`, { reason: 'too_far' });
    expect([status, body]).toEqual([200, { offer: expect.objectContaining({ status: 'declined' }), repeated: false }]);
    expect((await as(driver).post(`/offers/${offerId}/decline`, { reason: 'too_far' })).body.repeated).toBe(true);
    const late = await as(driver).post(`/offers/${offerId}/accept`);
    expect([late.status, late.body.code, late.body.offer.outcome]).toEqual([409, 'offer_closed', 'declined']);
    const events = await api.call('GET', `/v1/orders/${orderId}/events`, { as: town.merchant });
    expect(events.body.data.at(-1)).toMatchObject({ type: 'offer.declined', data: { reason: 'too_far' } });
  });

  it('says how it ended instead: expired, withdrawn', async () => {
    const driver = await addDriver(api, town);
    const first = await sendOffer(api, await placeOrder(api, town), driver.id, 1);
    const expired = await as(driver).post(`/offers/${first}/accept`);
    expect([expired.status, expired.body.offer]).toEqual([
      409,
      { id: first, status: 'expired', settled_at: expect.any(String), outcome: 'expired' },
    ]);
    const orderId = await placeOrder(api, town);
    const second = await sendOffer(api, orderId, driver.id);
    await api.call('POST', `/v1/orders/${orderId}/cancel`, { as: town.merchant, body: {} });
    const withdrawn = await as(driver).post(`/offers/${second}/accept`);
    expect([withdrawn.status, withdrawn.body.offer.outcome]).toEqual([409, 'withdrawn']);
  });

  it('is not there for another driver, nor before it has been sent', async () => {
    const [driver, other] = await Promise.all([addDriver(api, town), addDriver(api, town)]);
    const offerId = await sendOffer(api, await placeOrder(api, town), driver.id);
    for (const id of [offerId, randomUUID()]) {
      expect((await as(other).post(`/offers/${id}/accept`)).status).toBe(404);
      expect((await as(other).post(`/offers/${id}/decline`, { reason: 'other' })).status).toBe(404);
    }
    expect((await as(driver).post(`/offers/${offerId}/accept`)).status).toBe(200);
  });

  it('ends when the driver goes offline, and nobody is blamed', async () => {
    const driver = await addDriver(api, town);
    const orderId = await placeOrder(api, town);
    const offerId = await sendOffer(api, orderId, driver.id);
    await as(driver).put('/availability', { state: 'offline' });
    const order = await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
    expect([order.status, order.excludedDriverIds]).toEqual(['unassigned', []]);
    expect((await as(driver).post(`/offers/${offerId}/accept`)).body.offer.outcome).toBe('withdrawn');
  });
});

describe('a delivery', () => {
  it('goes from the pickup to the door, each report once however often it is sent', async () => {
    const { driver, orderId, stops } = await assigned(api, town);
    const [pickup, dropoff] = stops;
    const report = async (stop: { id: string }, what: string, body = {}) => {
      const first = await as(driver).post(`/stops/${stop.id}/${what}`, body);
      const again = await as(driver).post(`/stops/${stop.id}/${what}`, body);
      expect([first.body.repeated, again.body.repeated]).toEqual([false, true]);
      expect(again.body.order).toEqual(first.body.order);
      return first.body.order.status as string;
    };
    expect((await as(driver).post(`/stops/${dropoff!.id}/arrive`)).body.code).toBe('not_picked_up');
    expect(await report(pickup!, 'arrive')).toBe('arrived_at_pickup');
    expect(await report(pickup!, 'complete')).toBe('picked_up');
    expect(await report(dropoff!, 'arrive', { occurred_at: new Date().toISOString() })).toBe('arrived_at_dropoff');
    expect(await report(dropoff!, 'complete', { proof: { pin: '1234', note: 'handed over' } })).toBe('delivered');
    const order = await api.call('GET', `/v1/orders/${orderId}`, { as: town.merchant });
    expect(order.body).toMatchObject({ status: 'delivered', next: null, end_reason: 'delivered' });
    expect((await as(driver).get('/route')).body).toMatchObject({ stops: [], route_id: null });
  });

  it('is given back before the pickup, and the driver is not asked again', async () => {
    const { driver, orderId, stops } = await assigned(api, town);
    const release = () => as(driver).post(`/orders/${orderId}/release`, { reason: 'flat tyre' });
    expect((await release()).body).toMatchObject({ order: { status: 'unassigned' }, repeated: false });
    expect((await release()).body.repeated).toBe(true);
    expect((await as(driver).post(`/stops/${stops[0]!.id}/arrive`)).body.code).toBe('stop_closed');
    const order = await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
    expect([order.excludedDriverIds, order.priority]).toEqual([[driver.id], 1]);
  });

  it('fails at the door: the goods go back to the merchant', async () => {
    const { driver, stops } = await assigned(api, town);
    await as(driver).post(`/stops/${stops[0]!.id}/complete`);
    const failed = await as(driver).post(`/stops/${stops[1]!.id}/fail`, { reason: 'nobody there' });
    expect(failed.body.order.status).toBe('returning');
    const [back] = (await as(driver).get('/route')).body.stops;
    expect(back).toMatchObject({ kind: 'return', address: 'Rua do Diário de Notícias 39' });
    expect((await as(driver).post(`/stops/${back.id}/complete`)).body.order.status).toBe('returned');
  });

  it('cannot be given back after the pickup: the refusal names what is possible', async () => {
    const { driver, orderId, stops } = await assigned(api, town);
    await as(driver).post(`/stops/${stops[0]!.id}/complete`);
    const { status, body } = await as(driver).post(`/orders/${orderId}/release`, { reason: 'tired' });
    expect([status, body.code, body.order.status]).toEqual([409, 'illegal_transition', 'picked_up']);
    expect(body.allowed).toContain('arrive_at_dropoff');
  });

  it("is nobody else's: another driver's stops and orders are not there", async () => {
    const { orderId, stops } = await assigned(api, town);
    const other = await addDriver(api, town);
    for (const what of ['arrive', 'complete']) {
      expect((await as(other).post(`/stops/${stops[0]!.id}/${what}`)).status).toBe(404);
    }
    expect((await as(other).post(`/orders/${orderId}/release`, { reason: 'x' })).status).toBe(404);
  });
});

it('tells the outbox of everything that the workflow must know', async () => {
  const { orderId } = await assigned(api, town);
  const messages = await api.database.prisma.outbox.findMany({
    where: { topic: 'order', key: orderId },
    orderBy: { id: 'asc' },
  });
  // Sending is the workflow's own step; it needs no message of it.
  expect(messages.map(({ number }) => number)).toEqual([1, 2, 4]);
  await api.transitions.cancelOrder(orderId, 'test', SYSTEM);
});
