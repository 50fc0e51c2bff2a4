import { setTimeout as delay } from 'node:timers/promises';

/** Soon again at first, then less often: on a loaded machine those who look must not be the load. */
const EVERY_MS = { first: 20, growth: 1.2, most: 100 };

/** How long a condition may take to come true: on a machine that is ten times slower than this one, and loaded. */
export const PATIENCE_MS = 60_000;

/** Tries until nothing throws: how tests await a condition. What the last try complained of is what the test reports. */
export async function eventually<Value>(attempt: () => Promise<Value> | Value, withinMs = PATIENCE_MS): Promise<Value> {
  const deadline = Date.now() + withinMs;
  let pauseMs = EVERY_MS.first;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(pauseMs);
      pauseMs = Math.min(pauseMs * EVERY_MS.growth, EVERY_MS.most);
    }
  }
}
