import { setTimeout as delay } from 'node:timers/promises';

const EVERY_MS = 20;

/** Tries until nothing throws: how tests await a condition. What the last try complained of is what the test reports. */
export async function eventually<Value>(attempt: () => Promise<Value> | Value, withinMs = 8_000): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await delay(EVERY_MS);
    }
  }
}
