import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { MatchedRound, MatcherPort } from '../../domain/ports';
import { NO_LEGS_KNOWN } from '../../domain/travel/known-legs';
import type { RoundAnswer, RoundRequest } from './protocol';

interface Pending {
  resolve(result: MatchedRound): void;
  reject(error: Error): void;
}

/** Runs rounds in a thread of their own, so that a heavy round delays no message. A thread that dies is replaced. */
export function createMatcherThread(): MatcherPort & { close(): Promise<void> } {
  const pending = new Map<number, Pending>();
  let thread: Worker | null = null;
  let lastId = 0;

  function start(): Worker {
    const worker = new Worker(join(__dirname, 'thread.js'));
    worker.on('message', (answer: RoundAnswer) => {
      const waiting = pending.get(answer.id);
      pending.delete(answer.id);
      if ('result' in answer) waiting?.resolve(answer.result);
      else waiting?.reject(new Error(answer.error));
    });
    const died = (error: Error): void => {
      if (thread === worker) thread = null;
      for (const waiting of pending.values()) waiting.reject(error);
      pending.clear();
    };
    worker.on('error', died);
    worker.on('exit', () => died(new Error('the matcher thread ended')));
    return worker;
  }

  return {
    run(snapshot, travel, legs = NO_LEGS_KNOWN) {
      thread ??= start();
      const request: RoundRequest = { id: (lastId += 1), snapshot, travel, legs };
      return new Promise((resolve, reject) => {
        pending.set(request.id, { resolve, reject });
        thread?.postMessage(request);
      });
    },
    async close() {
      await thread?.terminate();
    },
  };
}
