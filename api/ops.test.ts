import { randomUUID } from 'node:crypto';
import { SYSTEM, useTestApi } from './api.test-support';
import { addDriver, LISBON, openTown, placeOrder, sendOffer, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api, beforeEach);

const get = (path: string) => api.call('GET', path, { as: town.ops });
const post = (path: string, body: unknown = {}) => api.call('POST', path, { as: town.ops, body });

const escalate = async (orderId: string): Promise<string> => {
  const { version } = await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  const actions = [{ kind: 'escalate' as const }];
  const budget = { orderBudgetMinor: 0, dayBudgetMinor: 0 };
  const rung = { version, rung: 1, reason: 'unassigned_too_long', deadlineMs: 600_000, actions, ...budget };
  expect((await api.transitions.climbLadder(orderId, rung, SYSTEM)).done).toBe(true);
  return (await api.database.prisma.escalation.findFirstOrThrow({ where: { orderId } })).id;
};

describe('the board', () => {
  it('shows orders by urgency and drivers with position, load and route', async () => {
    const driver = await addDriver(api, town);
    await addDriver(api, town, { available: false });
    const promised = (minutes: number) => ({
      dropoff: {
        name: 'Ana',
        address: 'Rua da Rosa 12',
        location: { lat: 38.72, lng: -9.15 },
        promised_at: new Date(Date.now() + minutes * 60_000).toISOString(),
      },
    });
    const relaxed = await placeOrder(api, town, promised(120));
    const urgent = await placeOrder(api, town, promised(20));
    const escalated = await placeOrder(api, town, promised(180));
    await escalate(escalated);
    const offerId = await sendOffer(api, relaxed, driver.id);
    await api.call('POST', '/v1/driver/locations', {
      as: driver.token,
      body: { points: [{ location: LISBON, recorded_at: new Date().toISOString() }] },
    });
    const { body } = await get(`/v1/ops/board?market_id=${town.marketId}`);
    expect(body.orders.map(({ id }: { id: string }) => id)).toEqual([escalated, urgent, relaxed]);
    expect(body.orders.every(({ next }: { next: unknown }) => next !== null)).toBe(true);
    expect(body.orders[2].offer).toMatchObject({ id: offerId, driver: { id: driver.id, name: 'Marta Silva' } });
    expect(body.orders[1].slack_s).toBeLessThan(20 * 60);
    expect(body.counts).toMatchObject({ orders: { unassigned: 2, offered: 1 }, escalated: 1, late: 0 });
    expect(body.counts.drivers).toMatchObject({ available: 1, offline: 1 });
    expect(body.drivers).toEqual([
      expect.objectContaining({ id: driver.id, load: 1, offer: expect.objectContaining({ id: offerId }) }),
    ]);
    expect(body.drivers[0].position.age_s).toBeLessThan(30);
  });

  it('filters, and refuses what is no filter', async () => {
    const id = await placeOrder(api, town);
    const board = (query: string) => get(`/v1/ops/board?market_id=${town.marketId}&${query}`);
    const idsOf = async (query: string) => (await board(query)).body.orders.map((order: { id: string }) => order.id);
    expect(await idsOf('status=unassigned,offered')).toEqual([id]);
    expect(await idsOf('status=assigned')).toEqual([]);
    expect(await idsOf('escalated=true')).toEqual([]);
    expect(await idsOf(`merchant_id=${town.merchantId}`)).toEqual([id]);
    expect((await board('status=lost')).status).toBe(422);
    expect((await get('/v1/ops/board?market_id=nowhere')).status).toBe(404);
  });

  it('shows no more than its limit, and counts all', async () => {
    await Promise.all(Array.from({ length: 5 }, () => placeOrder(api, town)));
    const { body } = await get(`/v1/ops/board?market_id=${town.marketId}&limit=3`);
    expect([body.orders.length, body.orders_total, body.counts.orders.unassigned]).toEqual([3, 5, 5]);
  });
});

describe('steering an order', () => {
  it('assign sends the driver an offer with pay and route, reserved for the workflow to send', async () => {
    const driver = await addDriver(api, town);
    const id = await placeOrder(api, town);
    const { status } = await post(`/v1/ops/orders/${id}/assign`, { driver_id: driver.id });
    expect(status).toBe(200);
    const { body: story } = await get(`/v1/ops/orders/${id}`);
    expect(story.offers).toEqual([
      expect.objectContaining({
        status: 'reserved',
        round_no: null,
        created_by: expect.objectContaining({ id: 'olga' }),
      }),
    ]);
    expect(story.order.next.step).toBe('send_offer');
    const again = await post(`/v1/ops/orders/${id}/assign`, { driver_id: driver.id });
    expect([again.status, again.body.code]).toEqual([409, 'driver_has_offer']);
  });

  it('force binds at once, needs a reason, and is audited', async () => {
    const driver = await addDriver(api, town);
    const id = await placeOrder(api, town);
    const without = await post(`/v1/ops/orders/${id}/assign`, { driver_id: driver.id, force: true });
    expect([without.status, without.body.errors[0].pointer]).toEqual([422, '/reason']);
    const forced = { driver_id: driver.id, force: true, reason: 'agreed by phone' };
    expect((await post(`/v1/ops/orders/${id}/assign`, forced)).body.order.status).toBe('assigned');
    expect((await post(`/v1/ops/orders/${id}/assign`, forced)).body.code).toBe('already_assigned');
    const { body: story } = await get(`/v1/ops/orders/${id}`);
    expect(story.events.at(-1)).toMatchObject({
      type: 'order.force_assigned',
      actor: { type: 'ops', id: 'olga' },
      data: { reason: 'agreed by phone' },
    });
    expect(story.stops.map(({ kind }: { kind: string }) => kind)).toEqual(['pickup', 'dropoff']);
    expect(story.order.workflow_url).toContain(encodeURIComponent(`order/${id}`));
  });

  it('requeue takes the order back and lets everybody be asked again', async () => {
    const driver = await addDriver(api, town);
    const id = await placeOrder(api, town);
    await post(`/v1/ops/orders/${id}/assign`, { driver_id: driver.id, force: true, reason: 'x' });
    expect((await post(`/v1/ops/orders/${id}/requeue`, { reason: 'too slow' })).body.order.status).toBe('unassigned');
    expect((await post(`/v1/ops/orders/${id}/cancel`, { reason: 'closed' })).body.order.status).toBe('cancelled');
    const refused = await post(`/v1/ops/orders/${id}/requeue`, { reason: 'too slow' });
    expect([refused.status, refused.body.code]).toEqual([409, 'illegal_transition']);
  });

  it('names drivers who are not there, not on shift, or in another market', async () => {
    const id = await placeOrder(api, town);
    const offline = await addDriver(api, town, { available: false });
    const foreign = await addDriver(api, await openTown(api));
    const assign = async (driver_id: string) => (await post(`/v1/ops/orders/${id}/assign`, { driver_id })).body;
    expect((await assign(randomUUID())).status).toBe(404);
    expect((await assign(foreign.id)).status).toBe(404);
    expect((await assign(offline.id)).code).toBe('driver_not_available');
  });
});

describe('escalations', () => {
  it('are acknowledged by a person and resolved with an outcome; the order keeps its time', async () => {
    const orderId = await placeOrder(api, town);
    const id = await escalate(orderId);
    const { body: list } = await get(`/v1/ops/escalations?market_id=${town.marketId}`);
    expect(list.data).toEqual([expect.objectContaining({ id, rung: 1, status: 'open', owner: null })]);
    const { body: taken } = await post(`/v1/ops/escalations/${id}/acknowledge`);
    expect(taken).toMatchObject({ status: 'acknowledged', owner: 'olga' });
    expect((await post(`/v1/ops/escalations/${id}/acknowledge`)).body).toEqual(taken);
    const resolved = await post(`/v1/ops/escalations/${id}/resolve`, { outcome: 'called a driver' });
    expect(resolved.body).toMatchObject({ status: 'resolved', outcome: 'called a driver' });
    const late = await post(`/v1/ops/escalations/${id}/resolve`, { outcome: 'something else' });
    expect([late.status, late.body.code]).toEqual([409, 'escalation_closed']);
    const { body: story } = await get(`/v1/ops/orders/${orderId}`);
    expect(Date.parse(story.order.escalation_deadline_at)).toBeGreaterThan(Date.now() + 500_000);
    expect(story.events.map(({ type }: { type: string }) => type).slice(-3)).toEqual([
      'escalation.raised',
      'escalation.acknowledged',
      'escalation.resolved',
    ]);
    expect((await post(`/v1/ops/escalations/${randomUUID()}/acknowledge`)).status).toBe(404);
  });
});

it('lists orders and drivers of a market page by page', async () => {
  await Promise.all(Array.from({ length: 3 }, () => addDriver(api, town)));
  await Promise.all(Array.from({ length: 3 }, () => placeOrder(api, town)));
  for (const path of ['/v1/ops/drivers', '/v1/ops/orders']) {
    const first = await get(`${path}?market_id=${town.marketId}&limit=2`);
    const second = await get(`${path}?market_id=${town.marketId}&limit=2&cursor=${first.body.next_cursor}`);
    expect([first.body.data.length, second.body.data.length, second.body.next_cursor]).toEqual([2, 1, null]);
  }
  const { body } = await get('/v1/ops/markets');
  expect(body.data.map(({ id }: { id: string }) => id)).toContain(town.marketId);
});
