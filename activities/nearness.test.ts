import { createDatabase, type Database } from '../db/client';
import { createNearnessStore } from '../db/nearness';
import { createTransitions, type Transitions } from '../db/transitions';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createDriver, createMarket, placeOrder, type TestMarket } from '../test/support/market';
import { sweepNearness } from './nearness';

let fresh: TestDatabase;
let database: Database;
let transitions: Transitions;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase({ url: fresh.url, poolSize: 4 });
  transitions = createTransitions(database.prisma);
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});

const DOOR = { lat: 38.73, lng: -9.13 };
const NEXT_DOOR = { lat: 38.7305, lng: -9.1305 };
const FAR = { lat: 38.76, lng: -9.18 };

interface Carried {
  orderId: string;
  driverId: string;
  /** Of the route's own stops by kind. */
  stops: Map<string, string>;
}

/** An order that a driver has picked up. */
async function carried(market: TestMarket): Promise<Carried> {
  const { prisma } = database;
  const driverId = await createDriver(prisma, transitions, market.id);
  const { id: orderId } = await placeOrder(transitions, market);
  const stopFor = (kind: string, place: object) => ({ order_id: orderId, kind, ...place });
  const stops = [stopFor('pickup', { lat: 38.721, lng: -9.141 }), stopFor('dropoff', DOOR)];
  const actor = { type: 'ops', id: 'olga' } as const;
  const terms = { payMinor: 500, payParts: {}, distanceM: 1, durationS: 1, stops };
  await transitions.assignOrder(orderId, driverId, terms as never, 60_000, actor);
  await transitions.forceAssign(orderId, driverId, 'test', actor);
  const rows = await prisma.stop.findMany({ where: { orderId } });
  const byKind = new Map(rows.map(({ kind, id }) => [kind, id]));
  await transitions.reportStop(
    byKind.get('pickup')!,
    driverId,
    'complete',
    { occurredAt: null },
    { type: 'driver', id: driverId },
  );
  return { orderId, driverId, stops: byKind };
}

/** The driver says where he is; both sweeps of a moment later look. */
async function isAt({ orderId, driverId }: Carried, place: { lat: number; lng: number }): Promise<void> {
  const now = new Date();
  await database.prisma.driverPosition.update({
    where: { driverId },
    data: { ...place, recordedAt: now, receivedAt: now },
  });
  const { marketId } = await database.prisma.order.findUniqueOrThrow({ where: { id: orderId } });
  await sweepNearness(createNearnessStore(database.prisma), marketId);
}

/** As if the first look had been so long ago. */
const later = ({ orderId }: Carried): Promise<unknown> =>
  database.prisma
    .$executeRaw`UPDATE orders SET near_since = near_since - interval '10 seconds' WHERE id = ${orderId}::uuid`;

const told = ({ orderId }: Carried): Promise<number> =>
  database.prisma.outbox.count({
    where: {
      payload: { path: ['type'], equals: 'driver.approaching' },
      AND: { payload: { path: ['orderId'], equals: orderId } },
    },
  });

test('who is near by two looks is told of, once', async () => {
  const order = await carried(await createMarket(database.prisma));
  await isAt(order, FAR);
  await isAt(order, NEXT_DOOR);
  expect(await told(order)).toBe(0);
  await later(order);
  await isAt(order, NEXT_DOOR);
  expect(await told(order)).toBe(1);
  await isAt(order, FAR);
  await isAt(order, NEXT_DOOR);
  await later(order);
  await isAt(order, NEXT_DOOR);
  expect(await told(order)).toBe(1);
});

test('a jump of the position is nobody at the door', async () => {
  const order = await carried(await createMarket(database.prisma));
  await isAt(order, NEXT_DOOR);
  await isAt(order, FAR);
  await isAt(order, NEXT_DOOR);
  expect(await told(order)).toBe(0);
});

test('positions are told to who asked for them, one per a while, and the newest only', async () => {
  const market = await createMarket(database.prisma);
  const { id: endpointId } = await database.prisma.webhookEndpoint.create({
    data: {
      marketId: market.id,
      merchantId: market.merchantId,
      url: 'https://shop.example.org/',
      eventTypes: ['driver.location'],
      includePersonalData: true,
      secret: 'whsec_AAAA',
    },
  });
  const order = await carried(market);
  const deliveries = () =>
    database.prisma.webhookDelivery.findMany({ where: { endpointId }, orderBy: { sequence: 'asc' } });
  await isAt(order, FAR);
  await isAt(order, FAR);
  expect(await deliveries()).toHaveLength(1);
  await database.prisma.webhookDelivery.updateMany({
    where: { endpointId },
    data: { createdAt: new Date(Date.now() - 60_000) },
  });
  await isAt(order, NEXT_DOOR);
  const [old, newest] = await deliveries();
  expect([old!.status, newest!.status]).toEqual(['superseded', 'pending']);
  expect(newest!.data).toMatchObject({ location: NEXT_DOOR, driver_id: order.driverId });
  await transitions.reportStop(
    order.stops.get('dropoff')!,
    order.driverId,
    'complete',
    { occurredAt: null },
    { type: 'driver', id: order.driverId },
  );
  await isAt(order, DOOR);
  expect(await deliveries()).toHaveLength(2);
});
