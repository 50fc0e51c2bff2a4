import { setTimeout as delay } from 'node:timers/promises';
import { DEFAULT_POLICY } from '../domain/policy/policy';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createDatabase, type Database } from './client';
import { createMarkets } from './markets';

let fresh: TestDatabase;
let database: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase({ url: fresh.url, poolSize: 3 });
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});

/** Longer than the five seconds after which Prisma would end a transaction by itself. */
const HELD_MS = 7_000;

/** Nobody else writes into the table from when this answers until so long after it. */
async function holdUp(table: string): Promise<{ over: Promise<void> }> {
  const client = await database.pool.connect();
  await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  const letGo = async (): Promise<void> => {
    await delay(HELD_MS);
    await client.query('COMMIT');
    client.release();
  };
  return { over: letGo() };
}

test('a transaction that has to wait is whole at its end: nothing of it is done outside of it', async () => {
  const { over } = await holdUp('policy');
  const market = await createMarkets(database.prisma).create({
    id: 'slow',
    name: 'Slow',
    timeZone: 'Europe/Lisbon',
    currency: 'EUR',
    livemode: false,
    location: { lat: 38.7, lng: -9.1 },
    clock: { rate: 1, offsetMs: 0 },
    travel: { speedMps: 5, detourFactor: 1.3 },
    policy: DEFAULT_POLICY,
    createdBy: 'test',
    actor: { type: 'admin', id: 'test' },
  });
  await over;
  expect(market).toMatchObject({ id: 'slow', policyVersion: 1 });
  expect(await database.prisma.policy.count({ where: { marketId: 'slow' } })).toBe(1);
});
