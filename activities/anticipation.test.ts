import { createAnticipationStore } from '../db/anticipation-store';
import { createDatabase, type Database } from '../db/client';
import { createTransitions, type Transitions } from '../db/transitions';
import type { DemandProfile } from '../domain/matching/anticipation/demand-profile';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createDriver, createMarket, newOrder, type TestMarket } from '../test/support/market';
import { createAnticipationActivities } from './anticipation';

const SYSTEM = { type: 'system', id: 'test' } as const;
const TERMS = { payMinor: 500, payParts: { base: 500 }, distanceM: 1500, durationS: 600, stops: [] };
const DAY_MS = 86_400_000;

let database: TestDatabase;
let db: Database;
let transitions: Transitions;
let market: TestMarket;
let activities: ReturnType<typeof createAnticipationActivities>;
beforeAll(async () => {
  database = await freshDatabase();
  db = createDatabase({ url: database.url, poolSize: 4 });
  transitions = createTransitions(db.prisma);
  activities = createAnticipationActivities({ anticipation: createAnticipationStore(db.prisma) });
});
beforeEach(async () => {
  market = await createMarket(db.prisma);
});
afterAll(async () => {
  await db.close();
  await database.close();
});

const anticipate = () => activities.anticipate({ marketId: market.id });

async function profileOf(marketId: string): Promise<DemandProfile | null> {
  const row = await db.prisma.usualDay.findUnique({ where: { marketId } });
  return (row?.profile ?? null) as DemandProfile | null;
}

/** An order that was placed so long ago; the market is a little older. */
async function placedAt(moment: number): Promise<void> {
  const { order } = await transitions.placeOrder(newOrder(market), SYSTEM);
  await db.prisma.order.update({ where: { id: order!.id }, data: { placedAt: new Date(moment) } });
}

test('finished days become the usual day, each once; today waits until it is over', async () => {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  await db.prisma.market.update({ where: { id: market.id }, data: { createdAt: new Date(today - 2 * DAY_MS) } });
  await placedAt(today - 2 * DAY_MS + 12 * 3_600_000);
  await placedAt(today - DAY_MS + 12 * 3_600_000 + 60_000);
  await placedAt(today);
  expect(await anticipate()).toMatchObject({ days: 2 });
  const learned = await profileOf(market.id);
  expect(learned).toMatchObject({ version: 1, areas: [{ id: 'place' }] });
  const { orders } = learned!.areas[0]!;
  const noon = (12 * 3_600) / learned!.slotSeconds;
  expect(orders[noon]).toBeCloseTo(1);
  expect(orders.reduce((sum, n) => sum + n, 0)).toBeCloseTo(1);

  expect(await anticipate()).toMatchObject({ days: 0 });
  expect(await profileOf(market.id)).toEqual(learned);
});

test('a market that has not lived a whole day, and one that is not there, have no usual day', async () => {
  expect(await anticipate()).toEqual({ days: 0, drivers: 0 });
  expect(await profileOf(market.id)).toBeNull();
  expect(await activities.anticipate({ marketId: 'nowhere' })).toEqual({ days: 0, drivers: 0 });
});

test('of two lessons beside each other one stands', async () => {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  await db.prisma.market.update({ where: { id: market.id }, data: { createdAt: new Date(today - DAY_MS) } });
  await placedAt(today - DAY_MS + 3_600_000);
  await Promise.all([anticipate(), anticipate(), anticipate()]);
  expect((await profileOf(market.id))?.days).toBe(1);
});

test('who says no is expected to say no again, drawn towards what the market says', async () => {
  const answers = async (driverId: string, outcome: 'accepted' | 'declined'): Promise<void> => {
    const { order } = await transitions.placeOrder(newOrder(market), SYSTEM);
    const { order: asked } = await transitions.assignOrder(order!.id, driverId, TERMS, 60_000, SYSTEM);
    await transitions.openOffer(asked!.offer!.id, order!.id, 60_000, SYSTEM);
    const reason = outcome === 'declined' ? { reason: 'too_far' } : {};
    await transitions.settleOffer(asked!.offer!.id, outcome, { type: 'driver', id: driverId }, reason);
  };
  const [eager, picky] = await Promise.all([1, 2].map(() => createDriver(db.prisma, transitions, market.id)));
  await answers(eager!, 'accepted');
  await answers(eager!, 'accepted');
  for (let n = 0; n < 4; n += 1) await answers(picky!, 'declined');
  expect(await anticipate()).toMatchObject({ drivers: 2 });
  const rates = new Map((await db.prisma.driverAcceptance.findMany()).map(({ driverId, rate }) => [driverId, rate]));
  expect(rates.get(eager!)).toBeGreaterThan(rates.get(picky!)!);
  expect(rates.get(picky!)).toBeGreaterThan(0.2);
  expect(await anticipate()).toMatchObject({ drivers: 0 });
});
