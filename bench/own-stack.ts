import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { localStack } from '../cli/ensure-stack';
import { localEnvironment, type LocalEnvironment } from '../cli/local-environment';
import { freePort } from '../cli/stack/ports';
import type { Stack } from '../cli/stack/stack';

/** Runs work against a stack of its own: own data, own ports, no limit that a bench would run into. */
export async function withOwnStack<Result>(
  name: string,
  env: NodeJS.ProcessEnv,
  work: (local: LocalEnvironment, stack: Stack) => Promise<Result>,
): Promise<Result> {
  const local = await ownEnvironment(name, env);
  const stack = await localStack(local);
  process.on('exit', () => stack.killNow());
  await stack.start();
  try {
    return await work(local, stack);
  } finally {
    await stack.stop();
    rmSync(local.config.dataDir, { recursive: true, force: true });
  }
}

async function ownEnvironment(name: string, env: NodeJS.ProcessEnv): Promise<LocalEnvironment> {
  const [api, worker, postgres, temporal, ui] = (await Promise.all(Array.from({ length: 5 }, freePort))).map(String);
  return localEnvironment({
    ...env,
    DATABASE_URL: undefined,
    TEMPORAL_ADDRESS: undefined,
    OUTRIDER_DATA_DIR: join('.outrider', `${name}-${process.pid}`),
    OUTRIDER_API_PORT: api,
    OUTRIDER_WORKER_HEALTH_PORT: worker,
    OUTRIDER_POSTGRES_PORT: postgres,
    OUTRIDER_TEMPORAL_PORT: temporal,
    OUTRIDER_TEMPORAL_UI_PORT: ui,
    OUTRIDER_RATE_LIMIT_PER_MINUTE: '10000000',
    OUTRIDER_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '10000000',
  });
}
