import { join } from 'node:path';
import type { Config, Environment } from '../../config';
import { Part, type PartSpec } from './part';

/** Our own processes, as they are built: `dist/<room>/main.js`. */
type NodePart = Pick<PartSpec, 'name' | 'isReady' | 'onLine'> & { script: string; config: Config; env: Environment };

const DIST = join(__dirname, '../..');
const DRAIN_MARGIN_MS = 5_000;

function createNodePart({ script, config, env, ...spec }: NodePart): Part {
  return new Part({
    ...spec,
    command: process.execPath,
    args: ['--enable-source-maps', join(DIST, script)],
    env: { ...env },
    stopSignal: 'SIGTERM',
    stopGraceMs: config.shutdownGraceS * 1_000 + DRAIN_MARGIN_MS,
  });
}

interface OwnPart {
  config: Config;
  env: Environment;
  onLine?: (line: string) => void;
}

export function createWorker(options: OwnPart): Part {
  const url = `http://127.0.0.1:${options.config.worker.healthPort}/healthz`;
  return createNodePart({ ...options, name: 'worker', script: 'workers/main.js', isReady: () => answersOk(url) });
}

export function createApi(options: OwnPart): Part {
  const url = `http://127.0.0.1:${options.config.api.port}/readyz`;
  return createNodePart({ ...options, name: 'api', script: 'api/main.js', isReady: () => answersOk(url) });
}

/** The simulated drivers and merchants of the demo market. They only use the API, so they are never waited for. */
export function createDemo(options: OwnPart): Part {
  return createNodePart({ ...options, name: 'demo', script: 'simulation/demo/main.js', isReady: async () => true });
}

export async function answersOk(url: string): Promise<boolean> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
  await response.body?.cancel();
  return response.ok;
}
