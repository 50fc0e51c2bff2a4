import type { Tracking } from './wire';

export interface Listener {
  onTracking: (tracking: Tracking) => void;
  /** The link opens nothing (any more). */
  onEnded: () => void;
  onConnection: (isLive: boolean) => void;
}

const POLL_MS = 10_000;
/** A stream that says nothing at all for so long is dead, whatever the browser thinks: the server's heart beats faster. */
const SILENCE_MAX_MS = 40_000;

/**
 * Follows an order: the stream while it can be had, and questions every few seconds while it cannot. Each message is
 * the whole state, so nothing is missed in between; the browser says by `Last-Event-ID` what it has seen.
 */
export function follow(token: string, { onTracking, onEnded, onConnection }: Listener): void {
  const path = `/v1/tracking/${encodeURIComponent(token)}`;
  let source: EventSource | null = null;
  let isLive = false;
  let heardAt = 0;

  open();
  const timer = setInterval(check, POLL_MS);
  addEventListener('online', () => void ask());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check();
  });

  function open(): void {
    source?.close();
    source = new EventSource(`${path}/stream`);
    heardAt = Date.now();
    source.addEventListener('open', () => connected(true));
    source.addEventListener('error', () => connected(false));
    for (const type of ['tracking', 'beat']) source.addEventListener(type, () => (heardAt = Date.now()));
    source.addEventListener('tracking', ({ data }) => onTracking(JSON.parse(data as string) as Tracking));
  }

  function check(): void {
    if (!isLive) void ask();
    const isSilent = Date.now() - heardAt > SILENCE_MAX_MS;
    // A browser gives up for good when the answer was no stream: from then on we try ourselves.
    if (source && (source.readyState === EventSource.CLOSED || isSilent)) open();
  }

  function connected(now: boolean): void {
    heardAt = Date.now();
    isLive = now;
    onConnection(now);
    if (!now) void ask();
  }

  async function ask(): Promise<void> {
    const response = await fetch(path).catch(() => null);
    if (response?.status === 404) {
      clearInterval(timer);
      source?.close();
      source = null;
      onEnded();
    } else if (response?.ok) onTracking((await response.json()) as Tracking);
  }
}
