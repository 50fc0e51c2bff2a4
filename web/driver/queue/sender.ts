import { ApiError, type ApiClient } from '../../shared/api-client';
import type { Action, Refusal } from './action';
import type { Shelf } from './shelf';
import { requestOf } from './task';

export interface SenderOptions {
  api: Pick<ApiClient, 'post' | 'put'>;
  shelf: Shelf;
  driverId: string;
  /** Something about an action has changed, and stands on the shelf. */
  onChange: (action: Action) => void;
}

/**
 * Sends what waits, one after the other in the order in which it was done. Ends when nothing waits (`idle`) or when the
 * server cannot be reached (`later`): what comes after must not overtake.
 */
export async function sendWaiting({ api, shelf, driverId, onChange }: SenderOptions): Promise<'idle' | 'later'> {
  const become = async (action: Action): Promise<void> => {
    await shelf.put(action);
    onChange(action);
  };
  for (;;) {
    const waiting = (await shelf.all(driverId)).filter(({ state }) => state === 'waiting');
    const [next] = waiting;
    if (!next) return 'idle';
    const { method, path, body } = requestOf(next.task, next.occurredAt);
    try {
      await api[method](path, body, next.key);
      await become({ ...next, state: 'sent', settledAt: Date.now() });
    } catch (error) {
      if (!isJudged(error)) {
        for (const action of waiting) if (!action.wasDelayed) await become({ ...action, wasDelayed: true });
        return 'later';
      }
      await become({ ...next, state: 'refused', settledAt: Date.now(), refusal: refusalOf(error) });
    }
  }
}

/** The server has understood the request and said no. Anything else says nothing about it. */
function isJudged(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  const { status, code } = error.problem;
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status) && code !== 'idempotency_in_progress';
}

const refusalOf = ({ problem, message }: ApiError): Refusal => ({ message, outcome: problem.offer?.outcome ?? null });
