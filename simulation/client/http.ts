import { setMaxListeners } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { EventStreamParser, type StreamEvent } from './event-stream';

export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  path: string;
  credential: Credential;
  body?: unknown;
  /** A picture instead of a body. */
  picture?: Uint8Array;
  /** The same for every attempt of one write, so that the API does it once. */
  idempotencyKey?: string;
}

export interface Reply {
  status: number;
  body: unknown;
  /** How long the attempt that was answered took. */
  tookMs: number;
}

/** Who asks. Tokens are short lived: a refused one is renewed and the call repeated. */
export interface Credential {
  bearer(): Promise<string>;
  renew(): void;
}

/** A call that would never be answered otherwise, or that the simulation cannot go on without. */
export class ApiError extends Error {
  override name = 'ApiError';
  constructor(
    readonly call: Pick<Call, 'method' | 'path'>,
    readonly reply: Reply,
  ) {
    super(`${call.method} ${call.path} answered ${reply.status}: ${JSON.stringify(reply.body)}`);
  }
}

/** The simulation is over: nobody waits for this answer any more. */
export class ClientClosed extends Error {
  override name = 'ClientClosed';
}

const BACKOFF = { firstMs: 100, longestMs: 2_000 };
/** A fresh token that is refused again and again will never do: the API was set up with another secret. */
const REFUSALS_MAX = 2;
const ANSWER_TIMEOUT_MS = 10_000;
/** A stream that says nothing for so long, not even that it is alive, is dead. */
const STREAM_SILENCE_MS = 60_000;

/**
 * The API as a good app uses it: connections are kept, and a call that got no answer, or one that says "not now", is
 * sent again with the same idempotency key until there is an answer.
 */
export class ApiClient {
  readonly #agent = new Agent({ connections: 32, headersTimeout: ANSWER_TIMEOUT_MS, bodyTimeout: ANSWER_TIMEOUT_MS });
  readonly #streams = new Agent({ headersTimeout: ANSWER_TIMEOUT_MS, bodyTimeout: STREAM_SILENCE_MS });
  readonly #closing = new AbortController();
  /** Why calls had to be sent again, and how often: shows what an outage cost, and a server that always fails. */
  readonly repeats = new Map<string, number>();

  constructor(readonly baseUrl: string) {
    // Every call that waits for its next attempt listens.
    setMaxListeners(0, this.#closing.signal);
  }

  /** Any answer but "not now". Rejects only when the client is closed. */
  async send(call: Call): Promise<Reply> {
    for (let attempt = 0, refusals = 0; ; attempt += 1) {
      const reply = await this.#attempt(call);
      if (reply?.status === 401) refusals += 1;
      if (reply && (!isNotNow(reply) || refusals > REFUSALS_MAX)) return reply;
      const why = reply ? String(reply.status) : 'no answer';
      this.repeats.set(why, (this.repeats.get(why) ?? 0) + 1);
      await this.#pause(waitMs(attempt, reply));
    }
  }

  /** As `send`, where only success lets the simulation go on. */
  async expect<Body>(call: Call): Promise<Body> {
    const reply = await this.send(call);
    if (reply.status >= 300) throw new ApiError(call, reply);
    return reply.body as Body;
  }

  /** Messages of a server-sent event stream until it breaks, which it does by throwing. */
  async *events(path: string, credential: Credential, signal: AbortSignal): AsyncGenerator<StreamEvent> {
    const { statusCode, body } = await request(`${this.baseUrl}${path}`, {
      dispatcher: this.#streams,
      signal,
      headers: { authorization: `Bearer ${await credential.bearer()}`, accept: 'text/event-stream' },
    });
    if (statusCode === 401) credential.renew();
    if (statusCode !== 200) {
      await body.dump();
      throw new Error(`${path} answered ${statusCode}`);
    }
    const parser = new EventStreamParser();
    body.setEncoding('utf8');
    for await (const chunk of body) yield* parser.push(chunk as string);
    throw new Error(`${path} ended`);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all([this.#agent.destroy(), this.#streams.destroy()]);
  }

  async #attempt({ method, path, credential, body, picture, idempotencyKey }: Call): Promise<RetriableReply | null> {
    const begun = performance.now();
    try {
      const response = await request(`${this.baseUrl}${path}`, {
        method,
        dispatcher: this.#agent,
        headers: {
          authorization: `Bearer ${await credential.bearer()}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(picture && { 'content-type': 'image/png' }),
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(picture && { body: picture }),
      });
      const text = await response.body.text();
      if (response.statusCode === 401) credential.renew();
      return {
        status: response.statusCode,
        body: text === '' ? null : JSON.parse(text),
        tookMs: performance.now() - begun,
        retryAfterS: Number(response.headers['retry-after'] ?? 0),
      };
    } catch {
      if (this.#closing.signal.aborted) throw new ClientClosed();
      return null;
    }
  }

  async #pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: this.#closing.signal }).catch(() => {
      throw new ClientClosed();
    });
  }
}

type RetriableReply = Reply & { retryAfterS: number };

/** A token that lapsed, a limit, a server that restarts, or the first attempt of the same write still running. */
function isNotNow({ status, body }: Reply): boolean {
  if (status === 401 || status === 429 || status >= 500) return true;
  return status === 409 && (body as { code?: string } | null)?.code === 'idempotency_in_progress';
}

function waitMs(attempt: number, reply: RetriableReply | null): number {
  const backoff = Math.min(BACKOFF.longestMs, BACKOFF.firstMs * 2 ** attempt);
  return Math.max(backoff, (reply?.retryAfterS ?? 0) * 1000);
}
