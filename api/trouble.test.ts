import { tokens, useTestApi } from './api.test-support';
import { addDriver, orderBody, placeOrder, sendOffer, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api, beforeEach);

const SYSTEM = { type: 'system', id: 'test' } as const;
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();
const post = (path: string, body: unknown, as = town.ops) => api.call('POST', path, { as, body });

async function escalate(orderId: string): Promise<string> {
  const { version } = await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  const climb = { version, rung: 1, reason: 'unassigned_too_long', deadlineMs: 600_000, orderBudgetMinor: 0 };
  await api.transitions.climbLadder(orderId, { ...climb, dayBudgetMinor: 0, actions: [{ kind: 'escalate' }] }, SYSTEM);
  return (await api.database.prisma.escalation.findFirstOrThrow({ where: { orderId } })).id;
}

test('an escalation can be put off, written to, and comes with moves that can be sent as they are', async () => {
  const orderId = await placeOrder(api, town);
  const id = await escalate(orderId);
  const snoozed = await post(`/v1/ops/escalations/${id}/snooze`, { until: later(60_000), reason: 'they are on it' });
  expect(snoozed.body).toMatchObject({ status: 'snoozed', snooze_reason: 'they are on it' });
  const past = await post(`/v1/ops/escalations/${id}/snooze`, { until: later(-60_000), reason: 'too late' });
  expect(past.status).toBe(422);
  const noted = await post(`/v1/ops/escalations/${id}/notes`, { text: 'called the kitchen' });
  expect(noted.body.notes).toMatchObject([{ author: 'olga', text: 'called the kitchen' }]);
  const raise = noted.body.suggested_actions.find(({ action }: { action: string }) => action === 'raise_pay');
  expect((await post(raise.path, raise.body)).body).toMatchObject({ order: { id: orderId } });
  const stranger = (await tokens.sign({ role: 'ops', sub: 'eve', level: 'operator', markets: ['elsewhere'] }, 600))
    .token;
  expect((await post(`/v1/ops/escalations/${id}/notes`, { text: 'hello' }, stranger)).status).toBe(404);
});

test('operators hold, promise anew, and take a driver out; each is in the story with who and why', async () => {
  const driver = await addDriver(api, town);
  const orderId = await placeOrder(api, town);
  expect((await post(`/v1/ops/orders/${orderId}/hold`, { until: later(60_000), reason: 'wait' })).status).toBe(200);
  expect((await post(`/v1/ops/orders/${orderId}/resume`, { reason: 'go on' })).status).toBe(200);
  const promise = { promised_at: later(3_600_000), reason: 'traffic' };
  expect((await post(`/v1/ops/orders/${orderId}/promise`, promise)).status).toBe(200);
  const offerId = await sendOffer(api, orderId, driver.id);
  await api.call('POST', `/v1/driver/offers/${offerId}/accept`, { as: driver.token, body: {} });
  const out = await post(`/v1/ops/orders/${orderId}/take_out`, { reason: 'he called in sick' });
  expect(out.body).toMatchObject({ order: { status: 'unassigned' } });
  const { body } = await api.call('GET', `/v1/ops/orders/${orderId}`, { as: town.ops });
  expect(body.reassignments).toMatchObject([{ reason: 'taken_out', automatic: false, driver_id: driver.id }]);
  const told = body.events.filter(({ actor }: { actor: { type: string } }) => actor.type === 'ops');
  expect(told.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(['order.held', 'order.resumed', 'order.promise_changed', 'order.taken_out']),
  );
});

test('paused intake answers merchants with a typed 503, and the board says what it holds up', async () => {
  const manager = (await tokens.sign({ role: 'ops', sub: 'mia', level: 'manager' }, 600)).token;
  const switches = `/v1/ops/markets/${town.marketId}/switches`;
  const pause = { name: 'pause_intake', on: true, reason: 'storm' };
  const operator = (await tokens.sign({ role: 'ops', sub: 'olga', level: 'operator' }, 600)).token;
  expect((await post(switches, pause, operator)).status).toBe(403);
  expect((await post(switches, pause, manager)).status).toBe(200);
  const refused = await api.call('POST', '/v1/orders', { as: town.merchant, body: orderBody() });
  expect(refused).toMatchObject({ status: 503, body: { code: 'intake_paused' } });
  const { body } = await api.call('GET', `/v1/ops/board?market_id=${town.marketId}`, { as: town.ops });
  expect(body.switches).toMatchObject([{ name: 'pause_intake', on: true, set_by: 'mia', holds_up: { refused: 1 } }]);
  expect((await post(switches, { ...pause, on: false }, manager)).status).toBe(200);
  expect((await api.call('POST', '/v1/orders', { as: town.merchant, body: orderBody() })).status).toBe(201);
});

test('a driver with a broken vehicle hands his goods over: the next one sees where they are and whom to call', async () => {
  const [lost, rescuer] = [await addDriver(api, town), await addDriver(api, town)];
  const orderId = await placeOrder(api, town);
  const take = async (driver: typeof lost) => {
    const offerId = await sendOffer(api, orderId, driver.id);
    await api.call('POST', `/v1/driver/offers/${offerId}/accept`, { as: driver.token, body: {} });
    return (await api.call('GET', '/v1/driver/route', { as: driver.token })).body.stops;
  };
  const [pickup] = await take(lost);
  await api.call('POST', `/v1/driver/stops/${pickup.id}/complete`, { as: lost.token, body: {} });
  const trouble = { kind: 'vehicle', note: 'the chain broke' };
  const told = await api.call('POST', `/v1/driver/orders/${orderId}/trouble`, { as: lost.token, body: trouble });
  expect(told.body).toMatchObject({ order: { status: 'stranded' } });
  expect(
    (await api.call('POST', `/v1/driver/orders/${orderId}/trouble`, { as: rescuer.token, body: trouble })).status,
  ).toBe(404);
  const rescuesOf = async ({ token }: typeof lost) => (await api.call('GET', '/v1/driver', { as: token })).body.rescues;
  const about = { order_id: orderId, external_id: expect.any(String), driver: null, arrives_at: null };
  expect(await rescuesOf(lost)).toEqual([{ ...about, step: 'finding_driver' }]);
  const [goods] = await take(rescuer);
  expect(goods).toMatchObject({ kind: 'pickup', rescue: { from: 'Marta' } });

  // Who comes, by what, and when: nothing else of him, and nothing once he has the goods.
  const bruno = { name: 'Bruno Costa', vehicle: 'car', phone: '+351 900 000 009' };
  await api.database.prisma.driver.update({ where: { id: rescuer.id }, data: bruno });
  const comes = { ...about, driver: { first_name: 'Bruno', vehicle: 'car' } };
  const planned = new Date(Date.now() + 240_000);
  await api.database.prisma.stop.update({ where: { id: goods.id }, data: { plannedArriveAt: planned } });
  expect(await rescuesOf(lost)).toEqual([{ ...comes, step: 'on_the_way', arrives_at: planned.toISOString() }]);
  expect(await rescuesOf(rescuer)).toEqual([]);
  await api.call('POST', `/v1/driver/stops/${goods.id}/arrive`, { as: rescuer.token, body: {} });
  expect(await rescuesOf(lost)).toEqual([{ ...comes, step: 'arrived' }]);
  await api.call('POST', `/v1/driver/stops/${goods.id}/complete`, { as: rescuer.token, body: {} });
  expect(await rescuesOf(lost)).toEqual([{ ...about, step: 'handed_over' }]);
  const past = new Date(Date.now() - 16 * 60_000);
  await api.database.prisma.stop.update({ where: { id: goods.id }, data: { completedAt: past } });
  expect(await rescuesOf(lost)).toEqual([]);
});

test('a driver reads that nobody comes any more when his rescuer gives up, and nothing once the goods are his again', async () => {
  const [lost, rescuer] = [await addDriver(api, town), await addDriver(api, town)];
  const orderId = await placeOrder(api, town);
  const call = (driver: typeof lost, path: string, body: object = {}) =>
    api.call('POST', `/v1/driver${path}`, { as: driver.token, body });
  const take = async (driver: typeof lost) => {
    await call(driver, `/offers/${await sendOffer(api, orderId, driver.id)}/accept`);
    return (await api.call('GET', '/v1/driver/route', { as: driver.token })).body.stops;
  };
  const steps = async () =>
    (await api.call('GET', '/v1/driver', { as: lost.token })).body.rescues.map(
      ({ step, driver }: { step: string; driver: object | null }) => [step, driver !== null],
    );
  const [pickup, dropoff] = await take(lost);
  await call(lost, `/stops/${pickup.id}/complete`);
  await call(lost, `/orders/${orderId}/trouble`, { kind: 'vehicle', note: 'the chain broke' });
  const [goods] = await take(rescuer);
  expect(await steps()).toEqual([['on_the_way', true]]);
  await call(rescuer, `/stops/${goods.id}/fail`, { reason: 'I cannot find him' });
  expect(await steps()).toEqual([['finding_driver', false]]);
  await call(lost, `/stops/${dropoff.id}/complete`);
  expect(await steps()).toEqual([]);
});
