import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Client } from 'pg';
import { projectRoot } from '../config';
import { freshDatabase, type TestDatabase } from '../test/support/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

/** In a process of its own: Prisma's engine can be loaded once per process. */
const difference = (): string => {
  const script = join(projectRoot, 'bin/db-diff.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [script, database.url], { encoding: 'utf8' });
  return stdout + stderr;
};

test('the migrations lead to exactly what schema.prisma describes', () => {
  expect(difference()).toBe('');
});

test('a table that the schema does not know is found', async () => {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query('CREATE TABLE stray (id int PRIMARY KEY)');
  await client.end();
  expect(difference()).toContain('DROP TABLE "stray"');
});
