import type { Response } from 'express';

/** A viewer that reads too slowly is cut off: it comes back and is told how things stand. */
const UNREAD_MAX_BYTES = 1_000_000;
const HEARTBEAT_MS = 15_000;

/** One open stream of server-sent events. */
export interface Sse {
  /** `id` is what the client sends as Last-Event-ID when it comes back. */
  send(event: string, data: unknown, id?: string): void;
  onClose(listener: () => void): void;
}

export interface SseStreams {
  open(res: Response): Sse;
  /** Called for every beat of every stream's heart. */
  onBeat(listener: () => void): void;
  count(): number;
  /** Ends all streams, so that the server can close. Clients come back to another process. */
  closeAll(): void;
}

export function createSseStreams(): SseStreams {
  const open = new Set<Response>();
  const beats: (() => void)[] = [];
  const heart = setInterval(() => {
    // A comment keeps proxies from closing a silent connection, and tells a vanished client from a quiet one.
    for (const res of open) if (!res.writableEnded) res.write(': beat\n\n');
    for (const listener of beats) listener();
  }, HEARTBEAT_MS);
  heart.unref();

  return {
    open(res) {
      res.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-cache, no-transform',
        'X-Accel-Buffering': 'no',
      });
      res.write('retry: 1000\n\n');
      open.add(res);
      res.on('close', () => open.delete(res));
      return {
        send(event, data, id) {
          if (res.writableEnded || res.destroyed) return;
          if (res.writableLength > UNREAD_MAX_BYTES) return void res.destroy();
          res.write(`${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
        },
        onClose: (listener) => void res.on('close', listener),
      };
    },
    count: () => open.size,
    onBeat: (listener) => void beats.push(listener),
    closeAll() {
      clearInterval(heart);
      for (const res of open) res.end();
    },
  };
}
