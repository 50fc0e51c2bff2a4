import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { projectRoot } from '../../config';
import type { BatchPlanRequest, BatchRoutes } from '../../domain/matching/batch-plan';
import type { EmbeddedTravel } from '../../domain/travel/embedded';
import { ApiProblem } from '../problem';

/** A thousand orders may take seconds: at most so many batches are planned at once, each in a thread of its own. */
const AT_ONCE_MAX = 2;
const TIME_LIMIT_MS = 60_000;
/** A thread runs what has been built, also when its starter runs from source. */
const SCRIPT = join(projectRoot, 'dist/api/batch-plan/thread.js');

export type BatchPlanner = (request: BatchPlanRequest, travel: EmbeddedTravel) => Promise<BatchRoutes>;

/** Plans batches beside the thread that answers requests. Refuses with 503 when it is busy, so that the asker tries again. */
export function createBatchPlanner(): BatchPlanner {
  let running = 0;
  return async (request, travel) => {
    if (running >= AT_ONCE_MAX) throw new ApiProblem('unavailable', 'Other batches are being planned.');
    running += 1;
    const thread = new Worker(SCRIPT, { workerData: { request, travel } });
    const limit = setTimeout(() => void thread.terminate(), TIME_LIMIT_MS);
    try {
      return await new Promise<BatchRoutes>((resolve, reject) => {
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.once('exit', () =>
          reject(new ApiProblem('unavailable', 'The batch took too long: ask for fewer iterations.')),
        );
      });
    } finally {
      clearTimeout(limit);
      running -= 1;
    }
  };
}
