import { mkdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Environment } from '../config';
import { Console } from './console';
import { demoAccess } from './demo-access';
import { localStack } from './ensure-stack';
import { type LocalEnvironment, localEnvironment } from './local-environment';
import { lock } from './lock';
import { panel } from './panel';
import type { Stack } from './stack/stack';
import { supervise } from './supervisor';
import { UserError } from './user-error';

const NEEDED_BYTES = 300 * 1024 * 1024;

/** Runs everything until it is stopped, and starts again whatever crashes meanwhile. */
export async function up(args: string[], given: Environment): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { demo: { type: 'boolean', default: true }, verbose: { type: 'boolean', default: false } },
    allowNegative: true,
  });
  const local = localEnvironment(given);
  refuseFullDisk(local.config.dataDir);
  const unlock = lock(join(local.config.dataDir, 'up.lock'));
  try {
    await run(local, new Console(join(local.config.dataDir, 'logs'), values.verbose), values.demo);
    return 0;
  } finally {
    unlock();
  }
}

async function run(local: LocalEnvironment, console: Console, demo: boolean): Promise<void> {
  const stopped = stopRequest();
  console.say('Starting Outrider. Ctrl-C stops it.');
  const stack = await localStack(local, { demo, onLine: (part, line) => console.line(part, line) });
  process.on('exit', () => stack.killNow());
  try {
    const starting = stack.start().then(() => serve(stack, local, console, stopped.signal));
    await Promise.race([starting, stopped.promise]);
    await stopped.promise;
  } finally {
    stopped.request();
    console.say('Stopping. The data stays.');
    await stack.stop();
  }
}

async function serve(stack: Stack, local: LocalEnvironment, console: Console, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const demo = stack.demo && (await demoAccess(local.config));
  await stack.startDemo();
  const say = (message: string): void => console.say(message);
  for (const part of stack.parts) supervise(part, { say, onRestarted: () => stack.record(), signal });
  say(await panel(local.config, demo));
}

/** The first Ctrl-C asks for an orderly stop; a second one means now. */
function stopRequest(): { promise: Promise<void>; signal: AbortSignal; request(): void } {
  const controller = new AbortController();
  const request = (): void => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => (controller.signal.aborted ? process.exit(130) : request()));
  }
  const promise = new Promise<void>((resolve) => controller.signal.addEventListener('abort', () => resolve()));
  return { promise, signal: controller.signal, request };
}

function refuseFullDisk(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const { bavail, bsize } = statfsSync(dataDir);
  if (bavail * bsize < NEEDED_BYTES) {
    throw new UserError(`The disk is full: ${dataDir} has less than ${NEEDED_BYTES / 1024 / 1024} MB left.`);
  }
}
