import { join } from 'node:path';
import type { LocalEnvironment } from './local-environment';
import { lock } from './lock';
import { answersOk } from './stack/node-parts';
import { Stack, type StackOptions } from './stack/stack';
import { temporalCli } from './stack/temporal-binaries';

/** The stack of a local environment, not started yet. Fetches what it lacks. */
export async function localStack(local: LocalEnvironment, extra: Partial<StackOptions> = {}): Promise<Stack> {
  const { env, config, postgres, startsTemporal } = local;
  const temporalBinary = startsTemporal
    ? await temporalCli(join(config.dataDir, 'bin'), config.embedded.temporalCliPath)
    : undefined;
  return new Stack({ env, config, postgres, temporalBinary, ...extra });
}

/** For commands that need a running stack: uses the one that runs, or starts one and stops it afterwards. */
export async function ensureStack(local: LocalEnvironment): Promise<{ stop(): Promise<void> }> {
  const { dataDir, api } = local.config;
  if (await answersOk(`${api.publicUrl}/readyz`).catch(() => false)) return { stop: async () => {} };
  const unlock = lock(join(dataDir, 'up.lock'));
  try {
    const stack = await localStack(local);
    await stack.start();
    return { stop: () => stack.stop().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}
