import { eventually } from '../test/support/eventually';
import { must, OPS, SYSTEM, useTrouble } from './trouble.test-support';

const town = useTrouble();

const ESCALATE = { kind: 'escalate' } as const;
const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

test('a rung acts once: pay, reach, strategy and people in one event', async () => {
  const orderId = await town.place();
  const actions = [{ kind: 'raise_pay', minor: 150 } as const, { kind: 'widen' } as const, ESCALATE];
  must(await town.climb(orderId, { actions }));
  const order = await town.order(orderId);
  expect(order).toMatchObject({ ladderRung: 1, escalationRung: 1, payRaiseMinor: 150, reachUnlimited: true });
  const climb = { version: order.version, rung: 1, reason: 'unassigned_too_long', deadlineMs: 1, actions };
  const again = { ...climb, orderBudgetMinor: 400, dayBudgetMinor: 1000 };
  expect((await town.transitions.climbLadder(orderId, again, SYSTEM)).code).toBe('order_changed');
  expect(await town.eventTypes(orderId)).toEqual(['order.placed', 'escalation.raised']);
});

test('a budget is never exceeded, however many orders climb at once', async () => {
  const orders = await Promise.all(Array.from({ length: 12 }, () => town.place()));
  const raise = { actions: [{ kind: 'raise_pay', minor: 100 } as const], orderBudgetMinor: 400, dayBudgetMinor: 450 };
  await Promise.all(orders.map((id) => town.climb(id, raise)));
  const raised = await Promise.all(orders.map(async (id) => (await town.order(id)).ladderRaiseMinor));
  expect(raised.reduce((total, minor) => total + minor, 0)).toBe(450);
  expect(Math.max(...raised)).toBe(100);
});

test("an order's own budget bounds what all rungs together add", async () => {
  const orderId = await town.place();
  for (const rung of [1, 2, 3]) {
    must(await town.climb(orderId, { rung, actions: [{ kind: 'raise_pay', minor: 250 }], orderBudgetMinor: 400 }));
  }
  expect(await town.order(orderId)).toMatchObject({ ladderRaiseMinor: 400, payRaiseMinor: 400 });
});

test('one cause has one open escalation, a higher rung replaces it, and it closes when a driver is found', async () => {
  const orderId = await town.place();
  must(await town.climb(orderId, { actions: [ESCALATE] }));
  must(await town.climb(orderId, { rung: 2, actions: [ESCALATE, { kind: 'page' }] }));
  expect(await town.prisma.outbox.count({ where: { topic: 'page', key: orderId } })).toBe(1);
  const open = await town.prisma.escalation.findMany({ where: { orderId, resolvedAt: null } });
  expect(open).toMatchObject([{ rung: 2, evidence: { offers_made: 0 } }]);
  await town.assign(orderId, await town.driver());
  expect(await town.prisma.escalation.count({ where: { orderId, resolvedAt: null } })).toBe(0);
  expect(await town.order(orderId)).toMatchObject({ escalationRung: 0, ladderRung: 0 });
});

test('a snoozed escalation comes back by itself, and the next rung waits for it', async () => {
  const orderId = await town.place();
  must(await town.climb(orderId, { actions: [ESCALATE], deadlineMs: 60_000 }));
  const [{ id } = { id: '' }] = await town.escalations.ofOrder(orderId);
  const until = later(150);
  const { order } = await town.escalations.answer(id, { answer: 'snooze', until, reason: 'the shop is on it' }, OPS);
  expect(await town.escalations.find(id)).toMatchObject({ status: 'snoozed', snoozeReason: 'the shop is on it' });
  expect(Date.parse(order?.escalationDeadlineAt ?? '')).toBeGreaterThan(Date.parse(until) + 50_000);
  await eventually(async () => {
    const { version } = await town.order(orderId);
    expect((await town.transitions.endSnooze(orderId, version, SYSTEM)).done).toBe(true);
  });
  expect(await town.escalations.find(id)).toMatchObject({ status: 'open', owner: 'olga' });
});

test('what somebody writes beside an escalation stays, and changes nothing else', async () => {
  const orderId = await town.place();
  must(await town.climb(orderId, { actions: [ESCALATE] }));
  const [{ id } = { id: '' }] = await town.escalations.ofOrder(orderId);
  const { version } = await town.order(orderId);
  await town.escalations.answer(id, { answer: 'note', text: 'called the kitchen' }, OPS);
  expect((await town.escalations.find(id))?.notes).toMatchObject([{ author: 'olga', text: 'called the kitchen' }]);
  expect((await town.order(orderId)).version).toBe(version);
});

test('a partner fleet is asked through the outbox, and an order ends with a refund when the last rung says so', async () => {
  const [orderId, driverId] = [await town.place(), await town.driver()];
  must(await town.climb(orderId, { actions: [{ kind: 'partner', driverId }] }));
  expect(await town.prisma.outbox.findFirst({ where: { topic: 'partner' } })).toMatchObject({
    payload: { orderId, driverId },
  });
  must(await town.climb(orderId, { rung: 2, actions: [{ kind: 'refund_and_cancel' }] }));
  expect(await town.order(orderId)).toMatchObject({ status: 'cancelled', endReason: 'no driver found' });
});

test('a held order asks nobody until its time, and goes on then', async () => {
  const orderId = await town.place();
  must(await town.moves.holdOrder(orderId, later(60_000), 'the shop opens late', OPS));
  const pool = async () =>
    (await town.prisma.$queryRaw<{ pool: { orders: object[] } }[]>`SELECT read_pool(${town.market.id}) AS pool`)[0]!
      .pool.orders;
  expect(await pool()).toEqual([]);
  expect((await town.moves.endHold(orderId, null, SYSTEM)).code).toBe('too_early');
  must(await town.moves.endHold(orderId, 'it is open', OPS));
  expect(await pool()).toHaveLength(1);
});

test('exclusions are forgiven after their time, and sooner when nobody else is left', async () => {
  const [driverId, orderId] = [await town.driver(), await town.place()];
  await town.assign(orderId, driverId);
  must(await town.transitions.releaseOrder(orderId, driverId, 'flat tyre', { type: 'driver', id: driverId }));
  const forgive = (afterMs: number, lastMs: number) =>
    town.sweeps.forgiveExclusions(town.market.id, { afterMs, lastMs }, SYSTEM);
  expect(await forgive(600_000, 600_000)).toBe(0);
  expect(await forgive(600_000, 0)).toBe(1);
  expect((await town.order(orderId)).excludedDriverIds).toEqual([]);
  await town.assign(orderId, driverId);
  must(await town.transitions.releaseOrder(orderId, driverId, 'flat again', { type: 'driver', id: driverId }));
  await town.driver();
  expect(await forgive(600_000, 0)).toBe(0);
  expect(await forgive(0, 600_000)).toBe(1);
});

describe('a driver who comes no nearer', () => {
  const STALL_MS = 60_000;
  const look = async () => {
    await town.sweeps.noteProgress(town.market.id, 100);
    return town.sweeps.stalledOrders(town.market.id, STALL_MS, 100);
  };
  /** Assigned two minutes ago to somebody far away, who was there then. */
  const assignedFarAway = async () => {
    const [driverId, orderId] = [await town.driver(), await town.place()];
    const then = new Date(Date.now() - 120_000);
    await town.prisma.driverPosition.update({ where: { driverId }, data: { lat: 38.8, recordedAt: then } });
    await town.assign(orderId, driverId);
    await town.prisma.order.update({ where: { id: orderId }, data: { assignedAt: then } });
    expect(await look()).toEqual([]);
    return { driverId, orderId };
  };
  const isAt = (driverId: string, lat: number, recordedAt: Date) =>
    town.prisma.driverPosition.update({ where: { driverId }, data: { lat, recordedAt, receivedAt: new Date() } });

  test('loses the order once it is due, by the evidence of his own points', async () => {
    const { driverId, orderId } = await assignedFarAway();
    await isAt(driverId, 38.8, new Date());
    const [seen] = await look();
    expect(seen).toMatchObject({
      orderId,
      evidence: { metres_left: expect.any(Number), stalled_s: expect.any(Number) },
    });
    expect(await town.sweeps.reassign(seen!, 'stalled', 5, SYSTEM)).toBe(true);
    expect(await town.sweeps.reassign(seen!, 'stalled', 5, SYSTEM)).toBe(false);
    expect(await town.reassignments(orderId)).toMatchObject([{ reason: 'stalled', automatic: true, outcome: null }]);
  });

  test('keeps it while no newer point of his is known: silence has a time of its own', async () => {
    const { driverId } = await assignedFarAway();
    await isAt(driverId, 38.8, new Date(Date.now() - 100_000)); // Received only now.
    expect(await look()).toEqual([]);
  });

  test('keeps it when points that came late show that he has been moving', async () => {
    const { driverId } = await assignedFarAway();
    await isAt(driverId, 38.79, new Date(Date.now() - 30_000));
    expect(await look()).toEqual([]);
    await isAt(driverId, 38.79, new Date());
    expect(await look()).toEqual([]);
  });
});

test('an order that has lost as many drivers as it may keeps the one it has', async () => {
  const [driverId, orderId] = [await town.driver(), await town.place()];
  await town.assign(orderId, driverId);
  const { version } = await town.prisma.order.update({ where: { id: orderId }, data: { moves: 2 } });
  const seen = { orderId, version, evidence: {} };
  expect(await town.sweeps.reassign(seen, 'projected_late', 2, SYSTEM)).toBe(false);
  expect(await town.order(orderId)).toMatchObject({ status: 'assigned', driverId });
});

test('an order that will be late is moved when a free driver would be in time, and only once', async () => {
  const [slow, free, orderId] = [await town.driver(), await town.driver(), await town.place()];
  await town.assign(orderId, slow);
  const { assignedAt } = await town.order(orderId);
  const told = new Date(Date.now() + 3 * 3_600_000);
  const times = { low: told, median: told, high: told, rawLow: told, rawMedian: told, rawHigh: told };
  await town.prisma.etaGiven.create({
    data: {
      orderId,
      marketId: town.market.id,
      stage: 'assigned',
      givenAt: new Date(assignedAt!.getTime() + 1),
      ...times,
      lateRisk: 0.97,
      holds: 'no',
      modelVersion: 0,
      kitchenLoad: 0,
      marketLoad: 0,
    },
  });
  const limits = { riskMin: 0.8, gainMs: 60_000, settleMs: 0, movesMax: 1 };
  const [seen] = await town.sweeps.lateOrders(town.market.id, limits);
  expect(seen).toMatchObject({ orderId, evidence: { late_risk: 0.97 } });
  await town.sweeps.reassign(seen!, 'projected_late', 5, SYSTEM);
  await town.assign(orderId, free);
  expect(await town.sweeps.lateOrders(town.market.id, limits)).toEqual([]);
});
