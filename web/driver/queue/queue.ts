import { newKey, type ApiClient } from '../../shared/api-client';
import { createStore, useStore } from '../../shared/store';
import { world } from '../live/follow';
import type { Action } from './action';
import { sendWaiting } from './sender';
import { actionShelf } from './shelf';
import type { Task } from './task';

const RETRY_MIN_MS = 1_000;
const RETRY_MAX_MS = 20_000;
/** Long enough to look back over a day's work. */
const KEPT_MS = 12 * 3_600_000;

const actions = createStore<Action[]>([]);
export const useActions = (): Action[] => useStore(actions);
export const currentActions = (): Action[] => actions.get();

export interface Queue {
  add: (task: Task) => Promise<void>;
  /** Now would be a good moment: the network is back, or somebody looks. */
  wake: () => void;
  stop: () => void;
}

/** The queue of one driver. `onSettled` hears of each action that the server has answered. */
export function openQueue(api: ApiClient, driverId: string, onSettled: (action: Action) => void): Queue {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let retryMs = RETRY_MIN_MS;
  let running: Promise<void> | null = null;
  let again = false;

  const show = (changed: Action): void =>
    actions.update((all) => [...all.filter(({ seq }) => seq !== changed.seq), changed].sort((a, b) => a.seq - b.seq));

  function wake(): void {
    clearTimeout(timer);
    if (abort.signal.aborted) return;
    again = running !== null;
    running ??= alone(send).finally(() => {
      running = null;
      if (again) wake();
    });
  }

  async function send(): Promise<void> {
    const onChange = (action: Action): void => {
      show(action);
      if (action.state !== 'waiting') onSettled(action);
    };
    const end = await sendWaiting({ api, shelf: actionShelf, driverId, onChange });
    retryMs = end === 'idle' ? RETRY_MIN_MS : Math.min(retryMs * 2, RETRY_MAX_MS);
    if (end === 'later' && !abort.signal.aborted) timer = setTimeout(wake, retryMs);
  }

  async function load(): Promise<void> {
    await actionShelf.forgetBefore(Date.now() - KEPT_MS);
    const kept = await actionShelf.all(driverId);
    actions.update(() => kept);
    wake();
  }

  // There is no Background Sync on every phone: start, network and eyes on the page are the moments to send.
  const onVisible = (): void => void (document.visibilityState === 'visible' && wake());
  addEventListener('online', wake, { signal: abort.signal });
  document.addEventListener('visibilitychange', onVisible, { signal: abort.signal });
  void load();

  return {
    async add(task) {
      const madeAt = Date.now();
      const occurredAt = new Date(madeAt + world.get().serverAheadMs).toISOString();
      const settled = { state: 'waiting', settledAt: null, refusal: null, wasDelayed: false } as const;
      show(await actionShelf.add({ key: newKey(), driverId, task, madeAt, occurredAt, ...settled }));
      wake();
    },
    wake,
    stop() {
      abort.abort();
      clearTimeout(timer);
    },
  };
}

/** Two tabs with one queue would overtake each other. Locks exist on secure origins only; keys still make it count once. */
const alone = async (work: () => Promise<void>): Promise<void> => {
  await (navigator.locks ? navigator.locks.request('outrider.driver.queue', work) : work());
};
