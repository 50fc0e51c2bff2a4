import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setTimeout> | undefined;

/** Re-arms on the second's edge, so that every countdown on the page turns at the same moment and none drifts. */
function tick(): void {
  now = Date.now();
  timer = setTimeout(tick, 1000 - (now % 1000));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearTimeout(timer);
  };
}

/** This machine's time, once a second, from the one ticker that the page shares. */
export const useNow = (): number => useSyncExternalStore(subscribe, () => now);
