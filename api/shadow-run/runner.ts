import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../../config';
import type { Policy } from '../../domain/policy/policy';
import type { ShadowTotal } from '../../domain/policy/shadow-run';
import { ApiProblem } from '../problem';

export interface ShadowRequest {
  /** As they were stored: packed. */
  rounds: Uint8Array[];
  before: Policy;
  after: Policy;
}

export type ShadowRunner = (request: ShadowRequest) => Promise<ShadowTotal>;

/** The thread ends by itself well before it would be ended. */
const TIME_LIMIT_MS = 40_000;
const ENDED_AFTER_MS = 55_000;
/** A thread runs what has been built, also when its starter runs from source. */
const SCRIPT = join(projectRoot, 'dist/api/shadow-run/thread.js');

/** Works stored rounds out again beside the thread that answers requests, one run at a time. */
export function createShadowRunner(): ShadowRunner {
  let running = false;
  return async (request) => {
    if (running) throw new ApiProblem('unavailable', 'Another shadow run is under way.');
    running = true;
    const thread = new Worker(SCRIPT, { workerData: { ...request, timeLimitMs: TIME_LIMIT_MS } });
    const limit = setTimeout(() => void thread.terminate(), ENDED_AFTER_MS);
    try {
      return await new Promise<ShadowTotal>((resolve, reject) => {
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.once('exit', () => reject(new ApiProblem('unavailable', 'It took too long: ask for fewer rounds.')));
      });
    } finally {
      clearTimeout(limit);
      running = false;
    }
  };
}
