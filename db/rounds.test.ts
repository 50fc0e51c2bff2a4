import { createMarket, createDriver, placeOrder, newOrder, proposal, type TestMarket } from '../test/support/market';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { eventually } from '../test/support/eventually';
import { createDatabase, type Database } from './client';
import { createRoundStore } from './round-store';
import { createTransitions, type Transitions } from './transitions';

const RESERVATION_MS = 60_000;

let database: TestDatabase;
let db: Database;
let transitions: Transitions;
let market: TestMarket;

beforeAll(async () => {
  database = await freshDatabase();
  db = createDatabase({ url: database.url, poolSize: 10 });
  transitions = createTransitions(db.prisma);
});
afterAll(async () => {
  await db.close();
  await database.close();
});
beforeEach(async () => {
  market = await createMarket(db.prisma);
});

const driver = () => createDriver(db.prisma, transitions, market.id);
const order = () => placeOrder(transitions, market);
const propose = (driverId: string, ...orders: { id: string; version: number }[]) =>
  proposal(db.prisma, driverId, orders);
const apply = async (roundNo: number, ...proposals: Awaited<ReturnType<typeof propose>>[]) =>
  transitions.applyRound(market.id, roundNo, proposals, RESERVATION_MS);
const versionOf = async (id: string) => (await db.prisma.order.findUniqueOrThrow({ where: { id } })).version;

describe('applyRound', () => {
  it('reserves an offer and leaves a message for the order', async () => {
    const [driverId, placed] = [await driver(), await order()];
    const { applied, rejected, stale } = await apply(1, await propose(driverId, placed));
    expect({ applied: applied.length, rejected, stale }).toEqual({ applied: 1, rejected: [], stale: false });
    const message = await db.prisma.outbox.findFirstOrThrow({ where: { topic: 'order', key: placed.id, number: 2 } });
    expect(message.payload).toMatchObject({ version: 2, offer: { status: 'reserved', driverId } });
  });

  it('applied twice answers what it stored and reserves nothing more', async () => {
    const round = await propose(await driver(), await order());
    const first = await apply(1, round);
    const second = await apply(1, round);
    expect(second).toEqual({ ...first, stale: true });
    expect(await db.prisma.offer.count({ where: { marketId: market.id } })).toBe(1);
  });

  it('is fenced: of an attempt and its retry beside it one applies', async () => {
    const [a, b] = [await propose(await driver(), await order()), await propose(await driver(), await order())];
    const attempts = await Promise.all([apply(1, a), apply(1, b)]);
    expect(attempts.filter(({ stale }) => stale)).toHaveLength(1);
    expect(await db.prisma.offer.count({ where: { marketId: market.id } })).toBe(1);
  });

  it('rejects a proposal whose order has moved on, and keeps the others', async () => {
    const [moved, stays] = [await order(), await order()];
    const proposals = [await propose(await driver(), moved), await propose(await driver(), stays)];
    await transitions.cancelOrder(moved.id, 'changed his mind', { type: 'merchant', id: market.merchantId });
    const { applied, rejected } = await apply(1, ...proposals);
    expect(applied.map(({ orderIds }) => orderIds)).toEqual([[stays.id]]);
    expect(rejected).toEqual([expect.objectContaining({ orderIds: [moved.id], reason: 'order_changed' })]);
  });

  it('rejects a proposal whose driver has gone offline or been given work meanwhile', async () => {
    const [gone, busy] = [await driver(), await driver()];
    const proposals = [await propose(gone, await order()), await propose(busy, await order())];
    await transitions.setAvailability(gone, 'offline', null, { type: 'driver', id: gone });
    await transitions.forceAssign((await order()).id, busy, 'a test', { type: 'ops', id: 'ops' });
    const { rejected } = await apply(1, ...proposals);
    expect(new Set(rejected.map(({ reason }) => reason))).toEqual(new Set(['driver_changed', 'driver_not_available']));
  });

  it('gives a driver one offer, also when a round proposes him twice', async () => {
    const driverId = await driver();
    const { applied, rejected } = await apply(
      1,
      await propose(driverId, await order()),
      await propose(driverId, await order()),
    );
    expect(applied).toHaveLength(1);
    expect(rejected[0]?.reason).toBe('driver_has_offer');
  });
});

describe('an offer of several orders', () => {
  const sent = async (size: number) => {
    const driverId = await driver();
    const orders = [];
    for (let i = 0; i < size; i += 1) orders.push(await order());
    const { applied } = await apply(1, await propose(driverId, ...orders));
    const offerId = applied[0]!.offerId;
    await transitions.openOffer(offerId, orders[0]!.id, 60_000, { type: 'system', id: 'orderDispatch' });
    return { driverId, offerId, ids: orders.map(({ id }) => id) };
  };
  const accept = (offerId: string, driverId: string) =>
    transitions.settleOffer(offerId, 'accepted', { type: 'driver', id: driverId });
  const statuses = async (ids: string[]) =>
    (await db.prisma.order.findMany({ where: { id: { in: ids } }, orderBy: { id: 'asc' } })).map(
      ({ status }) => status,
    );

  it('is accepted as a whole', async () => {
    const { driverId, offerId, ids } = await sent(3);
    expect(await accept(offerId, driverId)).toMatchObject({ done: true });
    expect(await statuses(ids)).toEqual(['assigned', 'assigned', 'assigned']);
    expect(await db.prisma.stop.count({ where: { orderId: { in: ids } } })).toBe(6);
  });

  it('goes on without an order that was cancelled before the answer, and hands its lead over', async () => {
    const { driverId, offerId, ids } = await sent(2);
    await transitions.cancelOrder(ids[0]!, 'changed his mind', { type: 'merchant', id: market.merchantId });
    expect((await db.prisma.offer.findUniqueOrThrow({ where: { id: offerId } })).leadOrderId).toBe(ids[1]);
    expect(await db.prisma.outbox.count({ where: { key: ids[1]!, number: await versionOf(ids[1]!) } })).toBe(1);
    await accept(offerId, driverId);
    expect(await statuses(ids)).toEqual(['cancelled', 'assigned']);
  });

  it('is withdrawn when its last order leaves', async () => {
    const { driverId, offerId, ids } = await sent(2);
    for (const id of ids) await transitions.cancelOrder(id, 'closed', { type: 'merchant', id: market.merchantId });
    expect(await accept(offerId, driverId)).toMatchObject({ done: false, code: 'offer_closed' });
    expect((await db.prisma.offer.findUniqueOrThrow({ where: { id: offerId } })).status).toBe('withdrawn');
  });

  it('declined gives every order back to the pool, without this driver', async () => {
    const { driverId, offerId, ids } = await sent(2);
    await transitions.settleOffer(offerId, 'declined', { type: 'driver', id: driverId }, { reason: 'too_far' });
    expect(await statuses(ids)).toEqual(['unassigned', 'unassigned']);
    const rows = await db.prisma.order.findMany({ where: { id: { in: ids } } });
    expect(rows.map(({ excludedDriverIds }) => excludedDriverIds)).toEqual([[driverId], [driverId]]);
  });
});

describe('reservations', () => {
  it('lapse when nobody sends them, and the driver can be asked again', async () => {
    const [driverId, placed] = [await driver(), await order()];
    await transitions.applyRound(market.id, 1, [await propose(driverId, placed)], 0);
    expect(await transitions.lapseReservations(market.id)).toBe(1);
    const again = { id: placed.id, version: await versionOf(placed.id) };
    expect((await apply(2, await propose(driverId, again))).applied).toHaveLength(1);
  });

  it('do not lapse once the offer has been sent', async () => {
    const [driverId, placed] = [await driver(), await order()];
    const { applied } = await apply(1, await propose(driverId, placed));
    await transitions.openOffer(applied[0]!.offerId, placed.id, 60_000, { type: 'system', id: 'orderDispatch' });
    await db.prisma.offer.updateMany({ data: { reservedUntil: new Date(0) } });
    expect(await transitions.lapseReservations(market.id)).toBe(0);
  });
});

describe('the wake flag', () => {
  it('calls matching once for orders that come together', async () => {
    await Promise.all(Array.from({ length: 20 }, order));
    expect(await db.prisma.outbox.count({ where: { topic: 'matching', key: market.id } })).toBe(1);
  });

  it('is not lowered while an order that relies on it is being placed', async () => {
    await order();
    const rounds = createRoundStore(db.prisma);
    const placing = await db.pool.connect();
    await placing.query('BEGIN');
    await placing.query('SELECT place_order($1, $2)', [newOrder(market), { type: 'merchant', id: market.merchantId }]);
    const round = rounds.startRound(market.id).then(() => rounds.readPool(market.id));
    await eventually(async () => {
      const { rows } = await db.pool.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
      expect(rows).toHaveLength(1);
    });
    await placing.query('COMMIT');
    placing.release();
    expect((await round)?.orders).toHaveLength(2);
  });
});

describe('an order that leaves its offers', () => {
  it('names the withdrawn offer and its driver in the event of its leaving', async () => {
    const [driverId, placed] = [await driver(), await order()];
    const { applied } = await apply(1, await propose(driverId, placed));
    await transitions.cancelOrder(placed.id, 'changed his mind', { type: 'merchant', id: market.merchantId });
    const { data } = await db.prisma.event.findFirstOrThrow({ where: { orderId: placed.id, type: 'order.cancelled' } });
    const offer = { offer_id: applied[0]!.offerId, driver_id: driverId, reason: 'order.cancelled' };
    expect(data).toMatchObject({ withdrawn_offers: [offer] });
  });
});

describe('changeOrder', () => {
  it('moves a scheduled order into the pool as much later as its goods are ready', async () => {
    const at = (minutes: number) => new Date(Date.UTC(2036, 0, 1, 12, minutes));
    const { id } = await placeOrder(transitions, market, { pool_at: at(0), ready_at: at(30), promised_at: at(90) });
    await transitions.changeOrder(id, { ready_at: at(45) }, { type: 'merchant', id: market.merchantId });
    expect((await db.prisma.order.findUniqueOrThrow({ where: { id } })).poolAt).toEqual(at(15));
  });
});
