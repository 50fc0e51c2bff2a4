import { orderDispatchViewQuery } from '../../contracts/order-dispatch';
import { eventually } from '../support/eventually';
import { createStreet, type Street } from './street';
import { dispatchOf, expectDeliveredOnce, expectSameEnd } from './truth';
import { openWorld, type World } from './world';

const PATIENCE_MS = 90_000;
let world: World;
let street: Street;
beforeAll(async () => {
  world = await openWorld();
  street = createStreet(world);
});
afterAll(() => world.close());

/** The order's workflow runs and knows it as it stands. */
async function untilKnown(orderId: string, runBefore?: string): Promise<string> {
  return eventually(async () => {
    const handle = dispatchOf(world.temporal.client, orderId);
    const { runId, status } = await handle.describe();
    expect(status.name).toBe('RUNNING');
    expect(runId).not.toBe(runBefore);
    const { order, next } = await handle.query(orderDispatchViewQuery);
    expect(order?.version).toBe((await street.order(orderId)).version);
    expect(next).not.toBeNull();
    return runId;
  }, PATIENCE_MS);
}

test('an order that Temporal never heard of is found by the sweep and dispatched', async () => {
  const { prisma } = world.database;
  const market = await world.fastMarket();
  await street.driver(market);
  const orderId = await street.place(market);
  await prisma.outbox.deleteMany();
  await prisma.matchingWake.updateMany({ where: { marketId: market.id }, data: { awake: false } });
  await prisma.order.update({ where: { id: orderId }, data: { updatedAt: new Date(Date.now() - 120_000) } });

  await (await world.worker()).start();
  await street.answerOffers(orderId, ['accept']);
  await street.drive(orderId);
  await expectSameEnd(world.temporal.client, orderId, 'delivered');
  await expectDeliveredOnce(prisma, orderId);
}, 600_000);

test('workflows closed by hand resume from the stored order; goods already picked up are not dispatched afresh', async () => {
  const { prisma } = world.database;
  const market = await world.fastMarket();
  await Promise.all([1, 2, 3].map(() => street.driver(market)));
  const [waiting, assigned, carried] = [
    await street.place(market),
    await street.place(market),
    await street.place(market),
  ];
  await street.answerOffers(assigned, ['accept']);
  await street.answerOffers(carried, ['accept']);
  await street.drive(carried, 'picked_up');
  const orders = [waiting, assigned, carried];
  const runs = await Promise.all(orders.map((orderId) => untilKnown(orderId)));
  const { driverId } = await street.order(carried);

  await Promise.all(
    orders.map((orderId) => dispatchOf(world.temporal.client, orderId).terminate('a slip of the mouse')),
  );
  await Promise.all(orders.map((orderId, index) => untilKnown(orderId, runs[index])));
  expect(await street.order(carried)).toMatchObject({ status: 'picked_up', driverId, offersMade: 1 });

  await street.answerOffers(waiting, ['accept']);
  for (const orderId of orders) {
    await street.drive(orderId);
    await expectSameEnd(world.temporal.client, orderId, 'delivered');
  }
  await expectDeliveredOnce(prisma, carried);
  expect(await prisma.assignment.count({ where: { orderId: carried } })).toBe(1);
}, 600_000);
