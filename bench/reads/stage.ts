import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInsightActivities } from '../../activities/insight';
import { freePort } from '../../cli/stack/ports';
import { createPostgres, ensureDatabase, postgresUrl } from '../../cli/stack/postgres';
import { postgresHome, removePostgres } from '../../cli/stack/postgres-home';
import { createDatabase, type Database } from '../../db/client';
import { createInsightStore } from '../../db/insight-store';
import { migrate } from '../../db/migrate';
import { print } from '../result';
import { countEvents, growPast, openPast, type Past } from './history';
import { peopleOf } from './people';

/** Loading is undone by removing the folder: nothing of it has to survive a crash. */
const WHILE_LOADING = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '32GB',
  checkpoint_timeout: '1h',
  shared_buffers: '2GB',
  autovacuum: 'off',
};
/** As docs/operations.md advises a machine with some gigabytes of memory; all else is PostgreSQL's own. */
const WHILE_MEASURED = {
  shared_buffers: '1GB',
  effective_cache_size: '6GB',
  random_page_cost: '1.1',
  max_wal_size: '4GB',
};

/** Markets with a past, one folder each, so that a past that has been loaded once is there for the next time. */
export class Stage {
  constructor(
    private readonly dir: string,
    private readonly openOrders: number,
  ) {
    mkdirSync(dir, { recursive: true });
  }

  /** Makes the past of that many events, from the longest shorter one that there is. */
  async load(events: number): Promise<void> {
    if (this.#sizes().includes(events)) return;
    const startedAt = Date.now();
    const shorter = Math.max(0, ...this.#sizes().filter((size) => size < events));
    const target = this.#postgres(events);
    removePostgres(target);
    if (shorter > 0) copyPostgres(this.#postgres(shorter), target);
    await withServer(target, WHILE_LOADING, async (url) => {
      await migrate(url);
      await withDatabase(url, async (database) => {
        const past = await peopleOf(database, this.openOrders);
        await openPast(database.pool);
        const there = await countEvents(database.pool);
        if (there < events) await growPast(database.pool, past, there, events);
        await rollUp(database, past);
        await database.pool.query('CHECKPOINT');
      });
    });
    writeFileSync(this.#mark(events), '');
    print(`${events} events, loaded in ${Math.round((Date.now() - startedAt) / 1000)} s`);
  }

  /** Works with a loaded past, on a server as one would run it. */
  async with<Result>(events: number, work: (url: string) => Promise<Result>): Promise<Result> {
    return withServer(this.#postgres(events), WHILE_MEASURED, async (url) => {
      await migrate(url);
      return work(url);
    });
  }

  remove(): void {
    for (const size of this.#sizes()) removePostgres(this.#postgres(size));
  }

  #sizes(): number[] {
    return readdirSync(this.dir)
      .map((name) => /^events-(\d+)\.loaded$/.exec(name)?.[1])
      .filter((size) => size !== undefined)
      .map(Number);
  }

  #postgres = (events: number): string => join(this.dir, `events-${events}`);
  #mark = (events: number): string => `${this.#postgres(events)}.loaded`;
}

/** What `marketOperations` has kept by the time that somebody looks: the last day's quarters. */
async function rollUp(database: Database, { marketId }: Past): Promise<void> {
  await database.pool.query(
    `INSERT INTO read_model_state (market_id, looked_until, passed_until)
     VALUES ($1, now() - interval '1 day', now() - interval '1 day')
     ON CONFLICT (market_id) DO UPDATE SET looked_until = excluded.looked_until`,
    [marketId],
  );
  const insight = createInsightActivities({ insight: createInsightStore(database.prisma), relay: { nudge: () => {} } });
  while ((await insight.keepRollups({ marketId })).left > 0);
}

/** With its owner, who is another where PostgreSQL must not run as root. */
function copyPostgres(from: string, to: string): void {
  const { dir } = postgresHome(to);
  execFileSync('cp', ['-a', `${realpathSync(from)}/.`, dir]);
}

async function withServer<Result>(
  dir: string,
  settings: Record<string, string>,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const postgres = { dir, port: await freePort(), password: 'bench', settings };
  const server = createPostgres(postgres);
  process.on('exit', () => void server.kill());
  await server.start();
  try {
    await ensureDatabase(postgres, 'reads');
    return await work(postgresUrl(postgres, 'reads'));
  } finally {
    await server.stop();
  }
}

export async function withDatabase<Result>(
  url: string,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const database = createDatabase({ url, poolSize: 12 });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}
