import { ApiError, type ApiClient } from '../../shared/api-client';
import type { Action, Refusal } from './action';
import type { Shelf } from './shelf';
import { picturePath, requestOf } from './task';

export interface SenderOptions {
  api: Pick<ApiClient, 'post' | 'put' | 'upload'>;
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
  const send = async ({ task, occurredAt, key }: Action): Promise<void> => {
    if (task.kind !== 'picture') {
      const { method, path, body } = requestOf(task, occurredAt);
      return api[method](path, body, key);
    }
    const blob = await shelf.picture(task.stopId, task.picture);
    if (!blob) throw LOST_PICTURE;
    await api.upload(picturePath(task), blob);
    await shelf.dropPicture(task.stopId, task.picture);
  };
  for (;;) {
    const waiting = (await shelf.all(driverId)).filter(({ state }) => state === 'waiting');
    const [next] = waiting;
    if (!next) return 'idle';
    try {
      await send(next);
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

/** Nothing will bring it back: it is as good as refused, and what comes after it goes on. */
const LOST_PICTURE = new ApiError({ title: 'This phone has lost the picture. Take it again.', status: 410 });

/** The server has understood the request and said no. Anything else says nothing about it. */
function isJudged(error: unknown): error is ApiError {
  if (!(error instanceof ApiError)) return false;
  const { status, code } = error.problem;
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status) && code !== 'idempotency_in_progress';
}

const refusalOf = ({ problem, message }: ApiError): Refusal => ({
  message,
  outcome: problem.offer?.outcome ?? null,
  ...(problem.until && { until: problem.until }),
});
