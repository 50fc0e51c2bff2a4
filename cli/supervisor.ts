import { setTimeout as delay } from 'node:timers/promises';
import type { Part } from './stack/part';

const BACKOFF = { firstMs: 500, longestMs: 30_000 };
/** A part that has run for so long had recovered, and its next crash is a new one. */
const HEALTHY_AFTER_MS = 60_000;

export interface Supervision {
  say: (message: string) => void;
  onRestarted: () => void;
  /** From here on a part that ends stays down. */
  signal: AbortSignal;
}

/** Starts a part again whenever it ends unasked, more slowly each time that it does not last. */
export function supervise(part: Part, { say, onRestarted, signal }: Supervision): void {
  let backoffMs = BACKOFF.firstMs;
  let startedAt = Date.now();
  let isRestarting = false;

  part.onUnexpectedExit(() => {
    // A start that fails also ends the process: the loop below sees to that one.
    if (isRestarting || signal.aborted) return;
    isRestarting = true;
    void restart().finally(() => (isRestarting = false));
  });

  async function restart(): Promise<void> {
    if (Date.now() - startedAt > HEALTHY_AFTER_MS) backoffMs = BACKOFF.firstMs;
    do {
      say(
        `${part.name} ended unexpectedly and starts again in ${backoffMs / 1_000} s; its last words are in the logs.`,
      );
      await delay(backoffMs, undefined, { signal }).catch(() => {});
      backoffMs = Math.min(backoffMs * 2, BACKOFF.longestMs);
      startedAt = Date.now();
    } while (!signal.aborted && !(await started()));
  }

  async function started(): Promise<boolean> {
    try {
      await part.start();
      onRestarted();
      return true;
    } catch {
      return false;
    }
  }
}
