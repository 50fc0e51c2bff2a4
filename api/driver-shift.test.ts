import { SYSTEM, tokens, useTestApi } from './api.test-support';
import { addDriver, openTown, placeOrder, sendOffer, type TestDriver, useTown } from './town.test-support';
import { asDriver, assigned } from './driver.test-support';
import { addCrew, openWave } from '../db/waves.test-support';

const api = useTestApi();
const town = useTown(api);

const as = (driver: Pick<TestDriver, 'token'>) => asDriver(api, driver);

describe('a break', () => {
  it('with nothing aboard starts at once and says when it ends', async () => {
    const driver = await addDriver(api, town);
    const { body } = await as(driver).put('/availability', { state: 'on_break', break_minutes: 15 });
    expect(body).toMatchObject({ availability: 'on_break', shift: { break: { asked_at: null, length_s: 900 } } });
    expect(body.shift.next.step).toBe('remind_break');
    expect((await as(driver).put('/availability', { state: 'available' })).body.shift.break).toBeNull();
  });

  it('asked for mid-route waits for the current stop, and no offer arrives meanwhile', async () => {
    const { driver, stops } = await assigned(api, town);
    const asked = await as(driver).put('/availability', { state: 'on_break', break_minutes: 15 });
    expect(asked.body).toMatchObject({ availability: 'available', shift: { aboard: 1, break: { ends_at: null } } });
    await expect(sendOffer(api, await placeOrder(api, town), driver.id)).rejects.toThrow('driver_not_available');
    await as(driver).post(`/stops/${stops[0]!.id}/complete`);
    expect((await as(driver).get('')).body).toMatchObject({ availability: 'on_break', load: 1 });
  });

  it('longer than the market allows is refused, and an operator ends one only with a reason that is kept', async () => {
    const driver = await addDriver(api, town);
    const long = await as(driver).put('/availability', { state: 'on_break', break_minutes: 600 });
    expect([long.status, long.body.code]).toEqual([409, 'break_too_long']);
    await as(driver).put('/availability', { state: 'on_break', break_minutes: 15 });
    const end = (body: object) => api.call('POST', `/v1/ops/drivers/${driver.id}/end_break`, { as: town.ops, body });
    expect((await end({})).status).toBe(422);
    expect((await end({ reason: 'storm, everybody is needed' })).body.availability).toBe('available');
    const audited = await api.database.prisma.event.findFirstOrThrow({
      where: { driverId: driver.id, type: 'shift.break_overridden' },
    });
    expect(audited).toMatchObject({
      actor: { type: 'ops', id: 'olga' },
      data: { reason: 'storm, everybody is needed' },
    });
    expect((await end({ reason: 'again' })).body.code).toBe('not_on_break');
  });
});

describe('going off', () => {
  it('with orders aboard asks for a hand-over and then gives back what is not picked up', async () => {
    const { driver, orderId } = await assigned(api, town);
    const refused = await as(driver).put('/availability', { state: 'offline' });
    expect([refused.status, refused.body.code]).toEqual([409, 'orders_aboard']);
    expect(refused.body.aboard).toEqual([expect.objectContaining({ id: orderId, picked_up: false })]);
    const off = await as(driver).put('/availability', { state: 'offline', hand_over: true });
    expect(off.body).toMatchObject({ availability: 'offline', load: 0, shift: null });
    const order = await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
    expect(order).toMatchObject({ status: 'unassigned', excludedDriverIds: [driver.id] });
  });

  it('with goods in hand is refused, with the last order it comes by itself', async () => {
    const { driver, stops } = await assigned(api, town);
    await as(driver).post(`/stops/${stops[0]!.id}/complete`);
    const refused = await as(driver).put('/availability', { state: 'offline', hand_over: true });
    expect([refused.status, refused.body.code]).toEqual([409, 'goods_aboard']);
    expect((await as(driver).put('/last_order', { on: true })).body.shift.last_order).toBe('driver');
    await as(driver).post(`/stops/${stops[1]!.id}/complete`);
    expect((await as(driver).get('')).body).toMatchObject({ availability: 'offline', shift: null });
  });
});

it('hours agreed beforehand are kept once, and overlapping ones are refused', async () => {
  const driver = await addDriver(api, town, { available: false });
  const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const hours = { starts_at: at(5), ends_at: at(9) };
  const planned = await as(driver).post('/shifts', hours);
  expect([planned.status, planned.body.status, planned.body.next.step]).toEqual([201, 'planned', 'call']);
  expect((await as(driver).post('/shifts', hours)).body.id).toBe(planned.body.id);
  expect((await as(driver).post('/shifts', { starts_at: at(8), ends_at: at(10) })).body.code).toBe('shift_overlaps');
  expect((await as(driver).get('/shifts')).body.data).toHaveLength(1);
});

it('hours beyond the policy are refused with each limit and by how much, in market seconds', async () => {
  const policy = { shift: { work_max_s: 8 * 3_600, rest_s: 8 * 3_600 } };
  const fast = await openTown(api, { policy, clock: { rate: 60, offset_ms: 0 } });
  const driver = await addDriver(api, fast, { available: false });
  const midnight = Math.ceil(Date.now() / 60_000) * 60_000 + 3_600_000;
  /** An hour of this market is a minute. */
  const at = (hours: number): string => new Date(midnight + hours * 60_000).toISOString();
  const plan = (from: number, until: number) => as(driver).post('/shifts', { starts_at: at(from), ends_at: at(until) });
  const long = await plan(0, 9.5);
  expect([long.status, long.body.code]).toEqual([409, 'too_many_hours']);
  const most = { limit: 'work_max', bound_s: 28_800, beside: null };
  expect(long.body.limits).toEqual([{ ...most, planned_s: 34_200, by_s: 5_400 }]);
  expect((await plan(0, 5)).status).toBe(201);
  expect((await plan(6, 10)).body.limits).toEqual([
    { ...most, planned_s: 32_400, by_s: 3_600 },
    { limit: 'rest', bound_s: 28_800, planned_s: 3_600, by_s: 25_200, beside: { starts_at: at(0), ends_at: at(5) } },
  ]);
  expect((await plan(13, 21)).status).toBe(201);
  expect((await as(driver).get('/shifts')).body.data).toHaveLength(2);
});

it('agreed hours are called off by their driver until they begin, and may be agreed on again', async () => {
  const driver = await addDriver(api, town, { available: false });
  const stranger = await addDriver(api, town, { available: false });
  const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();
  const callOff = (id: string, by: TestDriver) => as(by).delete(`/shifts/${id}`);
  const hours = { starts_at: at(5), ends_at: at(9) };
  const { id } = (await as(driver).post('/shifts', hours)).body;
  expect((await callOff(id, stranger)).status).toBe(404);
  for (let times = 0; times < 2; times += 1) {
    expect((await callOff(id, driver)).body).toMatchObject({ id, status: 'cancelled', next: null });
  }
  expect((await as(driver).get('/shifts')).body.data).toEqual([]);
  expect((await as(driver).post('/shifts', hours)).status).toBe(201);

  const soon = (await as(driver).post('/shifts', { starts_at: at(0.1), ends_at: at(2) })).body;
  expect((await as(driver).put('/availability', { state: 'available' })).body.shift.id).toBe(soon.id);
  const refused = await callOff(soon.id, driver);
  expect([refused.status, refused.body.code]).toEqual([409, 'shift_has_begun']);
  await as(driver).put('/availability', { state: 'offline' });
  expect((await callOff(soon.id, driver)).body.code).toBe('shift_is_over');
});

it('hours that are used up are given again after the rest, and until then the answer says from when', async () => {
  const strict = await openTown(api, { policy: { shift: { work_max_s: 3_600, rest_s: 28_800 } } });
  const driver = await addDriver(api, strict, { available: false });
  const comeOn = () => as(driver).put('/availability', { state: 'available' });
  const { shift } = (await comeOn()).body;
  expect(Date.parse(shift.must_end_at) - Date.parse(shift.started_at)).toBe(3_600_000);
  expect(shift.next.step).toBe('remind_end');
  await api.database.prisma.$executeRaw`
    UPDATE shift SET started_at = started_at - interval '61 min', must_end_at = must_end_at - interval '61 min'
    WHERE id = ${shift.id}::uuid`;
  await api.transitions.passShiftMoment(shift.id, 'remind_end', SYSTEM);
  expect((await as(driver).get('')).body.shift).toMatchObject({ ends_soon: true, next: { step: 'hours_limit' } });
  await api.transitions.passShiftMoment(shift.id, 'hours_limit', SYSTEM);
  expect((await as(driver).get('')).body.availability).toBe('offline');

  const { endedAt } = await api.database.prisma.shift.findUniqueOrThrow({ where: { id: shift.id } });
  const tooEarly = await comeOn();
  expect([tooEarly.status, tooEarly.body.code]).toEqual([409, 'rest_needed']);
  expect(Date.parse(tooEarly.body.until)).toBe(endedAt!.getTime() + 28_800_000);
  await api.database.prisma.shift.update({
    where: { id: shift.id },
    data: { endedAt: new Date(endedAt!.getTime() - 28_800_000) },
  });
  const { body } = await comeOn();
  expect(body.availability).toBe('available');
  expect(Date.parse(body.shift.must_end_at) - Date.parse(body.shift.started_at)).toBe(3_600_000);
});

it('200 drivers accept one order at once over HTTP: one has it, the others read that it is taken', async () => {
  const { prisma } = api.database;
  const crew = await addCrew(prisma, town.marketId, 200);
  const market = { id: town.marketId, merchantId: town.merchantId };
  const { orderId, offers } = await openWave(prisma, api.transitions, market, crew);
  const replies = await Promise.all(
    offers.map(async ({ id, driverId }) => {
      const { token } = await tokens.sign({ role: 'driver', sub: driverId }, 600);
      return as({ token }).post(`/offers/${id}/accept`);
    }),
  );
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
  const others = replies
    .filter(({ status }) => status !== 200)
    .map(({ status, body }) => [status, body.code, body.offer.outcome]);
  expect(new Set(others.map(String))).toEqual(new Set(['409,offer_closed,taken']));
  expect(await prisma.assignment.count({ where: { orderId, endedAt: null } })).toBe(1);
});

it('earnings, score and history say what a driver has done and how it counts', async () => {
  const { driver, stops } = await assigned(api, town);
  for (const { id } of stops) await as(driver).post(`/stops/${id}/complete`);
  const declined = await sendOffer(api, await placeOrder(api, town), driver.id);
  await as(driver).post(`/offers/${declined}/decline`, { reason: 'safety' });
  const { body: history } = await as(driver).get('/offers/history');
  expect(history.data.map(({ outcome, counted }: { outcome: string; counted: boolean }) => [outcome, counted])).toEqual(
    [
      ['declined', false],
      ['accepted', true],
    ],
  );
  const { body: earnings } = await as(driver).get('/earnings');
  const { total, parts } = earnings.today;
  expect(total).toEqual(history.data[1].pay);
  expect(parts.reduce((sum: number, { amount }: { amount: number }) => sum + amount, 0)).toBe(total.amount);
  expect((await as(driver).get('/score')).body).toMatchObject({
    acceptance: { rate: 1, accepted: 1, declined: 0, not_counted: { no_fault: 1 } },
    on_time: { rate: 1, delivered: 1 },
  });
});

it('an offer that the driver has looked at counts as shown', async () => {
  const driver = await addDriver(api, town);
  const offerId = await sendOffer(api, await placeOrder(api, town), driver.id);
  const shownAt = async () => (await api.database.prisma.offer.findUniqueOrThrow({ where: { id: offerId } })).shownAt;
  expect(await shownAt()).toBeNull();
  const { body } = await as(driver).get('/offers');
  expect(body.data[0]).toMatchObject({ id: offerId, strategy: 'exclusive' });
  expect(await shownAt()).not.toBeNull();
});

it('a browser can be woken once it has said where', async () => {
  const driver = await addDriver(api, town);
  expect((await as(driver).get('/push_subscription')).body.public_key).toBeNull();
  const endpoint = 'https://push.example.org/abc';
  const body = { endpoint, keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) } };
  expect((await as(driver).put('/push_subscription', body)).status).toBe(204);
  const offerId = await sendOffer(api, await placeOrder(api, town), driver.id);
  const pushed = await api.database.prisma.outbox.findFirstOrThrow({ where: { topic: 'push', key: driver.id } });
  expect(pushed.payload).toMatchObject({ kind: 'offer', offerId });
  expect((await api.call('DELETE', '/v1/driver/push_subscription', { as: driver.token })).status).toBe(204);
  expect(await api.database.prisma.pushSubscription.count({ where: { driverId: driver.id } })).toBe(0);
});
