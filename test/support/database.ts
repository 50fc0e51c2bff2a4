import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { postgresUrl } from '../../cli/stack/postgres';
import { PATIENCE_MS } from './eventually';
import { TEMPLATE_DATABASE, testServers } from './servers';

/** OUTRIDER_DATABASE_WAIT_MS of a process under test: a slow machine is no outage. */
export const PATIENT_WAIT_MS = String(PATIENCE_MS);

export interface TestDatabase {
  url: string;
  close(): Promise<void>;
}

/** A migrated database for one test file. Close it in `afterAll`, after the clients that the test has opened. */
export async function freshDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
  return {
    url: postgresUrl(testServers().postgres, name),
    close: () => administer(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

/** A database without anything in it, for tests of the migrations themselves. */
export async function emptyDatabase(): Promise<TestDatabase> {
  const name = `empty_${randomBytes(6).toString('hex')}`;
  await administer(`CREATE DATABASE ${name}`);
  return {
    url: postgresUrl(testServers().postgres, name),
    close: () => administer(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl(testServers().postgres, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
