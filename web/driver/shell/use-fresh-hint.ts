import { useEffect } from 'react';
import { api } from '../client';
import { world } from '../live/follow';
import type { Driver } from '../live/wire';

/** How often an idle phone asks where to wait: the stream tells of offers and routes only. */
const ASK_EVERY_MS = 60_000;

/** Keeps the hint fresh while there is nothing to do. */
export function useFreshHint(isIdle: boolean): void {
  useEffect(() => {
    if (!isIdle) return undefined;
    const asking = setInterval(() => void ask(), ASK_EVERY_MS);
    void ask();
    return () => clearInterval(asking);
  }, [isIdle]);
}

async function ask(): Promise<void> {
  const heard = await api.get<Driver>('/v1/driver').catch(() => null);
  if (!heard) return;
  world.update((before) =>
    before.driver ? { ...before, driver: { ...before.driver, wait_at: heard.wait_at } } : before,
  );
}
