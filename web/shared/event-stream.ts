/**
 * Server-sent events over fetch. The browser's own EventSource cannot send an Authorization header, and a token does not
 * belong in a URL.
 */
export interface StreamMessage {
  event: string;
  data: string;
  id: string | null;
}

/** Takes the text of a stream in pieces of any size and hands out whole messages. */
export function createMessageParser(onMessage: (message: StreamMessage) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const blocks = (rest + text).replaceAll('\r\n', '\n').split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const message = parseBlock(block);
      if (message) onMessage(message);
    }
  };
}

function parseBlock(block: string): StreamMessage | null {
  const data: string[] = [];
  let event = 'message';
  let id: string | null = null;
  for (const line of block.split('\n')) {
    const [, field, value = ''] = /^([^:]+)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'event') event = value;
    else if (field === 'id') id = value;
  }
  return data.length > 0 ? { event, data: data.join('\n'), id } : null;
}

export interface StreamOptions {
  url: string;
  /** The last message that is known already: the stream goes on after it. */
  after: string | null;
  headers: () => Record<string, string>;
  onMessage: (message: StreamMessage) => void;
  /** Anything that arrived, comments that keep the line open included. */
  onSign: () => void;
  onOpen: () => void;
  /** `status` is null when there was no answer at all. */
  onDown: (status: number | null) => void;
}

const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 15_000;

/** Stays connected until told to stop: resumes after the last message that it has seen, backing off while refused. */
export function openStream(options: StreamOptions): () => void {
  const stop = new AbortController();
  let lastEventId = options.after;
  let retryMs = RETRY_MIN_MS;

  const parse = (): ((text: string) => void) =>
    createMessageParser((message) => {
      if (message.id !== null) lastEventId = message.id;
      options.onMessage(message);
    });

  async function read(): Promise<number | null> {
    const response = await fetch(options.url, {
      headers: {
        ...options.headers(),
        accept: 'text/event-stream',
        ...(lastEventId === null ? {} : { 'last-event-id': lastEventId }),
      },
      signal: stop.signal,
      cache: 'no-store',
    });
    if (!response.ok || !response.body) return response.status;
    options.onOpen();
    retryMs = RETRY_MIN_MS;
    const take = parse();
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return null;
      options.onSign();
      take(value);
    }
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      const status = await read().catch(() => null);
      if (stop.signal.aborted) return;
      options.onDown(status);
      await pause(retryMs, stop.signal);
      retryMs = Math.min(retryMs * 2, RETRY_MAX_MS);
    }
  }

  void run();
  return () => stop.abort();
}

/** Ends early when the network comes back, or when nobody waits any more. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      globalThis.removeEventListener('online', wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, ms);
    globalThis.addEventListener('online', wake);
    signal.addEventListener('abort', wake);
  });
}
