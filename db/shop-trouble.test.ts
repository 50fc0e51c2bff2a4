import { plan, Step } from '../domain/dispatch/plan';
import { EARNEST } from '../domain/clock';
import { DEFAULT_POLICY } from '../domain/policy/policy';
import type { StopReport } from './transitions';
import { must, SYSTEM, useTrouble } from './trouble.test-support';

const HOLD_MS = 600_000;
const CLOSED = { why: 'closed', holdMs: HOLD_MS, readyInMs: HOLD_MS } as const;
const NOT_READY = { why: 'not_ready', waitMs: 120_000, readyInMs: HOLD_MS } as const;

const town = useTrouble();
let driverId: string;
let orderId: string;
beforeEach(async () => {
  driverId = await town.driver();
  orderId = await town.place();
  await town.assign(orderId, driverId);
  must(await town.report(orderId, driverId, 'pickup', 'arrive'));
});

const fail = async (report: Partial<StopReport>) =>
  town.transitions.reportStop(
    await town.stop(orderId, driverId, 'pickup'),
    driverId,
    'fail',
    { occurredAt: null, reason: 'the shutter is down', ...report },
    { type: 'driver', id: driverId },
  );

/** He came there so long ago. */
const arrived = (ms: number) =>
  town.prisma.order.update({ where: { id: orderId }, data: { arrivedAtPickupAt: new Date(Date.now() - ms) } });

test('a closed shop is left alone for a while: nobody is asked, then the order goes on by itself', async () => {
  const { order } = must(await fail(CLOSED));
  expect(order).toMatchObject({ status: 'unassigned', driverId: null, moves: 1 });
  const heldMs = Date.parse(order!.heldUntil!) - Date.now();
  expect(heldMs).toBeGreaterThan(HOLD_MS - 60_000);
  expect(plan(order!, DEFAULT_POLICY, EARNEST, Date.now())).toMatchObject({ step: Step.endHold, at: order!.heldUntil });
  expect((await town.moves.endHold(orderId, null, SYSTEM)).code).toBe('too_early');
  const pool = await town.prisma.$queryRaw<{ pool: { orders: object[] } }[]>`
    SELECT read_pool(${town.market.id}) AS pool`;
  expect(pool[0]!.pool.orders).toEqual([]);
  await town.prisma.order.update({ where: { id: orderId }, data: { heldUntil: new Date(Date.now() - 1) } });
  expect(must(await town.moves.endHold(orderId, null, SYSTEM)).order).toMatchObject({ heldUntil: null });
});

test('who stood before it is not blamed, and may be asked again; the reason is kept with his words', async () => {
  must(await fail(CLOSED));
  expect(await town.order(orderId)).toMatchObject({ excludedDriverIds: [], holdReason: 'closed' });
  expect(await town.reassignments(orderId)).toMatchObject([
    { driverId, stage: 'pickup', reason: 'closed', automatic: true, evidence: { said: 'the shutter is down' } },
  ]);
});

test('from a slow kitchen a driver moves on only after he has waited, and it gets more time', async () => {
  await arrived(60_000);
  expect((await fail(NOT_READY)).code).toBe('too_early');
  expect(await town.order(orderId)).toMatchObject({ status: 'arrived_at_pickup', driverId });
  await arrived(130_000);
  const { order } = must(await fail(NOT_READY));
  expect(order).toMatchObject({ status: 'unassigned', heldUntil: null });
  expect(Date.parse(order!.readyAt) - Date.now()).toBeGreaterThan(HOLD_MS - 60_000);
  expect(await town.order(orderId)).toMatchObject({ excludedDriverIds: [] });
});

test('said twice it is said once', async () => {
  const stopId = await town.stop(orderId, driverId, 'pickup');
  must(await fail(CLOSED));
  const { version } = await town.order(orderId);
  const again = { occurredAt: null, reason: 'the shutter is down', ...CLOSED };
  const answer = await town.transitions.reportStop(stopId, driverId, 'fail', again, { type: 'driver', id: driverId });
  expect(answer).toMatchObject({ done: true, repeated: true });
  expect(await town.order(orderId)).toMatchObject({ version });
});

test('an order is moved a bounded number of times; then people are asked for that reason, and nobody is taken off', async () => {
  must(await fail({}));
  const { movesMax } = DEFAULT_POLICY.reassign;
  for (let moves = 2; moves <= movesMax; moves += 1) {
    await town.assign(orderId, await town.driver());
    const { version } = await town.order(orderId);
    expect(await town.sweeps.reassign({ orderId, version, evidence: {} }, 'stalled', movesMax, SYSTEM)).toBe(true);
  }
  const standing = must(
    await town.transitions.requeueOrder(orderId, 'look', SYSTEM, (await town.order(orderId)).version),
  );
  expect(standing.order).toMatchObject({ moves: movesMax });
  expect(plan(standing.order!, DEFAULT_POLICY, EARNEST, Date.now())).toMatchObject({
    step: Step.raiseEscalation,
    reason: 'moves_exhausted',
  });
  const last = await town.driver();
  await town.assign(orderId, last);
  const { version } = await town.order(orderId);
  expect(await town.sweeps.reassign({ orderId, version, evidence: {} }, 'stalled', movesMax, SYSTEM)).toBe(false);
  expect(await town.order(orderId)).toMatchObject({ status: 'assigned', driverId: last });
});
