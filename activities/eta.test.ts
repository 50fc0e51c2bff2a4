import { createDatabase, type Database } from '../db/client';
import { createEtaStore } from '../db/eta-store';
import { createTransitions, type NewOrder, type Transitions } from '../db/transitions';
import { isUsableModel } from '../domain/eta/model';
import type { EtaStore } from '../domain/eta/ports';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createDriver, createMarket, newOrder, type TestMarket } from '../test/support/market';
import { createEtaActivities } from './eta';

let database: TestDatabase;
let db: Database;
let transitions: Transitions;
let etas: EtaStore;
let activities: ReturnType<typeof createEtaActivities>;
let market: TestMarket;

beforeAll(async () => {
  database = await freshDatabase();
  db = createDatabase({ url: database.url, poolSize: 4 });
  transitions = createTransitions(db.prisma);
  etas = createEtaStore(db.prisma);
  activities = createEtaActivities({ etas, relay: { nudge() {} } });
});
beforeEach(async () => {
  market = await createMarket(db.prisma);
});
afterAll(async () => {
  await db.close();
  await database.close();
});

const SYSTEM = { type: 'system', id: 'test' } as const;
const TERMS = { payMinor: 500, payParts: { base: 500 }, distanceM: 1500, durationS: 600, stops: [] };

async function place(overrides: NewOrder = {}): Promise<string> {
  const { order } = await transitions.placeOrder(newOrder(market, overrides), SYSTEM);
  return order!.id;
}

async function assign(orderId: string): Promise<string> {
  const driverId = await createDriver(db.prisma, transitions, market.id);
  const { order } = await transitions.assignOrder(orderId, driverId, TERMS, 60_000, SYSTEM);
  await transitions.openOffer(order!.offer!.id, orderId, 60_000, SYSTEM);
  await transitions.settleOffer(order!.offer!.id, 'accepted', SYSTEM);
  return driverId;
}

async function report(orderId: string, driverId: string, kind: string, what: 'arrive' | 'complete'): Promise<void> {
  const stop = await db.prisma.stop.findFirstOrThrow({ where: { orderId, kind } });
  const now = { occurredAt: null };
  await transitions.reportStop(stop.id, driverId, what, now, { type: 'driver', id: driverId });
}

async function deliver(orderId: string): Promise<void> {
  const driverId = await assign(orderId);
  for (const kind of ['pickup', 'dropoff']) {
    await report(orderId, driverId, kind, 'arrive');
    await report(orderId, driverId, kind, 'complete');
  }
}

const given = (orderId: string) => db.prisma.etaGiven.findMany({ where: { orderId }, orderBy: { id: 'asc' } });
const keep = () => activities.keepEtas({ marketId: market.id });

test('an order is told its time when it is placed, once', async () => {
  const orderId = await place();
  expect(await keep()).toEqual({ told: 1, modelVersion: 0 });
  expect(await keep()).toEqual({ told: 0, modelVersion: 0 });
  const [eta] = await given(orderId);
  expect(eta).toMatchObject({ stage: 'unassigned', holds: 'yes', modelVersion: 0, kitchenLoad: 0 });
  expect(eta!.low.getTime()).toBeLessThan(eta!.median.getTime());
  expect(eta!.median.getTime()).toBeLessThan(eta!.high.getTime());
  expect(eta!.median.getTime()).toBeGreaterThan(Date.now());
});

test('each time that is told is announced to listeners, without coordinates', async () => {
  const orderId = await place();
  await keep();
  const messages = await db.prisma.outbox.findMany({ where: { topic: 'event', key: market.id } });
  const told = messages.map(({ payload }) => payload as { type: string; orderId: string });
  expect(told).toContainEqual(expect.objectContaining({ type: 'order.eta_changed', orderId }));
  expect(JSON.stringify(told)).not.toContain('38.7');
});

test('what becomes known is told: a driver, the goods in his hands', async () => {
  const orderId = await place();
  await keep();
  const driverId = await assign(orderId);
  await keep();
  await report(orderId, driverId, 'pickup', 'arrive');
  await report(orderId, driverId, 'pickup', 'complete');
  await keep();
  expect((await given(orderId)).map(({ stage, pickupAt }) => [stage, pickupAt === null])).toEqual([
    ['unassigned', false],
    ['assigned', false],
    ['carried', true],
  ]);
});

test('a promise that cannot be kept is said to break', async () => {
  const orderId = await place({ promised_at: new Date(Date.now() + 60_000) });
  await keep();
  expect(await given(orderId)).toEqual([expect.objectContaining({ holds: 'no', lateRisk: 1 })]);
});

test('kitchens that have much to do are known for it', async () => {
  await place();
  const second = await place();
  await keep();
  expect((await given(second))[0]!.kitchenLoad).toBe(1);
});

test('what was told is scored when the order has come, and orders under way are not', async () => {
  const delivered = await place();
  const open = await place();
  await keep();
  await deliver(delivered);
  const day = { from: new Date(Date.now() - 86_400_000), to: new Date() };
  const scored = await etas.scoredEtas(market.id, day, 100);
  expect(scored).toHaveLength(1);
  expect(Date.parse(scored[0]!.actual)).toBeGreaterThan(Date.parse(scored[0]!.givenAt));
  expect(await given(open)).toHaveLength(1);
});

test('a market learns from its deliveries, keeps each version, and uses the last', async () => {
  expect(await activities.learnEtas({ marketId: market.id })).toEqual({ modelVersion: 0 });
  for (let i = 0; i < 3; i += 1) await deliver(await place());
  expect(await activities.learnEtas({ marketId: market.id })).toEqual({ modelVersion: 1 });
  expect(await activities.learnEtas({ marketId: market.id })).toEqual({ modelVersion: 1 });
  const [model] = await db.prisma.etaModel.findMany({ where: { marketId: market.id } });
  expect(model).toMatchObject({ version: 1, orders: 3 });
  expect(isUsableModel(model!.body)).toBe(true);
  await place();
  expect(await keep()).toEqual({ told: 1, modelVersion: 1 });
});

test('drives are learned between stops that follow each other', async () => {
  await deliver(await place());
  const { drives, orders, answersMs } = await etas.finishedLegs(market.id, new Date(0), 100);
  expect(orders).toHaveLength(1);
  expect(answersMs).toHaveLength(1);
  expect(drives).toEqual([
    expect.objectContaining({ left: 'pickup', from: { lat: 38.721, lng: -9.141 }, to: { lat: 38.73, lng: -9.13 } }),
  ]);
});

test('a model of another release is not used', async () => {
  await db.prisma.etaModel.create({ data: { marketId: market.id, version: 7, body: { old: true }, orders: 1 } });
  await place();
  expect(await keep()).toEqual({ told: 1, modelVersion: 0 });
});

test('a market that is not there has nothing to tell', async () => {
  expect(await activities.keepEtas({ marketId: 'nowhere' })).toEqual({ told: 0, modelVersion: 0 });
  expect(await activities.learnEtas({ marketId: 'nowhere' })).toEqual({ modelVersion: 0 });
});
