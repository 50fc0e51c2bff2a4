import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { localStack } from '../cli/ensure-stack';
import { localEnvironment, type LocalEnvironment } from '../cli/local-environment';
import { freePort } from '../cli/stack/ports';
import type { Part } from '../cli/stack/part';
import type { Stack } from '../cli/stack/stack';

const USAGE = `usage: npm run faults:outages -- --day DIR [--from MIN] [--to MIN] [--speed X] [--seed N] [--json FILE]

  Replays a day while each part of a stack of its own is killed with SIGKILL in turn and started again, and then Temporal
  and the workers together for a minute. The replay's invariants must hold.`;

/** What is killed, in turn, and for how long it stays away. */
interface Outage {
  name: string;
  parts: (stack: Stack) => (Part | undefined)[];
  awayMs: number;
}

const OUTAGES: Outage[] = [
  { name: 'worker', parts: ({ worker }) => [worker], awayMs: 2_000 },
  { name: 'temporal', parts: ({ temporal }) => [temporal], awayMs: 2_000 },
  { name: 'postgres', parts: ({ postgres }) => [postgres], awayMs: 2_000 },
  { name: 'api', parts: ({ api }) => [api], awayMs: 2_000 },
  { name: 'temporal and worker', parts: ({ temporal, worker }) => [temporal, worker], awayMs: 60_000 },
];
const FIRST_AFTER_MS = 15_000;
const BETWEEN_MS = 15_000;

async function main(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { day: text, from: text, to: text, speed: text, seed: text, json: text },
  });
  if (!values.day) throw new Error(USAGE);
  const local = await ownEnvironment(env);
  const stack = await localStack(local);
  process.on('exit', () => stack.killNow());
  await stack.start();
  try {
    const report = join(local.config.dataDir, 'replay.json');
    const replay = runReplay({ ...values, json: report }, local);
    const outages = await Promise.race([strike(stack), replay.then(() => 'ended early' as const)]);
    const code = await replay;
    if (outages === 'ended early')
      throw new Error('the replay was over before all parts had been killed: play more of the day');
    const { figures } = JSON.parse(readFileSync(report, 'utf8')) as { figures: Record<string, number> };
    const result = {
      ...JSON.parse(readFileSync(report, 'utf8')),
      command: ['npm run faults:outages --', ...args].join(' '),
    };
    result.figures = { ...figures, outages };
    if (values.json) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`);
    return code;
  } finally {
    await stack.stop();
    rmSync(local.config.dataDir, { recursive: true, force: true });
  }
}

/** A stack of its own beside whatever runs: own data, own ports. */
async function ownEnvironment(env: NodeJS.ProcessEnv): Promise<LocalEnvironment> {
  const [api, worker, postgres, temporal, ui] = (await Promise.all(Array.from({ length: 5 }, freePort))).map(String);
  return localEnvironment({
    ...env,
    DATABASE_URL: undefined,
    TEMPORAL_ADDRESS: undefined,
    OUTRIDER_DATA_DIR: join('.outrider', `outages-${process.pid}`),
    OUTRIDER_API_PORT: api,
    OUTRIDER_WORKER_HEALTH_PORT: worker,
    OUTRIDER_POSTGRES_PORT: postgres,
    OUTRIDER_TEMPORAL_PORT: temporal,
    OUTRIDER_TEMPORAL_UI_PORT: ui,
  });
}

async function strike(stack: Stack): Promise<number> {
  await delay(FIRST_AFTER_MS);
  for (const { name, parts, awayMs } of OUTAGES) {
    const struck = parts(stack).filter((part) => part !== undefined);
    await Promise.all(struck.map((part) => part.kill()));
    process.stderr.write(`killed: ${name}, back in ${awayMs / 1000} s\n`);
    await delay(awayMs);
    for (const part of struck) await startAgain(part);
    await delay(BETWEEN_MS);
  }
  return OUTAGES.length;
}

/** A worker may come up while Temporal is still finding itself: a supervisor would try again, so do we. */
async function startAgain(part: Part): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await part.start();
    } catch (error) {
      if (attempt === 10) throw error;
      await delay(500);
    }
  }
}

async function runReplay(
  { day = '', ...options }: Partial<Record<'day' | 'from' | 'to' | 'speed' | 'seed' | 'json', string>>,
  { env }: LocalEnvironment,
): Promise<number> {
  const args = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
  const script = join(__dirname, '..', 'simulation', 'replay', 'main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', script, day, ...args], { env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

main(process.argv.slice(2), process.env).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  },
);
