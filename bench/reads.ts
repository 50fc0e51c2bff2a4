import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createApi } from '../cli/stack/node-parts';
import { freePort } from '../cli/stack/ports';
import { issueToken } from '../cli/tokens';
import { loadConfig, type Environment } from '../config';
import { percentile } from './mdrp/figures';
import { countEvents } from './reads/history';
import { Housekeeping } from './reads/housekeeping';
import { OrdersAMinute } from './reads/orders-a-minute';
import { peopleOf } from './reads/people';
import { questionsOf, type Question } from './reads/questions';
import { Stage, withDatabase } from './reads/stage';
import { optionsOf, print, writeResult } from './result';

// What looking costs while a market works: the audit trail, the board and orders' stories over HTTP, with a past of
// --events (default 10,000,000; measured also at a hundredth and a tenth of it) and a thousand orders a minute being
// written. PostgreSQL and the API are the real ones; orders are written by the real transitions, without Temporal.
//   --events N   --orders-per-minute N (default 1000)   --open N orders on the board (default 500)
//   --rounds N of questions (default 100; 0 only loads)   --data DIR keeps what is loaded for the next time

const WARM_UP_ROUNDS = 5;

interface Asking {
  rounds: number;
  /** Orders a minute that are written meanwhile. */
  pace: number;
  open: number;
}

async function main(argv: string[]): Promise<void> {
  const options = optionsOf(['events', 'orders-per-minute', 'open', 'rounds', 'data', 'json'], argv);
  const events = Number(options.events ?? 10_000_000);
  const dir = resolve(options.data ?? mkdtempSync(join(tmpdir(), 'outrider-reads-')));
  const ask = {
    rounds: Number(options.rounds ?? 100),
    pace: Number(options['orders-per-minute'] ?? 1_000),
    open: Number(options.open ?? 500),
  };
  const sizes = [events / 100, events / 10, events].map(Math.round);
  const stage = new Stage(dir, ask.open);
  const figures: Record<string, number> = {};
  try {
    for (const size of sizes) await stage.load(size);
    for (const size of ask.rounds > 0 ? sizes : []) {
      const suffix = size === events ? '' : `_${size}`;
      Object.assign(figures, await stage.with(size, (url) => measure(url, suffix, ask)));
    }
    writeResult(options.json, { ...figures, events });
  } finally {
    if (options.data === undefined) {
      stage.remove();
      rmSync(dir, { recursive: true });
    }
  }
}

async function measure(databaseUrl: string, suffix: string, ask: Asking): Promise<Record<string, number>> {
  const env = await environmentOf(databaseUrl);
  const config = loadConfig(env);
  const api = createApi({ config, env });
  process.on('exit', () => void api.kill());
  await api.start();
  try {
    return await withDatabase(databaseUrl, async (database) => {
      const past = await peopleOf(database, ask.open);
      print(`${await countEvents(database.pool)} events of orders`);
      const token = await issueToken(config, { role: 'admin', sub: 'bench' }, 3_600);
      const questions = await questionsOf(database, past);
      const writer = new OrdersAMinute(databaseUrl, past, ask.pace);
      const housekeeping = new Housekeeping(database, past);
      await writer.start();
      housekeeping.start();
      const times = await askAll(questions, `http://127.0.0.1:${config.api.port}`, token, ask.rounds);
      await housekeeping.stop();
      const { perMinute, failed, reasons } = await writer.stop();
      for (const [{ name }, ms] of times)
        print(`  ${name.padEnd(24)}p50 ${format(percentile(ms, 0.5))}  p95 ${format(percentile(ms, 0.95))} ms`);
      print(
        `  ${perMinute} orders a minute written meanwhile, ${failed} failed${reasons.map((why) => `\n    ${why}`).join('')}`,
      );
      return figuresOf(times, suffix, { perMinute, failed });
    });
  } finally {
    await api.stop();
  }
}

async function askAll(
  questions: Question[],
  url: string,
  token: string,
  rounds: number,
): Promise<Map<Question, number[]>> {
  const times = new Map<Question, number[]>(questions.map((question) => [question, []]));
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    for (const question of questions) {
      const ms = await timed(url + question.path(), token);
      if (round >= 0) times.get(question)!.push(ms);
    }
  }
  return times;
}

function figuresOf(
  times: Map<Question, number[]>,
  suffix: string,
  { perMinute, failed }: { perMinute: number; failed: number },
): Record<string, number> {
  const p95 = (kind: Question['kind']): number =>
    percentile(
      [...times].filter(([question]) => question.kind === kind).flatMap(([, ms]) => ms),
      0.95,
    );
  return {
    [`audit_p95_ms${suffix}`]: p95('audit'),
    [`board_p95_ms${suffix}`]: p95('board'),
    [`order_story_p95_ms${suffix}`]: p95('story'),
    [`orders_per_minute${suffix}`]: perMinute,
    [`orders_failed${suffix}`]: failed,
  };
}

async function timed(url: string, token: string): Promise<number> {
  const startedAt = performance.now();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();
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

const format = (ms: number): string => ms.toFixed(1).padStart(7);

void main(process.argv.slice(2));
