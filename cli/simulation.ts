import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Environment } from '../config';
import { ensureStack } from './ensure-stack';
import { localEnvironment } from './local-environment';

/** Drives a day of recorded orders through the public API, on the stack that runs or on one of its own. */
export const replay = (args: string[], given: Environment): Promise<number> => runOnStack('replay', args, given);

/** Serves the demo market until it is stopped. */
export const simulate = (args: string[], given: Environment): Promise<number> => runOnStack('demo', args, given);

async function runOnStack(simulation: 'replay' | 'demo', args: string[], given: Environment): Promise<number> {
  const local = localEnvironment(given);
  const stack = await ensureStack(local);
  // Ctrl-C reaches the simulation as well, which then ends by itself; we stop the stack after it.
  const wait = (): void => {};
  process.on('SIGINT', wait).on('SIGTERM', wait);
  try {
    const script = join(__dirname, '..', 'simulation', simulation, 'main.js');
    const child = spawn(process.execPath, ['--enable-source-maps', script, ...args], {
      env: local.env,
      stdio: 'inherit',
    });
    const [code] = (await once(child, 'exit')) as [number | null];
    return code ?? 1;
  } finally {
    await stack.stop();
  }
}
