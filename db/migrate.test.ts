import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { emptyDatabase, type TestDatabase } from '../test/support/database';
import { migrate } from './migrate';

let database: TestDatabase;
let root: string;
let folders: { migrations: string; functions: string };

beforeEach(async () => {
  database = await emptyDatabase();
  root = mkdtempSync(join(tmpdir(), 'migrate-'));
  folders = { migrations: join(root, 'migrations'), functions: join(root, 'functions') };
  mkdirSync(folders.migrations);
  mkdirSync(folders.functions);
});
afterEach(async () => {
  await database.close();
  rmSync(root, { recursive: true });
});

function writeMigration(name: string, sql: string): void {
  mkdirSync(join(folders.migrations, name), { recursive: true });
  writeFileSync(join(folders.migrations, name, 'migration.sql'), sql);
}

const writeFunction = (name: string, sql: string): void => writeFileSync(join(folders.functions, name), sql);

async function query(sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('migrations are applied in order, once, and recorded as Prisma records them', async () => {
  writeMigration('20260101_first', 'CREATE TABLE one (id int); INSERT INTO one VALUES (1);');
  writeMigration('20260102_second', 'ALTER TABLE one ADD COLUMN note text;');
  expect(await migrate(database.url, folders)).toEqual(['20260101_first', '20260102_second']);
  expect(await migrate(database.url, folders)).toEqual([]);
  const rows = await query('SELECT * FROM _prisma_migrations ORDER BY started_at');
  expect(rows).toEqual([
    expect.objectContaining({ migration_name: '20260101_first', applied_steps_count: 1, rolled_back_at: null }),
    expect.objectContaining({ migration_name: '20260102_second', finished_at: expect.any(Date) as Date, logs: null }),
  ]);
});

test('any number of processes may migrate at once', async () => {
  writeMigration('20260101_first', 'CREATE TABLE one (id int); SELECT pg_sleep(0.2);');
  writeFunction('one.sql', 'CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$;');
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(database.url, folders)));
  expect(applied.flat()).toEqual(['20260101_first']);
});

test('a migration that fails leaves nothing behind and names its file and line', async () => {
  writeMigration('20260101_first', 'CREATE TABLE one (id int);\nCREATE TABLE two (id nonsense);');
  await expect(migrate(database.url, folders)).rejects.toThrow(
    'prisma/migrations/20260101_first/migration.sql:2: type "nonsense" does not exist',
  );
  expect(await query("SELECT to_regclass('one') AS found")).toEqual([{ found: null }]);
  expect(await query('SELECT 1 FROM _prisma_migrations')).toEqual([]);
});

test('a migration that was changed after it had been applied is refused', async () => {
  writeMigration('20260101_first', 'CREATE TABLE one (id int);');
  await migrate(database.url, folders);
  writeMigration('20260101_first', 'CREATE TABLE one (id bigint);');
  await expect(migrate(database.url, folders)).rejects.toThrow('20260101_first was changed after it had been applied');
});

test('a database of a newer version is refused', async () => {
  writeMigration('20260101_first', 'SELECT 1;');
  writeMigration('20260102_second', 'SELECT 1;');
  await migrate(database.url, folders);
  rmSync(join(folders.migrations, '20260102_second'), { recursive: true });
  await expect(migrate(database.url, folders)).rejects.toThrow('does not know: use a newer one');
});

test('functions are installed all together and again only when one has changed', async () => {
  writeFunction(
    'one.sql',
    'CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;',
  );
  await migrate(database.url, folders);
  const [before] = await query('SELECT installed_at FROM outrider_internal.installed_functions');
  await migrate(database.url, folders);
  expect(await query('SELECT installed_at FROM outrider_internal.installed_functions')).toEqual([before]);

  writeFunction(
    'one.sql',
    'CREATE OR REPLACE FUNCTION answer() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;',
  );
  writeFunction('two.sql', 'CREATE OR REPLACE FUNCTION broken() RETURNS nonsense LANGUAGE sql AS $$ SELECT 1 $$;');
  await expect(migrate(database.url, folders)).rejects.toThrow('db/functions/two.sql');
  expect(await query('SELECT answer()')).toEqual([{ answer: 1 }]);

  rmSync(join(folders.functions, 'two.sql'));
  await migrate(database.url, folders);
  expect(await query('SELECT answer()')).toEqual([{ answer: 2 }]);
});
