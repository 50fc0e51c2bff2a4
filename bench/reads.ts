import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApi } from '../cli/stack/node-parts';
import { freePort } from '../cli/stack/ports';
import { createPostgres, ensureDatabase, postgresUrl } from '../cli/stack/postgres';
import { removePostgres } from '../cli/stack/postgres-home';
import { issueToken } from '../cli/tokens';
import { loadConfig, type Config, type Environment } from '../config';
import { createAuditStore } from '../db/audit-store';
import { createDatabase, type Database } from '../db/client';
import { migrate } from '../db/migrate';
import { createTransitions } from '../db/transitions';
import { countEvents, growPast, openPast, type Past } from './reads/history';
import { OrdersAMinute } from './reads/orders-a-minute';
import { peopleOf } from './reads/people';
import { questionsOf, type Question } from './reads/questions';
import { optionsOf, print, writeResult } from './result';

// What looking costs while a market works: the audit trail, the board and orders' stories over HTTP, with a past of
// --events (default 10,000,000; measured also at a hundredth and a tenth of it) and a thousand orders a minute being
// written. PostgreSQL and the API are the real ones; orders are written by the real transitions, without Temporal.
//   --events N   --orders-per-minute N (default 1000)   --open N orders on the board (default 500)
//   --rounds N of questions (default 20; 0 only writes)   --data DIR keeps the data for the next time

const WARM_UP_ROUNDS = 3;

async function main(argv: string[]): Promise<void> {
  const options = optionsOf(['events', 'orders-per-minute', 'open', 'rounds', 'data', 'json'], argv);
  const events = Number(options.events ?? 10_000_000);
  const dir = resolve(options.data ?? join(mkdtempSync(join(tmpdir(), 'outrider-reads-')), 'postgres'));
  const postgres = { dir, port: await freePort(), password: 'bench' };
  const server = createPostgres(postgres);
  process.on('exit', () => void server.kill());
  await server.start();
  try {
    await ensureDatabase(postgres, 'reads');
    const env = await environmentOf(postgresUrl(postgres, 'reads'));
    const config = loadConfig(env);
    await migrate(config.database.url);
    const api = createApi({ config, env });
    process.on('exit', () => void api.kill());
    await api.start();
    const database = createDatabase({ url: config.database.url, poolSize: 12 });
    try {
      const past = await peopleOf(database, Number(options.open ?? 500));
      await openPast(database.pool);
      const ask = {
        url: `http://127.0.0.1:${config.api.port}`,
        config,
        rounds: Number(options.rounds ?? 20),
        pace: Number(options['orders-per-minute'] ?? 1_000),
      };
      writeResult(options.json, { ...(await grow(database, past, events, ask)), events });
    } finally {
      await api.stop();
      await database.close();
    }
  } finally {
    await server.stop();
    if (options.data === undefined) removePostgres(dir);
  }
}

/** Measures at a hundredth, a tenth and all of the events; sizes that the data have outgrown are left out. */
async function grow(database: Database, past: Past, events: number, ask: Asking): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  for (const size of [events / 100, events / 10, events].map(Math.round)) {
    const there = await countEvents(database.pool);
    if (size < events && there >= 2 * size) continue;
    const startedAt = Date.now();
    if (there < size) await growPast(database.pool, past, there, size);
    print(`${size} events, written in ${Math.round((Date.now() - startedAt) / 1000)} s`);
    if (ask.rounds > 0) Object.assign(figures, await measure(database, past, size === events ? '' : `_${size}`, ask));
  }
  return figures;
}

interface Asking {
  url: string;
  config: Config;
  rounds: number;
  /** Orders a minute that are written meanwhile. */
  pace: number;
}

async function measure(database: Database, past: Past, suffix: string, ask: Asking): Promise<Record<string, number>> {
  const token = await issueToken(ask.config, { role: 'admin', sub: 'bench' }, 3_600);
  const questions = await questionsOf(database, past);
  const writer = new OrdersAMinute(createTransitions(database.prisma), database.prisma, past, ask.pace);
  const startedAt = Date.now();
  writer.start();
  const sealing = seal(database, past);
  const times = new Map<Question, number[]>(questions.map((question) => [question, []]));
  for (let round = -WARM_UP_ROUNDS; round < ask.rounds; round += 1) {
    for (const question of questions) {
      const ms = await timed(ask.url + question.path(), token);
      if (round >= 0) times.get(question)!.push(ms);
    }
  }
  await writer.stop();
  clearInterval(sealing);
  const minutes = (Date.now() - startedAt) / 60_000;
  for (const [{ name }, ms] of times)
    print(`  ${name.padEnd(24)}p50 ${format(at(ms, 0.5))}  p95 ${format(at(ms, 0.95))} ms`);
  print(`  ${Math.round(writer.written / minutes)} orders a minute written meanwhile, ${writer.failed} failed`);
  const p95 = (kind: Question['kind']): number =>
    at(
      [...times].filter(([question]) => question.kind === kind).flatMap(([, ms]) => ms),
      0.95,
    );
  return {
    [`audit_p95_ms${suffix}`]: p95('audit'),
    [`board_p95_ms${suffix}`]: p95('board'),
    [`order_story_p95_ms${suffix}`]: p95('story'),
    [`orders_per_minute${suffix}`]: Math.round(writer.written / minutes),
  };
}

/** What marketOperations does every minute, ten times as often. */
function seal({ prisma }: Database, { marketId }: Past): NodeJS.Timeout {
  const audit = createAuditStore(prisma);
  return setInterval(() => {
    audit
      .seal(marketId, 10_000)
      .then(() => audit.keep(3))
      .catch((error: unknown) => print(`not sealed: ${String(error)}`));
  }, 6_000);
}

async function timed(url: string, token: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  await response.text();
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  return Math.round((performance.now() - startedAt) * 10) / 10;
}

/** Temporal is a closed port: what is asked here never needs it. */
const environmentOf = async (url: string): Promise<Environment> => ({
  DATABASE_URL: url,
  TEMPORAL_ADDRESS: '127.0.0.1:1',
  OUTRIDER_JWT_SECRET: 'only for this bench, nobody else is there',
  OUTRIDER_API_PORT: String(await freePort()),
  OUTRIDER_API_HOST: '127.0.0.1',
  OUTRIDER_LOG_LEVEL: 'error',
  OUTRIDER_RATE_LIMIT_PER_MINUTE: '1000000',
});

function at(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

const format = (ms: number): string => ms.toFixed(1).padStart(7);

void main(process.argv.slice(2));
