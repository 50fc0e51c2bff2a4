import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { installFunctions } from './functions';
import { loneClient } from './lone-client';
import { MigrationError, runScript } from './sql-script';

export { MigrationError } from './sql-script';

/** The lock that Prisma's own command takes, so that the two exclude each other. */
const PRISMA_MIGRATE_LOCK = 72_707_369;

/** Prisma's table, column for column: `prisma migrate deploy` and `prisma migrate status` stay usable. */
const MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id varchar(36) PRIMARY KEY NOT NULL,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;

export interface MigrationFolders {
  /** Holds `<name>/migration.sql`, applied in the order of their names. */
  migrations: string;
  functions: string;
}

const OWN_FOLDERS: MigrationFolders = {
  migrations: join(__dirname, '../prisma/migrations'),
  functions: join(__dirname, 'functions'),
};

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

interface MigrationRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/**
 * Brings a database to this version: the migrations that it lacks, each in a transaction of its own, then the functions.
 * Any number of processes may call it at once; it answers with the names of the migrations that this call applied.
 */
export async function migrate(databaseUrl: string, folders = OWN_FOLDERS): Promise<string[]> {
  const client = loneClient({ connectionString: databaseUrl, application_name: 'outrider migrate' });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_MIGRATE_LOCK]);
    await client.query(MIGRATIONS_TABLE);
    const pending = await pendingMigrations(client, await readMigrations(folders.migrations));
    for (const migration of pending) await inTransaction(client, () => apply(client, migration));
    await inTransaction(client, () => installFunctions(client, folders.functions));
    return pending.map(({ name }) => name);
  } finally {
    // Ends the session and with it the lock, also when the connection is what failed.
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function pendingMigrations(client: Client, known: Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<MigrationRow>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
  );
  for (const row of rows) refuseMismatch(row, known);
  const applied = new Set(rows.map((row) => row.migration_name));
  return known.filter(({ name }) => !applied.has(name));
}

function refuseMismatch({ migration_name: name, checksum, finished_at }: MigrationRow, known: Migration[]): void {
  const migration = known.find((candidate) => candidate.name === name);
  if (!migration) {
    throw new MigrationError(
      `The database has migration ${name}, which this version of Outrider does not know: use a newer one.`,
    );
  }
  if (!finished_at) {
    throw new MigrationError(
      `Migration ${name} did not finish: mend the database, then see \`prisma migrate resolve\`.`,
    );
  }
  if (migration.checksum !== checksum) {
    throw new MigrationError(
      `Migration ${name} was changed after it had been applied: restore it and write a new one.`,
    );
  }
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  const startedAt = new Date();
  await runScript(client, `prisma/migrations/${name}/migration.sql`, sql);
  await client.query(
    `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
    [randomUUID(), checksum, name, startedAt],
  );
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
