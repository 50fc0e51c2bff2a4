import { eventually } from '../support/eventually';
import type { TestMarket } from '../support/market';
import { lifeUntilCrash } from './crashes';
import { createStreet, type Street } from './street';
import { expectDeliveredOnce, expectNobodyBlocked, expectSameEnd } from './truth';
import { openWorld, type World } from './world';

let world: World;
let street: Street;
beforeEach(async () => {
  world = await openWorld();
  street = createStreet(world);
});
afterEach(() => world.close());

const offersOf = (market: TestMarket) =>
  world.database.prisma.offer.findMany({ where: { marketId: market.id }, orderBy: { reservedAt: 'asc' } });

test('a matcher that dies between reserving and signalling blocks nobody: the reservation lapses', async () => {
  const { prisma } = world.database;
  const market = await world.fastMarket({ offer: { reservationS: 3 } });
  const driverId = await street.driver(market);
  const orderId = await street.place(market);

  await lifeUntilCrash(await world.worker('roundApplied:1:kill'));
  const [reserved] = await offersOf(market);
  expect(reserved).toMatchObject({ status: 'reserved', driverId });
  await eventually(() => expect(Date.now()).toBeGreaterThan(reserved!.reservedUntil.getTime()));
  await prisma.policy.updateMany({ data: { body: await generous(market) } });

  await (await world.worker()).start();
  await street.answerOffers(orderId, ['accept']);
  await street.drive(orderId);
  await expectSameEnd(world.temporal.client, orderId, 'delivered');
  expect(await offersOf(market)).toMatchObject([
    { id: reserved!.id, status: 'withdrawn', reason: 'lapsed', openedAt: null },
    { driverId, status: 'accepted' },
  ]);
  await expectDeliveredOnce(prisma, orderId);
  await expectNobodyBlocked(prisma, market.id);
}, 600_000);

/** The market's policy, with time enough to send a reservation. */
async function generous(market: TestMarket): Promise<object> {
  const policy = await world.database.prisma.policy.findFirstOrThrow({ where: { marketId: market.id } });
  const body = policy.body as { offer: object };
  return { ...body, offer: { ...body.offer, reservationS: 600 } };
}
