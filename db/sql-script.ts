import { DatabaseError, type Client } from 'pg';

/** The database cannot be brought to this version. The message says why and what to do, for whoever deploys. */
export class MigrationError extends Error {
  override name = 'MigrationError';
}

/**
 * Runs a whole SQL file in one go. Splitting it at semicolons would cut the bodies of functions apart, so the server does
 * the parsing.
 */
export async function runScript(client: Client, name: string, sql: string): Promise<void> {
  try {
    await client.query(sql);
  } catch (cause) {
    if (!(cause instanceof DatabaseError)) throw cause;
    const line = cause.position ? `:${sql.slice(0, Number(cause.position)).split('\n').length}` : '';
    const hint = [cause.detail, cause.hint].filter(Boolean).join(' ');
    throw new MigrationError(`${name}${line}: ${cause.message}${hint && ` (${hint})`}`, { cause });
  }
}
