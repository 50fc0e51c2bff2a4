import { createDatabase, type Database, type DatabaseOptions } from './client';

/** Where reads go that may be a moment old: boards, searches, analytics, exports. */
export interface Replica {
  database: Database;
  /** How far it is behind, in milliseconds; 0 where it is the database itself. */
  lagMs(): Promise<number>;
  close(): Promise<void>;
}

/** Opens the replica, unless it is the database itself. */
export function createReplica(primary: Database, primaryUrl: string, options: DatabaseOptions): Replica {
  if (options.url === primaryUrl) return { database: primary, lagMs: () => Promise.resolve(0), close: async () => {} };
  const database = createDatabase(options);
  return {
    database,
    // Whoever has replayed all that he has received is not behind, however long ago anything happened.
    async lagMs() {
      const { rows } = await database.pool.query<{ ms: number }>(`
        SELECT CASE WHEN NOT pg_is_in_recovery() OR pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
          ELSE coalesce(1000 * extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()), 0) END::float8 AS ms`);
      return Math.max(0, rows[0]?.ms ?? 0);
    },
    close: () => database.close(),
  };
}
