import type { Part } from '../../cli/stack/part';
import { eventually } from '../support/eventually';
import type { TestMarket } from '../support/market';
import { createStreet, type Street } from './street';
import { isSuspended } from './suspended';
import { expectDeliveredOnce, expectNobodyBlocked, expectSameEnd } from './truth';
import { openWorld, type World } from './world';

const PATIENCE_MS = 90_000;
let world: World;
let street: Street;
beforeEach(async () => {
  world = await openWorld();
  street = createStreet(world);
});
afterEach(() => world.close());

/** Comes back when the worker's fault has killed it. */
async function lifeUntilCrash(worker: Part): Promise<void> {
  const crash = new Promise<void>((resolve) => worker.onUnexpectedExit(resolve));
  await worker.start().catch(() => {});
  await crash;
}

const offersOf = (market: TestMarket) =>
  world.database.prisma.offer.findMany({ where: { marketId: market.id }, orderBy: { reservedAt: 'asc' } });

test('a matcher that dies between reserving and signalling blocks nobody: the reservation lapses', async () => {
  const { prisma } = world.database;
  const market = await world.fastMarket({ reservationS: 3 });
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
}, 200_000);

test('a round that was suspended before it applied, beside its own retry, applies nothing when it goes on', async () => {
  const { prisma } = world.database;
  const market = await world.fastMarket();
  await Promise.all([street.driver(market), street.driver(market)]);
  const orderId = await street.place(market);

  const suspended = await world.worker('roundSolved:1:stop');
  const starting = suspended.start();
  await eventually(() => expect(isSuspended(suspended.pid)).toBe(true), PATIENCE_MS);
  expect(await offersOf(market)).toEqual([]);

  await (await world.worker()).start();
  const applied = await eventually(async () => {
    const rounds = await prisma.round.findMany({ where: { marketId: market.id } });
    expect(rounds).toHaveLength(1);
    return rounds[0]!;
  }, PATIENCE_MS);
  const reserved = await offersOf(market);
  suspended.signal('SIGCONT');
  await starting;

  const other = await street.place(market); // A later round proves that the market goes on.
  await Promise.all([orderId, other].map((id) => street.answerOffers(id, ['accept'])));
  expect(await prisma.round.findFirst({ where: { marketId: market.id, roundNo: applied.roundNo } })).toEqual(applied);
  const ofRound = (await offersOf(market)).filter(({ roundNo }) => roundNo === applied.roundNo);
  expect(ofRound.map(({ id }) => id)).toEqual(reserved.map(({ id }) => id));
  for (const id of [orderId, other]) {
    await street.drive(id);
    await expectSameEnd(world.temporal.client, id, 'delivered');
    await expectDeliveredOnce(prisma, id);
  }
  await expectNobodyBlocked(prisma, market.id);
}, 200_000);

/** The market's policy, with time enough to send a reservation. */
async function generous(market: TestMarket): Promise<object> {
  const policy = await world.database.prisma.policy.findFirstOrThrow({ where: { marketId: market.id } });
  const body = policy.body as { offer: object };
  return { ...body, offer: { ...body.offer, reservationS: 600 } };
}
