import type { Tracking } from './wire';

export interface Listener {
  onTracking: (tracking: Tracking) => void;
  /** The link opens nothing (any more). */
  onEnded: () => void;
  onConnection: (isLive: boolean) => void;
}

const POLL_MS = 10_000;

/**
 * Follows an order: the stream while it can be had, and questions every few seconds while it cannot. Each message is
 * the whole state, so nothing is missed in between.
 */
export function follow(token: string, { onTracking, onEnded, onConnection }: Listener): void {
  const path = `/v1/tracking/${encodeURIComponent(token)}`;
  const source = new EventSource(`${path}/stream`);
  let isLive = false;

  source.addEventListener('open', () => connected(true));
  source.addEventListener('error', () => connected(false));
  source.addEventListener('tracking', ({ data }) => onTracking(JSON.parse(data as string) as Tracking));
  setInterval(() => {
    if (!isLive) void ask();
  }, POLL_MS);
  void ask();

  function connected(now: boolean): void {
    isLive = now;
    onConnection(now);
    if (!now) void ask();
  }

  async function ask(): Promise<void> {
    const response = await fetch(path).catch(() => null);
    if (response?.status === 404) {
      source.close();
      onEnded();
    } else if (response?.ok) onTracking((await response.json()) as Tracking);
  }
}
