import { parentPort } from 'node:worker_threads';
import type { RoundAnswer, RoundRequest } from './protocol';
import { createSolver } from './solver';

const solve = createSolver();

parentPort?.on('message', (request: RoundRequest) => {
  parentPort?.postMessage(answer(request));
});

function answer({ id, snapshot, travel, legs }: RoundRequest): RoundAnswer {
  try {
    return { id, result: solve(snapshot, travel, legs) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
