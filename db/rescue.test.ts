import { must, OPS, SYSTEM, troubleBench, type Trouble } from './trouble.test-support';

let bench: Awaited<ReturnType<typeof troubleBench>>;
let town: Trouble;
beforeAll(async () => {
  bench = await troubleBench();
});
beforeEach(async () => {
  town = await bench.market();
});
afterAll(() => bench.close());

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
