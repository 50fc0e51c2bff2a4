import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createDriver, createMarket, placeOrder, proposal, type TestMarket } from '../test/support/market';
import { createDatabase, type Database } from './client';
import { createPositions } from './positions';
import { createShiftSweeps } from './shift-store';
import { createTransitions, type Transitions } from './transitions';

const SYSTEM = { type: 'system', id: 'presence' } as const;
const SILENCE = { nudgeMs: 60_000, pauseMs: 120_000, handOverMs: 180_000, rescueMs: 240_000 };

let fresh: TestDatabase;
let database: Database;
let transitions: Transitions;
let market: TestMarket;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase({ url: fresh.url, poolSize: 4 });
  transitions = createTransitions(database.prisma);
});
beforeEach(async () => {
  market = await createMarket(database.prisma);
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});

/** Lets the driver's last sign of life, and all he did before, be so much longer ago. */
async function silentFor(driverId: string, seconds: number): Promise<void> {
  const then = new Date(Date.now() - seconds * 1000);
  await database.prisma.driver.update({ where: { id: driverId }, data: { availabilitySince: then } });
  await database.prisma.driverPosition.update({ where: { driverId }, data: { receivedAt: then } });
}

async function sweep(): Promise<void> {
  const sweeps = createShiftSweeps(database.prisma);
  for (const id of await sweeps.quietDrivers(market.id, SILENCE.nudgeMs)) await sweeps.heedSilence(id, SILENCE, SYSTEM);
}

const stepsOf = async (driverId: string): Promise<string[]> =>
  (
    await database.prisma.event.findMany({
      where: { driverId, type: { startsWith: 'shift.' } },
      orderBy: { id: 'asc' },
    })
  ).map(({ type }) => type);

async function accepted(driverId: string): Promise<string> {
  const order = await placeOrder(transitions, market);
  const round = await transitions.startRound(market.id);
  const offered = await proposal(database.prisma, driverId, [order]);
  const { applied } = await transitions.applyRound(market.id, (round?.lastRoundNo ?? 0) + 1, [offered], 60_000);
  const offerId = applied[0]?.offerId ?? '';
  await transitions.openOffer(offerId, order.id, 60_000, SYSTEM);
  await transitions.settleOffer(offerId, 'accepted', { type: 'driver', id: driverId });
  return order.id;
}

test('silence is heeded in steps: a nudge, a pause, and what is not picked up goes back to the pool', async () => {
  const driverId = await createDriver(database.prisma, transitions, market.id);
  const orderId = await accepted(driverId);
  await sweep();
  expect(await stepsOf(driverId)).toEqual(['shift.started']);
  await silentFor(driverId, 70);
  await sweep();
  await sweep();
  expect(await stepsOf(driverId)).toEqual(['shift.started', 'shift.nudged']);
  await silentFor(driverId, 130);
  await sweep();
  expect((await database.prisma.driver.findUniqueOrThrow({ where: { id: driverId } })).availability).toBe('paused');
  await silentFor(driverId, 190);
  await sweep();
  const order = await database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(order).toMatchObject({ status: 'unassigned', excludedDriverIds: [driverId], priority: 1 });
});

async function carriedBy(driverId: string): Promise<string> {
  const orderId = await accepted(driverId);
  const pickup = await database.prisma.stop.findFirstOrThrow({ where: { orderId, kind: 'pickup' } });
  await transitions.reportStop(pickup.id, driverId, 'complete', { occurredAt: null }, { type: 'driver', id: driverId });
  return orderId;
}

test('goods in hand are given up for lost last: they wait for a rescue where their driver was heard of', async () => {
  const driverId = await createDriver(database.prisma, transitions, market.id);
  const orderId = await carriedBy(driverId);
  await silentFor(driverId, 200);
  await sweep();
  const find = () => database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  expect(await find()).toMatchObject({ status: 'picked_up', driverId });
  await silentFor(driverId, 250);
  await sweep();
  const { lat, lng } = await database.prisma.driverPosition.findUniqueOrThrow({ where: { driverId } });
  expect(await find()).toMatchObject({
    status: 'stranded',
    driverId: null,
    goodsWith: driverId,
    goodsLat: lat,
    goodsLng: lng,
  });
});

test('a position that arrives begins the silence anew', async () => {
  const driverId = await createDriver(database.prisma, transitions, market.id);
  await silentFor(driverId, 70);
  await sweep();
  const point = { lat: 38.7, lng: -9.14, accuracyM: 8, heading: null, speedMps: null, recordedAt: Date.now() + 1000 };
  await createPositions(database.prisma).record(driverId, [point]);
  await sweep();
  expect(await stepsOf(driverId)).toEqual(['shift.started', 'shift.nudged']);
  await silentFor(driverId, 70);
  await database.prisma.shift.updateMany({ where: { driverId }, data: { nudgedAt: new Date(Date.now() - 80_000) } });
  await sweep();
  expect(await stepsOf(driverId)).toEqual(['shift.started', 'shift.nudged', 'shift.nudged']);
});

test('the history of positions has a partition for each of the next days, and forgets what is past retention', async () => {
  const driverId = await createDriver(database.prisma, transitions, market.id);
  const sweeps = createShiftSweeps(database.prisma);
  const partitions = async (): Promise<string[]> => {
    const rows = await database.prisma.$queryRaw<{ name: string }[]>`
      SELECT inhrelid::regclass::text AS name FROM pg_inherits
      WHERE inhparent = 'outrider_history.driver_position'::regclass ORDER BY 1`;
    return rows.map(({ name }) => name);
  };
  await sweeps.keepPositionHistory(30);
  await sweeps.keepPositionHistory(30);
  expect(await partitions()).toHaveLength(4); // Three days and the rest.
  await database.prisma.$executeRaw`
    CREATE TABLE outrider_history.driver_position_20200101 PARTITION OF outrider_history.driver_position
    FOR VALUES FROM ('2020-01-01') TO ('2020-01-02')`;
  const positions = createPositions(database.prisma);
  const at = (recordedAt: number, lat: number) => ({
    lat,
    lng: 0,
    accuracyM: 5,
    heading: null,
    speedMps: null,
    recordedAt,
  });
  const now = Date.now();
  await Promise.all([
    positions.record(driverId, [at(now, 2), at(now + 1000, 3)]),
    positions.record(driverId, [at(now - 1000, 1), at(now, 2)]),
  ]);
  const known = await database.prisma.driverPosition.findUniqueOrThrow({ where: { driverId } });
  expect(known.lat).toBe(3);
  const [kept] = await database.prisma.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS n FROM outrider_history.driver_position WHERE driver_id = ${driverId}::uuid`;
  expect(Number(kept?.n)).toBe(3);
  await sweeps.keepPositionHistory(30);
  expect((await partitions()).filter((name) => name.endsWith('20200101'))).toEqual([]);
});
