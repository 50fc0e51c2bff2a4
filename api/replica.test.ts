import { createDatabase } from '../db/client';
import { migrate } from '../db/migrate';
import { emptyDatabase, type TestDatabase } from '../test/support/database';
import { startTestApi, type TestApi } from './api.test-support';
import { openTown, placeOrder, type Town } from './town.test-support';

/** The replica stands still: what is read from it shows by not knowing what the database knows. */
let standing: TestDatabase;
let api: TestApi;
let town: Town;
let orderId: string;

beforeAll(async () => {
  standing = await emptyDatabase();
  await migrate(standing.url);
  api = await startTestApi({ OUTRIDER_DATABASE_REPLICA_URL: standing.url });
  town = await openTown(api);
  orderId = await placeOrder(api, town);
});
afterAll(async () => {
  await api.stop();
  await standing.close();
});

const get = async (path: string, as = town.ops) => (await api.call('GET', path, { as })).body;

it('boards, searches, the audit trail and its exports are read from the replica', async () => {
  expect(await get(`/v1/ops/board?market_id=${town.marketId}`)).toMatchObject({ orders: [], orders_total: 0 });
  expect((await get(`/v1/ops/orders?market_id=${town.marketId}`)).data).toEqual([]);
  expect((await get(`/v1/ops/audit?market_id=${town.marketId}`)).data).toEqual([]);
  expect(await get(`/v1/ops/audit/export?market_id=${town.marketId}&format=ndjson`)).toBeUndefined();
});

it('what somebody has just written, he reads from the database itself', async () => {
  expect((await get(`/v1/orders/${orderId}`, town.merchant)).id).toBe(orderId);
  expect((await get('/v1/orders', town.merchant)).data).toHaveLength(1);
  expect((await get(`/v1/ops/orders/${orderId}`)).order.id).toBe(orderId);
});

it('looks and exports are recorded in the database, not in the replica', async () => {
  const { prisma } = api.database;
  await get(`/v1/ops/audit/export?market_id=${town.marketId}&format=csv`);
  expect(await prisma.event.count({ where: { type: 'audit.exported' } })).toBeGreaterThan(0);
  const replica = createDatabase({ url: standing.url, poolSize: 1 });
  expect(await replica.prisma.event.count()).toBe(0);
  await replica.close();
});
