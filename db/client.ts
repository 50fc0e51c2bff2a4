import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from './generated/client';
import { createTracedPool } from './traced-pool';

export interface DatabaseOptions {
  url: string;
  poolSize: number;
  /** How long a statement waits for a connection before it fails. A minute where nobody waits for an answer. */
  waitMs?: number;
  /** Shown in pg_stat_activity, so that a slow query can be traced to a process. */
  applicationName?: string;
  /** A connection that broke while idle. The pool replaces it; without a listener the process would end. */
  onConnectionLost?: (error: Error) => void;
}

export interface Database {
  prisma: PrismaClient;
  /** The pool under Prisma, for what Prisma cannot do: LISTEN, COPY, cursors. */
  pool: Pool;
  /** Whether it answers at this moment. */
  isUp(): Promise<boolean>;
  close(): Promise<void>;
}

const STATEMENT_MAX_MS = 60_000;
/** Beyond what any of its statements may take. */
const TRANSACTION_MAX_MS = 10 * STATEMENT_MAX_MS;

/** Opens no connection yet: the first query does. */
export function createDatabase(options: DatabaseOptions): Database {
  const { url, poolSize, waitMs = 60_000, applicationName = 'outrider', onConnectionLost = () => {} } = options;
  const pool = createTracedPool({
    connectionString: url,
    max: poolSize,
    application_name: applicationName,
    keepAlive: true,
    connectionTimeoutMillis: waitMs,
    // A transaction whose process hangs would hold its locks on drivers and orders for ever.
    idle_in_transaction_session_timeout: 15_000,
    statement_timeout: STATEMENT_MAX_MS,
  });
  pool.on('error', onConnectionLost);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // Prisma would roll back after five seconds in the middle of a call, and run what is left of it outside of any
    // transaction. The limits above end a transaction on the server, where nothing is left to run.
    transactionOptions: { maxWait: waitMs, timeout: TRANSACTION_MAX_MS },
  });
  return {
    prisma,
    pool,
    isUp: () =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
