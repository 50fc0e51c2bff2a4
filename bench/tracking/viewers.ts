import { request, Agent } from 'undici';

interface Position {
  position: { recorded_at: string } | null;
}

/** Customers who look at their orders' streams; what each sees is timed against when the driver's phone sent it. */
export class Viewers {
  readonly #streams = new Agent({ bodyTimeout: 0, headersTimeout: 60_000 });
  readonly #sentAt = new Map<string, number>();
  readonly #latest = new Map<Viewer, string>();
  latenciesMs: number[] = [];
  came = 0;

  constructor(private readonly url: string) {}

  /** `order` is a number of the bench's own. */
  sent(order: number, recordedAt: string): void {
    this.#sentAt.set(`${order} ${recordedAt}`, performance.now());
  }

  async open(order: number, link: string): Promise<Viewer> {
    const viewer: Viewer = { order, link, lastEventId: null, leave: () => {} };
    await this.#connect(viewer);
    return viewer;
  }

  /** As a phone does that has lost its network for a moment. */
  async comeBack(viewer: Viewer): Promise<void> {
    viewer.leave();
    await this.#connect(viewer);
    this.came += 1;
  }

  /** How many do not show this as the last position of their order. */
  behind(viewers: readonly Viewer[], lastOf: readonly string[]): number {
    return viewers.filter((viewer) => this.#latest.get(viewer) !== lastOf[viewer.order]).length;
  }

  async close(): Promise<void> {
    await this.#streams.destroy();
  }

  async #connect(viewer: Viewer): Promise<void> {
    const abort = new AbortController();
    viewer.leave = () => abort.abort();
    const { body, statusCode } = await request(`${this.url}/v1/tracking/${viewer.link}/stream`, {
      dispatcher: this.#streams,
      signal: abort.signal,
      headers: viewer.lastEventId === null ? {} : { 'last-event-id': viewer.lastEventId },
    });
    if (statusCode !== 200) throw new Error(`a stream answered ${statusCode}`);
    void this.#read(viewer, body).catch(() => {});
  }

  async #read(viewer: Viewer, body: AsyncIterable<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) this.#see(viewer, block);
    }
  }

  #see(viewer: Viewer, block: string): void {
    viewer.lastEventId = /^id: (.+)$/m.exec(block)?.[1] ?? viewer.lastEventId;
    const data = /^data: (.+)$/m.exec(block)?.[1];
    const at = data && (JSON.parse(data) as Position).position?.recorded_at;
    if (!at) return;
    this.#latest.set(viewer, at);
    const sentAt = this.#sentAt.get(`${viewer.order} ${at}`);
    if (sentAt !== undefined) this.latenciesMs.push(performance.now() - sentAt);
  }
}

export interface Viewer {
  order: number;
  link: string;
  lastEventId: string | null;
  leave: () => void;
}
