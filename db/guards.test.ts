import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createDriver, createMarket, placeOrder, type TestMarket } from '../test/support/market';
import { createDatabase, type Database } from './client';
import { createTransitions, type Transitions } from './transitions';

/** What the database forbids by itself, whoever writes to it and with whatever statement. */

let database: TestDatabase;
let db: Database;
let transitions: Transitions;
let market: TestMarket;

beforeAll(async () => {
  database = await freshDatabase();
  db = createDatabase({ url: database.url, poolSize: 4 });
  transitions = createTransitions(db.prisma);
  market = await createMarket(db.prisma);
});
afterAll(async () => {
  await db.close();
  await database.close();
});

const sql = (text: string, ...values: unknown[]) => db.pool.query(text, values);
const order = async (): Promise<string> => (await placeOrder(transitions, market)).id;
const driver = () => createDriver(db.prisma, transitions, market.id);

const insertOffer = async (driverId: string, orderId: string, status = 'reserved'): Promise<string> => {
  const { rows } = await sql(
    `INSERT INTO offer (market_id, driver_id, status, lead_order_id, created_by, reserved_at, reserved_until, opened_at,
       expires_at, pay_minor, pay_parts, distance_m, duration_s, stops)
     VALUES ($1, $2, $4, $3, '{}', now(), now(), now(), now(), 1, '{}', 1, 1, '[]') RETURNING id`,
    market.id,
    driverId,
    orderId,
    status,
  );
  return (rows[0] as { id: string }).id;
};
const insertAssignment = (driverId: string, orderId: string) =>
  sql('INSERT INTO assignment (order_id, driver_id, created_at) VALUES ($1, $2, now())', orderId, driverId);

it.each(['reserved', 'open'])('a second live offer to a driver who has a %s one', async (status) => {
  const driverId = await driver();
  await insertOffer(driverId, await order(), status);
  await expect(insertOffer(driverId, await order())).rejects.toThrow('offer_one_live_per_driver');
});

it('a second live assignment of an order', async () => {
  const orderId = await order();
  await insertAssignment(await driver(), orderId);
  await expect(insertAssignment(await driver(), orderId)).rejects.toThrow('assignment_one_live_per_order');
});

it('more orders, assigned and reserved together, than a driver may carry', async () => {
  const driverId = await driver();
  await sql('UPDATE driver SET capacity = 2 WHERE id = $1', driverId);
  await insertAssignment(driverId, await order());
  await insertAssignment(driverId, await order());
  await expect(insertAssignment(driverId, await order())).rejects.toThrow('may carry 2 orders');
  const offered = await order();
  const offerId = await insertOffer(driverId, offered);
  await expect(
    sql('INSERT INTO offer_line (offer_id, order_id, position) VALUES ($1, $2, 1)', offerId, offered),
  ).rejects.toThrow('may carry 2 orders');
});

it('more than a driver may carry, also when two give him the last place at once', async () => {
  const driverId = await driver();
  await sql('UPDATE driver SET capacity = 1 WHERE id = $1', driverId);
  const orders = [await order(), await order(), await order()];
  const results = await Promise.allSettled(orders.map((orderId) => insertAssignment(driverId, orderId)));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it.each([
  ['changed', "UPDATE event SET type = 'nothing'"],
  ['deleted', 'DELETE FROM event'],
  ['truncated', 'TRUNCATE event'],
])('an event to be %s', async (_how, statement) => {
  await order();
  await expect(sql(statement)).rejects.toThrow('append-only');
});

it.each([
  ['going backwards', 'UPDATE orders SET version = version - 1 WHERE id = $1'],
  ['leaping', 'UPDATE orders SET version = version + 2 WHERE id = $1'],
  ['standing still while the status moves', "UPDATE orders SET status = 'offered' WHERE id = $1"],
])("an order's version %s", async (_how, statement) => {
  await expect(sql(statement, await order())).rejects.toThrow(/cannot go from version|without a new version/);
});

it('an ended order to come back', async () => {
  const id = await order();
  await transitions.cancelOrder(id, 'test', { type: 'ops', id: 'olga' });
  const revive = "UPDATE orders SET status = 'unassigned', ended_at = NULL, version = version + 1 WHERE id = $1";
  await expect(sql(revive, id)).rejects.toThrow('has ended as cancelled');
});

it('an order that is carried by nobody, or ended without an end', async () => {
  const id = await order();
  await expect(sql("UPDATE orders SET status = 'assigned', version = version + 1 WHERE id = $1", id)).rejects.toThrow(
    'orders_carried',
  );
  await expect(sql("UPDATE orders SET status = 'delivered', version = version + 1 WHERE id = $1", id)).rejects.toThrow(
    'orders_ended',
  );
});
