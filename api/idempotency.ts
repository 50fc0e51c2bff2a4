import { createHash } from 'node:crypto';
import type { IdempotencyRecords } from '../db/idempotency';
import type { Answer } from './answer';
import { problemOf } from './error-handler';
import { ApiProblem } from './problem';

/** How long a repetition waits for the first request before it is told that it is still running. */
const WAIT_MS = 2_000;
const LOOK_EVERY_MS = 50;

export interface IdempotentRequest {
  holder: string;
  key: string;
  /** Of method, path and body: the same key with anything else is a mistake. */
  fingerprint: string;
  /** The answer holds something that is shown once. */
  secret: boolean;
}

export type Idempotent = (request: IdempotentRequest, handle: () => Promise<Answer>) => Promise<Answer>;

export const fingerprintOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');

/** Answers a repeated write as it was answered first. What was decided is kept, whether it was a yes or a no. */
export function createIdempotent(records: IdempotencyRecords): Idempotent {
  return async (request, handle) => {
    const { holder, key, fingerprint } = request;
    const deadline = Date.now() + WAIT_MS;
    while (!(await records.claim(holder, key, fingerprint))) {
      const stored = await records.find(holder, key);
      if (stored && stored.fingerprint !== fingerprint) {
        throw new ApiProblem('idempotency_key_reused', 'This Idempotency-Key came with another request before.');
      }
      if (stored?.status != null) return replay(request, stored.status, stored.body);
      if (Date.now() > deadline) throw new ApiProblem('idempotency_in_progress', 'Try again in a moment.');
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    return answerOnce(request, handle);
  };

  async function answerOnce(
    { holder, key, secret }: IdempotentRequest,
    handle: () => Promise<Answer>,
  ): Promise<Answer> {
    try {
      const answer = await handle();
      await records.store(holder, key, answer.status, secret ? null : answer.body);
      return answer;
    } catch (error) {
      const problem = problemOf(error);
      // Faults of ours and requests that were never judged may be tried again.
      if (problem.status >= 500 || problem.status === 422) await records.release(holder, key);
      else await records.store(holder, key, problem.status, problem);
      throw error;
    }
  }
}

function replay({ secret }: IdempotentRequest, status: number, body: unknown): Answer {
  if (secret && status < 300) {
    throw new ApiProblem('answer_not_kept', 'The first request succeeded; its answer holds a secret and is not kept.');
  }
  return { status, body, replayed: true };
}

/** The same content is the same request, in whatever order its fields were written. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
