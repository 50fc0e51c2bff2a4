import { Client } from 'pg';
import { EVENTS_CHANNEL } from './outbox';

export interface EventListener {
  /** Whether events arrive at this moment. */
  isConnected(): boolean;
  close(): Promise<void>;
}

export interface EventListenerOptions {
  url: string;
  onEvent: (payload: string) => void;
  /** After a gap: what happened meanwhile was not heard. */
  onReconnected: () => void;
  onProblem: (error: unknown) => void;
}

const RETRY_MS = 1_000;
const PROBE_MS = 15_000;

/**
 * One connection that listens to what the relay publishes, renewed whenever it breaks. Starts at once and answers
 * without waiting: a database that is down is no reason not to start.
 */
export function listenToEvents({ url, onEvent, onReconnected, onProblem }: EventListenerOptions): EventListener {
  let client: Client | null = null;
  let connected = false;
  let connectedBefore = false;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const fresh = new Client({ connectionString: url, application_name: 'outrider events', keepAlive: true });
    client = fresh;
    fresh.on('notification', ({ payload }) => payload !== undefined && onEvent(payload));
    fresh.on('error', (error) => lose(fresh, error));
    fresh.on('end', () => lose(fresh, new Error('the connection for events has ended')));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN ${EVENTS_CHANNEL}`);
    } catch (error) {
      lose(fresh, error);
      return;
    }
    if (closed || client !== fresh) return;
    connected = true;
    if (connectedBefore) onReconnected();
    connectedBefore = true;
  }

  function lose(lost: Client, error: unknown): void {
    if (closed || client !== lost) return;
    client = null;
    connected = false;
    onProblem(error);
    lost.end().catch(() => {});
    retry = setTimeout(() => void connect(), RETRY_MS);
  }

  // A peer that vanished without a word is noticed by asking.
  const probe = setInterval(() => {
    const probed = client;
    if (connected && probed) probed.query('SELECT 1').catch((error: unknown) => lose(probed, error));
  }, PROBE_MS);
  probe.unref();
  void connect();

  return {
    isConnected: () => connected,
    async close() {
      closed = true;
      clearInterval(probe);
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
