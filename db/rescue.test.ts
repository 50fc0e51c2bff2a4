import { must, OPS, SYSTEM, useTrouble } from './trouble.test-support';

const town = useTrouble();

const lose = (orderId: string, driverId: string) =>
  town.transitions.reportTrouble(orderId, driverId, 'vehicle', 'the chain broke', { type: 'driver', id: driverId });

test('goods of a lost driver are collected where he was seen last, and go on to the door', async () => {
  const [lost, rescuer] = [await town.driver(), await town.driver()];
  const orderId = await town.carried(lost);
  await town.prisma.driverPosition.update({ where: { driverId: lost }, data: { lat: 38.75, lng: -9.2 } });
  must(await lose(orderId, lost));
  expect(await town.order(orderId)).toMatchObject({
    status: 'stranded',
    driverId: null,
    goodsLat: 38.75,
    goodsLng: -9.2,
  });
  await town.assign(orderId, rescuer);
  const pickup = await town.prisma.stop.findUniqueOrThrow({
    where: { id: await town.stop(orderId, rescuer, 'pickup') },
  });
  expect(pickup).toMatchObject({ lat: 38.75, lng: -9.2 });
  expect((await town.report(orderId, rescuer, 'dropoff', 'complete')).code).toBe('not_picked_up');
  must(await town.report(orderId, rescuer, 'pickup', 'complete'));
  must(await town.report(orderId, rescuer, 'dropoff', 'complete'));
  expect(await town.order(orderId)).toMatchObject({ status: 'delivered', driverId: rescuer, goodsLat: null });
  expect(await town.reassignments(orderId)).toMatchObject([
    {
      driverId: lost,
      stage: 'rescue',
      reason: 'vehicle',
      automatic: true,
      outcome: 'rescued',
      toDriverId: rescuer,
      byHand: false,
    },
  ]);
});

test('a driver who was in a dead zone and has delivered has delivered: the rescue is withdrawn, its driver paid', async () => {
  const [lost, rescuer] = [await town.driver(), await town.driver()];
  const orderId = await town.carried(lost);
  must(await lose(orderId, lost));
  await town.assign(orderId, rescuer);
  const then = new Date(Date.now() - 60_000);
  must(await town.report(orderId, lost, 'dropoff', 'complete', then));
  expect(await town.order(orderId)).toMatchObject({ status: 'delivered', driverId: lost });
  const [paid] = await town.prisma.assignment.findMany({ where: { orderId, driverId: rescuer } });
  expect(paid).toMatchObject({ endReason: 'rescue_withdrawn' });
  expect(paid!.offerId).not.toBeNull();
  expect(
    await town.prisma.stop.count({ where: { orderId, assignment: { driverId: rescuer }, status: 'planned' } }),
  ).toBe(0);
  expect((await town.reassignments(orderId)).map(({ outcome }) => outcome)).toEqual(['recovered']);
});

test('once the goods are in the hands of the rescuer the first driver cannot deliver them any more', async () => {
  const [lost, rescuer] = [await town.driver(), await town.driver()];
  const orderId = await town.carried(lost);
  must(await lose(orderId, lost));
  await town.assign(orderId, rescuer);
  must(await town.report(orderId, rescuer, 'pickup', 'complete'));
  expect((await town.report(orderId, lost, 'dropoff', 'complete')).code).toBe('stop_closed');
});

test('an order whose goods are to come back goes back to the merchant with whoever collects them', async () => {
  const [lost, rescuer] = [await town.driver(), await town.driver()];
  const orderId = await town.carried(lost, { on_failure: 'return' });
  must(await lose(orderId, lost));
  await town.assign(orderId, rescuer);
  must(await town.report(orderId, rescuer, 'pickup', 'complete'));
  expect(await town.order(orderId)).toMatchObject({ status: 'returning' });
  must(await town.report(orderId, rescuer, 'return', 'complete'));
  expect(await town.order(orderId)).toMatchObject({ status: 'returned' });
});

test('goods that nobody wants back end with their driver', async () => {
  const lost = await town.driver();
  const orderId = await town.carried(lost, { on_failure: 'dispose' });
  must(await lose(orderId, lost));
  expect(await town.order(orderId)).toMatchObject({ status: 'undeliverable' });
  expect((await town.reassignments(orderId)).map(({ outcome }) => outcome)).toEqual(['undeliverable']);
});

test('a rescuer who gives up is followed by another, and the failure is counted', async () => {
  const [lost, first, second] = [await town.driver(), await town.driver(), await town.driver()];
  const orderId = await town.carried(lost);
  must(await lose(orderId, lost));
  await town.assign(orderId, first);
  must(await town.transitions.releaseOrder(orderId, first, 'too far', { type: 'driver', id: first }));
  expect(await town.order(orderId)).toMatchObject({ status: 'stranded', rescuesFailed: 1, moves: 0 });
  await town.assign(orderId, second);
  must(await town.report(orderId, second, 'pickup', 'complete'));
  expect((await town.reassignments(orderId)).map(({ outcome }) => outcome)).toEqual(['moved_on', 'rescued']);
});

test('a lost driver who is heard of again before anybody else has come carries on', async () => {
  const lost = await town.driver();
  const orderId = await town.carried(lost);
  const silence = { nudgeMs: 0, pauseMs: 0, handOverMs: 0, rescueMs: 0 };
  await town.prisma
    .$queryRaw`SELECT heed_silence(${lost}::uuid, ${JSON.stringify(silence)}::jsonb, '{"type": "system"}'::jsonb)::text`;
  expect(await town.order(orderId)).toMatchObject({ status: 'stranded' });
  expect(await town.sweeps.recoverFound(town.market.id, SYSTEM)).toBe(0);
  await town.prisma.driverPosition.update({ where: { driverId: lost }, data: { receivedAt: new Date() } });
  expect(await town.sweeps.recoverFound(town.market.id, SYSTEM)).toBe(1);
  must(await town.report(orderId, lost, 'dropoff', 'complete'));
  expect(await town.order(orderId)).toMatchObject({ status: 'delivered', driverId: lost });
});

test('goods are never offered from the restaurant again: a stranded order cannot be cancelled, held or released', async () => {
  const lost = await town.driver();
  const orderId = await town.carried(lost);
  must(await lose(orderId, lost));
  const later = new Date(Date.now() + 60_000).toISOString();
  expect((await town.transitions.cancelOrder(orderId, 'test', OPS)).code).toBe('illegal_transition');
  expect((await town.moves.holdOrder(orderId, later, 'test', OPS)).code).toBe('illegal_transition');
  const { orders } = (
    await town.prisma.$queryRaw<{ pool: { orders: object[] } }[]>`
    SELECT read_pool(${town.market.id}) AS pool`
  )[0]!.pool;
  expect(orders).toMatchObject([{ id: orderId, pickupPlaceId: `goods/${orderId}` }]);
});

test('trouble reported twice is trouble once, and before the pickup another driver is asked', async () => {
  const driverId = await town.driver();
  const orderId = await town.place();
  await town.assign(orderId, driverId);
  expect(must(await lose(orderId, driverId)).order).toMatchObject({ status: 'unassigned', moves: 1 });
  expect(await lose(orderId, driverId)).toMatchObject({ done: true, repeated: true });
  expect(await town.reassignments(orderId)).toMatchObject([{ stage: 'pickup', reason: 'vehicle' }]);
});

describe('people decide what becomes of the goods', () => {
  test('who has them brings them back; said twice it is said once', async () => {
    const driverId = await town.driver();
    const orderId = await town.carried(driverId);
    must(await town.moves.bringBack(orderId, 'the customer moved', OPS));
    expect(await town.moves.bringBack(orderId, 'the customer moved', OPS)).toMatchObject({ repeated: true });
    expect(await town.order(orderId)).toMatchObject({ status: 'returning', driverId });
    must(await town.report(orderId, driverId, 'return', 'complete'));
    expect(await town.order(orderId)).toMatchObject({ status: 'returned' });
  });

  test('a rescuer who is on his way brings them back instead of on', async () => {
    const [lost, rescuer] = [await town.driver(), await town.driver()];
    const orderId = await town.carried(lost);
    must(await lose(orderId, lost));
    await town.assign(orderId, rescuer);
    must(await town.moves.bringBack(orderId, 'too late for it', OPS));
    must(await town.report(orderId, rescuer, 'pickup', 'complete'));
    expect(await town.order(orderId)).toMatchObject({ status: 'returning', driverId: rescuer });
    must(await town.report(orderId, rescuer, 'return', 'complete'));
    expect(await town.order(orderId)).toMatchObject({ status: 'returned' });
  });

  test('goods that are given up end the order, withdraw whoever was on his way, and are nobody’s before the pickup', async () => {
    const [lost, rescuer] = [await town.driver(), await town.driver()];
    const [orderId, waiting] = [await town.carried(lost), await town.place()];
    must(await lose(orderId, lost));
    await town.assign(orderId, rescuer);
    must(await town.moves.dispose(orderId, 'it is spoiled', OPS));
    expect(await town.order(orderId)).toMatchObject({ status: 'undeliverable', endReason: 'it is spoiled' });
    expect(await town.prisma.assignment.count({ where: { orderId, endedAt: null } })).toBe(0);
    expect(await town.moves.dispose(orderId, 'it is spoiled', OPS)).toMatchObject({ repeated: true });
    expect((await town.moves.dispose(waiting, 'no', OPS)).code).toBe('illegal_transition');
  });
});

test('a hand-over on the street says from whom, to whom and by what it is shown', async () => {
  const [lost, rescuer] = [await town.driver(), await town.driver()];
  const orderId = await town.carried(lost);
  must(await lose(orderId, lost));
  await town.assign(orderId, rescuer);
  const stopId = await town.stop(orderId, rescuer, 'pickup');
  const proof = { signed_by: 'Rita Lopes', note: 'at the petrol station' };
  const report = { occurredAt: null, proof };
  must(await town.transitions.reportStop(stopId, rescuer, 'complete', report, { type: 'driver', id: rescuer }));
  expect(await town.prisma.stop.findUniqueOrThrow({ where: { id: stopId } })).toMatchObject({ proof });
  const event = await town.prisma.event.findFirstOrThrow({ where: { orderId, type: 'order.rescued' } });
  expect(event).toMatchObject({ driverId: rescuer, data: { stop_id: stopId, from_driver_id: lost } });
  const whole = JSON.stringify(event.data);
  expect([whole.includes('Rita'), whole.includes('petrol')]).toEqual([false, false]);
});

test('a driver who gives goods back to a shop that does not take them ends the order; his words stay out of Temporal', async () => {
  const driverId = await town.driver();
  const orderId = await town.carried(driverId);
  must(await town.moves.bringBack(orderId, 'the customer moved', OPS));
  const stopId = await town.stop(orderId, driverId, 'return');
  const report = { occurredAt: null, reason: 'Senhor Xavier shouted at me' };
  const actor = { type: 'driver', id: driverId } as const;
  const { order } = must(await town.transitions.reportStop(stopId, driverId, 'fail', report, actor));
  expect(order).toMatchObject({ status: 'undeliverable', endReason: 'goods not taken back' });
  const told = await town.prisma.outbox.findMany({ where: { topic: { in: ['order', 'event'] } } });
  expect(
    JSON.stringify(told, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('Xavier');
});
