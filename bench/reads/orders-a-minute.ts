import { once } from 'node:events';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Past } from './history';
import type { Written } from './order-lives';
import type { WriterData } from './writer-thread';

/** Orders written at a steady pace by a thread of their own: whoever measures must not wait for whoever writes. */
export class OrdersAMinute {
  #thread: Worker | undefined;

  constructor(
    private readonly databaseUrl: string,
    private readonly past: Past,
    private readonly perMinute: number,
  ) {}

  async start(): Promise<void> {
    const { databaseUrl, past, perMinute } = this;
    const workerData: WriterData = { databaseUrl, past, perMinute };
    this.#thread = new Worker(join(__dirname, 'writer-thread.js'), { workerData });
    await once(this.#thread, 'message');
  }

  async stop(): Promise<Written> {
    const told = once(this.#thread!, 'message') as Promise<[Written]>;
    this.#thread!.postMessage('stop');
    return (await told)[0];
  }
}
