import { eventually } from '../support/eventually';
import type { TestMarket } from '../support/market';
import { createStreet, type Street } from './street';
import { isSuspended } from './suspended';
import { expectDeliveredOnce, expectNobodyBlocked, expectSameEnd } from './truth';
import { openWorld, type World } from './world';

// A suspended worker goes on holding its polls: what the server hands to one of them is lost until its timeout. So this
// takes a minute or two, and activities/matching.test.ts proves the same without processes in a moment.
const PATIENCE_MS = 150_000;
let world: World;
let street: Street;
beforeAll(async () => {
  world = await openWorld();
  street = createStreet(world);
});
afterAll(() => world.close());

const offersOf = (market: TestMarket) =>
  world.database.prisma.offer.findMany({ where: { marketId: market.id }, orderBy: { reservedAt: 'asc' } });

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
}, 400_000);
