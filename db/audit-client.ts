import type { Client } from 'pg';
import { loneClient } from './lone-client';

/** A connection of its own for work on the audit trail: it is long, and runs beside the product rather than in it. */
export async function withAuditClient<Result>(
  databaseUrl: string,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = loneClient({ connectionString: databaseUrl, application_name: 'outrider audit' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
