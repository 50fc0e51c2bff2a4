import pino from 'pino';
import { loadConfig } from '../config';
import { Problem, type Endpoint } from '../contracts/http';
import { createDatabase, type Database } from '../db/client';
import { createTransitions, type Transitions } from '../db/transitions';
import { freshDatabase, PATIENT_WAIT_MS } from '../test/support/database';
import { startApi } from './api';
import { createTokens } from './auth/tokens';
import { ENDPOINTS } from './openapi';

const SECRET = 'a secret for tests that is long enough';
export const SYSTEM = { type: 'system', id: 'test' } as const;
export const tokens = createTokens(SECRET);

export interface Reply {
  status: number;
  // A test reads the fields that it knows are there.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
  headers: Headers;
}

export interface RequestOptions {
  as?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** Sent as it is, instead of `body`. */
  raw?: string | Uint8Array;
}

export interface TestApi {
  url: string;
  databaseUrl: string;
  database: Database;
  transitions: Transitions;
  admin: string;
  call: (method: string, path: string, options?: RequestOptions) => Promise<Reply>;
  stop(): Promise<void>;
}

/** The real API over real HTTP and a database of its own. Temporal is a closed port: nothing may depend on it. */
export async function startTestApi(environment: Record<string, string> = {}): Promise<TestApi> {
  const own = await freshDatabase();
  const config = loadConfig({
    DATABASE_URL: own.url,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    OUTRIDER_JWT_SECRET: SECRET,
    OUTRIDER_API_PORT: '0',
    OUTRIDER_API_HOST: '127.0.0.1',
    OUTRIDER_LOG_LEVEL: 'silent',
    OUTRIDER_DATABASE_WAIT_MS: PATIENT_WAIT_MS,
    // Tests act as drivers and merchants, too, and look right after.
    OUTRIDER_BOARD_MAX_AGE_MS: '0',
    OUTRIDER_RATE_LIMIT_PER_MINUTE: '1000000',
    OUTRIDER_RATE_LIMIT_ANONYMOUS_PER_MINUTE: '1000000',
    NODE_ENV: 'test',
    ...environment,
  });
  const api = await startApi(config, pino({ level: 'silent' }));
  const database = createDatabase({ url: own.url, poolSize: 4 });
  const url = `http://127.0.0.1:${api.port}`;
  return {
    url,
    databaseUrl: own.url,
    database,
    transitions: createTransitions(database.prisma),
    admin: (await tokens.sign({ role: 'admin', sub: 'root' }, 600)).token,
    call: (method, path, options) => call(url, method, path, options),
    async stop() {
      await api.stop();
      await database.close();
      await own.close();
    },
  };
}

/** One API for all tests of a file. */
export function useTestApi(environment: Record<string, string> = {}): TestApi {
  const api = {} as TestApi;
  beforeAll(async () => void Object.assign(api, await startTestApi(environment)));
  // Without one that has started there is nothing to stop, and another failure to tell of.
  afterAll(() => api.stop?.());
  return api;
}

/** Every answer is checked against what the contract promises for its route and status. */
async function call(url: string, method: string, path: string, options: RequestOptions = {}): Promise<Reply> {
  const { as, body, raw, headers = {} } = options;
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(as && { authorization: `Bearer ${as}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    body: (raw as string | undefined) ?? (body === undefined ? undefined : JSON.stringify(body)),
  });
  if (response.ok && endpointOf(method, path)?.answers[response.status] === 'image') {
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()), headers: response.headers };
  }
  const text = await response.text();
  const isJson =
    /json$|json;/.test(response.headers.get('content-type') ?? '') &&
    !/ndjson/.test(response.headers.get('content-type') ?? '');
  const answer: unknown = text === '' ? undefined : isJson ? JSON.parse(text) : text;
  const reply = { status: response.status, body: answer, headers: response.headers };
  if (response.status >= 400) {
    if (path !== '/readyz') {
      expect(response.headers.get('content-type')).toContain('application/problem+json');
      Problem.parse(answer);
    }
    return reply;
  }
  const promised = endpointOf(method, path)?.answers[response.status];
  if (promised === undefined) throw new Error(`${method} ${path} promises no ${response.status}: ${text}`);
  if (promised !== null && typeof promised !== 'string') promised.parse(answer);
  return reply;
}

/** Made once: tests call tens of thousands of times. */
const PATTERNS = ENDPOINTS.map((endpoint) => ({
  endpoint,
  pattern: new RegExp(`^${endpoint.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
}));

const endpointOf = (method: string, path: string): Endpoint | undefined =>
  PATTERNS.find(
    ({ endpoint, pattern }) => endpoint.method === method.toLowerCase() && pattern.test(path.split('?')[0]!),
  )?.endpoint;
