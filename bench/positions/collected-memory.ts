import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'undici';
import { residentMb } from './process-stats';

const OPENS_WITHIN_MS = 20_000;
const TRY_EVERY_MS = 200;

/** What a process holds when its garbage is gone: on a large machine V8 puts off collecting, which looks like a leak. */
export interface CollectedMemory {
  /** Resident MB right after a full collection. */
  read(): Promise<number>;
  close(): void;
}

/** Opens the inspector of a Node process that was started with `--inspect-port=<port>`. */
export async function openCollectedMemory(pid: number, port: number): Promise<CollectedMemory> {
  process.kill(pid, 'SIGUSR1');
  const socket = new WebSocket(await inspectorOf(port));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('the inspector of the API does not open')), { once: true });
  });
  let asked = 0;
  const ask = (method: string): Promise<void> => {
    const id = ++asked;
    return new Promise((resolve) => {
      const onMessage = ({ data }: { data: unknown }): void => {
        if ((JSON.parse(String(data)) as { id?: number }).id !== id) return;
        socket.removeEventListener('message', onMessage);
        resolve();
      };
      socket.addEventListener('message', onMessage);
      socket.send(JSON.stringify({ id, method }));
    });
  };
  await ask('HeapProfiler.enable');
  return {
    async read() {
      await ask('HeapProfiler.collectGarbage');
      return residentMb(pid);
    },
    close: () => socket.close(),
  };
}

async function inspectorOf(port: number): Promise<string> {
  const until = Date.now() + OPENS_WITHIN_MS;
  for (;;) {
    try {
      const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as {
        webSocketDebuggerUrl: string;
      }[];
      if (target) return target.webSocketDebuggerUrl;
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await delay(TRY_EVERY_MS);
  }
}
