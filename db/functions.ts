import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { runScript } from './sql-script';

/**
 * Installs the functions of a folder when one of its files has changed. Must run in the caller's transaction, so that no
 * process ever meets half of a new set.
 *
 * A function whose arguments change is a new function to PostgreSQL and the old one stays, on purpose: processes of the
 * release before still call it. A later migration drops it.
 */
export async function installFunctions(client: Client, folder: string): Promise<void> {
  const files = await sqlFiles(folder);
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex');
  // A schema of its own keeps this table out of the comparison with schema.prisma.
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS outrider_internal;
    CREATE TABLE IF NOT EXISTS outrider_internal.installed_functions (
      only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
      hash text NOT NULL,
      installed_at timestamptz NOT NULL DEFAULT now()
    );`);
  const installed = await client.query<{ hash: string }>('SELECT hash FROM outrider_internal.installed_functions');
  if (installed.rows[0]?.hash === hash) return;
  for (const { name, sql } of files) await runScript(client, `db/functions/${name}`, sql);
  await client.query(
    `INSERT INTO outrider_internal.installed_functions (hash) VALUES ($1)
     ON CONFLICT (only_row) DO UPDATE SET hash = excluded.hash, installed_at = now()`,
    [hash],
  );
}

async function sqlFiles(folder: string): Promise<{ name: string; sql: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(join(folder, name), 'utf8') })));
}
