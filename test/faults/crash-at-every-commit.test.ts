import { crashAfterEach, startPatiently } from './crashes';
import { createStreet, type Street } from './street';
import { expectDeliveredOnce, expectNobodyBlocked, expectSameEnd } from './truth';
import { openWorld, type World } from './world';

/** Every commit of a whole order, as they come: each life of the worker ends after one of them. */
const COMMITS = [
  'enterPool',
  'roundApplied openOffer', // declined
  'roundApplied openOffer expireOffer',
  'roundApplied openOffer', // accepted and released
  'roundApplied openOffer', // accepted and delivered
].flatMap((line) => line.split(' '));

let world: World;
let street: Street;
beforeEach(async () => {
  world = await openWorld();
  street = createStreet(world);
});
afterEach(() => world.close());

test('a worker that is killed after each commit of a whole order loses nothing and doubles nothing', async () => {
  const { prisma } = world.database;
  const market = await world.fastMarket();
  // One for each answer, and some for offers that end before a slow machine has answered them.
  await Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => street.driver(market)));
  const orderId = await street.place(market, { pool_at: new Date(Date.now() + 3000) });
  await startPatiently(world, orderId);

  const crashes = crashAfterEach(world, COMMITS);
  await street.answerOffers(orderId, ['decline', 'silence', 'accept, then release', 'accept']);
  expect(await crashes).toEqual(COMMITS);
  await street.drive(orderId);
  await expectSameEnd(world.temporal.client, orderId, 'delivered');

  const types = await expectDeliveredOnce(prisma, orderId);
  expect(types.filter((type) => type === 'order.pooled')).toHaveLength(1);
  expect(types.filter((type) => type === 'order.released')).toHaveLength(1);
  await expectNobodyBlocked(prisma, market.id);
}, 1_200_000);
