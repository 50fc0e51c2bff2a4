import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { localEnvironment } from '../../cli/local-environment';
import { freePort } from '../../cli/stack/ports';
import { removePostgres } from '../../cli/stack/postgres-home';
import { temporalCli } from '../../cli/stack/temporal-binaries';
import { projectRoot } from '../../config';
import { createDatabase, type Database } from '../../db/client';
import { createTokens } from '../../api/auth/tokens';
import { eventually } from '../support/eventually';
import { recount, type Recount } from '../support/recount';
import { again, asStored, decisionsOf } from '../support/rerun-decisions';
import { binDir } from '../support/servers';

/** An hour around noon of a recorded day goes through the whole stack; then every figure is counted again. */

const DAYS = resolve(process.env['MDRP_DAYS'] ?? '../shared/mdrp/days');
const DAY = '0o100t100s1p100';
const REPLAY = ['--from', '660', '--to', '720', '--speed', '30'];
const SPEED = 30;
const LIMIT_MS = 900_000;

let dataDir: string;
let stack: ChildProcess;
let database: Database;
let env: Record<string, string>;
let market: { id: string; token: string };

beforeAll(async () => {
  if (!existsSync(DAYS)) throw new Error(`The delivery days are not at ${DAYS}; set MDRP_DAYS to their folder.`);
  dataDir = mkdtempSync(join(tmpdir(), 'analytics-'));
  const names = ['API', 'WORKER_HEALTH', 'POSTGRES', 'TEMPORAL', 'TEMPORAL_UI'];
  const ports = await Promise.all(names.map(async (name) => [`OUTRIDER_${name}_PORT`, String(await freePort())]));
  env = {
    PATH: process.env.PATH ?? '',
    OUTRIDER_DATA_DIR: dataDir,
    TEMPORAL_CLI_PATH: await temporalCli(binDir),
    ...(Object.fromEntries(ports) as Record<string, string>),
  };
  stack = await command(['up', '--no-demo'], 'Ctrl-C stops everything');
  const { config } = localEnvironment(env);
  database = createDatabase({ url: config.database.url, poolSize: 2 });
  const replay = await command(['replay', join(DAYS, DAY), ...REPLAY], '');
  const [code] = (await once(replay, 'exit')) as [number | null];
  expect(code).toBe(0);
  const { id } = await database.prisma.market.findFirstOrThrow({ where: { id: { startsWith: 'replay-' } } });
  const claims = { role: 'ops', sub: 'test', level: 'viewer' } as const;
  market = { id, token: (await createTokens(config.auth.jwtSecret).sign(claims, 600)).token };
  await eventually(async () => {
    const state = await database.prisma.readModelState.findUniqueOrThrow({ where: { marketId: id } });
    const lastEvent = await database.prisma.event.findFirstOrThrow({
      where: { marketId: id },
      orderBy: { recordedAt: 'desc' },
    });
    expect(state.rolledUpAt!.getTime()).toBeGreaterThan(lastEvent.recordedAt.getTime());
    expect(await database.prisma.rollupPending.count({ where: { marketId: id } })).toBeLessThanOrEqual(1);
  }, 180_000);
}, LIMIT_MS);
afterAll(async () => {
  await database?.close();
  const exited = once(stack, 'exit');
  stack.kill('SIGINT');
  await exited;
  removePostgres(join(dataDir, 'postgres'));
  rmSync(dataDir, { recursive: true });
}, 60_000);

/** Runs the command until it has printed something; an empty text: until it runs. */
async function command(args: string[], until: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(projectRoot, 'dist/cli/main.js'), ...args], { env });
  let output = '';
  await new Promise<void>((done, reject) => {
    const listen = (chunk: Buffer): void => {
      output += chunk.toString();
      if (output.includes(until)) done();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', () => reject(new Error(output)));
    if (until === '') child.on('spawn', done);
  });
  return child;
}

// A test reads the fields that it knows are there.
// oxlint-disable-next-line typescript/no-explicit-any
async function operations(bucket: string): Promise<Record<string, any>> {
  const from = new Date(Date.now() - 2 * 3_600_000).toISOString();
  const path = `/v1/ops/analytics/operations?market_id=${market.id}&from=${from}&bucket=${bucket}`;
  const response = await fetch(`http://127.0.0.1:${env.OUTRIDER_API_PORT}${path}`, {
    headers: { authorization: `Bearer ${market.token}` },
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, never>;
}

const COUNTED = [
  'placed',
  'delivered',
  'returned',
  'cancelled',
  'undeliverable',
  'accepted',
  'declined',
  'expired',
] as const;
const countsOf = (raw: Recount): number[] => COUNTED.map((key) => raw[key]);

it('the figures of a replayed day equal a slow recount from its raw events, bucket by bucket', async () => {
  const { series, figures, from, to, escalations_by } = await operations('quarter');
  const raw = await recount(database.prisma, market.id, new Date(from), new Date(to));
  expect(raw.delivered).toBeGreaterThan(20);
  expect(COUNTED.map((key) => figures[key].value)).toEqual(countsOf(raw));
  expect(figures.on_time_share.value).toBeCloseTo(raw.onTime / raw.delivered, 3);
  expect(figures.reassigned.value).toBe(raw.reassigned);
  const causes = escalations_by.map(({ key, count }: { key: string; count: number }) => [key, count]);
  expect(Object.fromEntries(causes)).toEqual(raw.escalations);
  const mean = raw.assignS.reduce((sum, seconds) => sum + seconds, 0) / raw.assignS.length;
  expect(figures.assign_mean_s.value / (mean * SPEED)).toBeCloseTo(1, 1);
  for (const { at, values } of series) {
    const part = await recount(database.prisma, market.id, new Date(at), new Date(Date.parse(at) + 900_000 / SPEED));
    expect([at, ...COUNTED.map((key) => values[key])]).toEqual([at, ...countsOf(part)]);
  }
});

it('every decision of the day names the runner-up and the costs that its stored round comes to when it is run again', async () => {
  const decided = await decisionsOf(database.pool, market.id);
  expect(decided.length).toBeGreaterThan(20);
  expect(decided).toHaveLength(await database.prisma.decision.count({ where: { marketId: market.id } }));
  for (const decision of decided) expect(asStored(again(decision))).toEqual(decision.body);
});
