import { Agent, fetch, request } from 'undici';

/** One connection per open stream, and a pool beside them for everything else. */
export interface Client {
  send(method: 'GET' | 'POST' | 'PUT', path: string, token: string, body?: unknown): Promise<unknown>;
  /** Calls back for every event until the client closes. Resolves when the stream is open. */
  follow(path: string, token: string, onEvent: (type: string, data: string) => void): Promise<void>;
  close(): Promise<void>;
}

const POOL = 64;

export function createClient(url: string): Client {
  const pool = new Agent({ connections: POOL, pipelining: 1 });
  const streams = new Agent({ bodyTimeout: 0, headersTimeout: 30_000 });
  const headers = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

  return {
    async send(method, path, token, body) {
      const { statusCode, body: answer } = await request(url + path, {
        method,
        dispatcher: pool,
        headers: { ...headers(token), 'content-type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      if (statusCode >= 400) throw new Error(`${method} ${path}: ${statusCode} ${text}`);
      return text === '' ? undefined : JSON.parse(text);
    },

    async follow(path, token, onEvent) {
      const response = await fetch(url + path, {
        dispatcher: streams,
        headers: headers(token),
      });
      if (!response.ok || !response.body) throw new Error(`${path}: ${response.status}`);
      void read(response.body, onEvent).catch(() => {});
    },

    async close() {
      await Promise.all([pool.destroy(), streams.destroy()]);
    },
  };
}

async function read(body: AsyncIterable<Uint8Array>, onEvent: (type: string, data: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const type = /^event: (.+)$/m.exec(block)?.[1];
      const data = /^data: (.+)$/m.exec(block)?.[1];
      if (type && data) onEvent(type, data);
    }
  }
}
