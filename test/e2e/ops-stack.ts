import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { answersOk } from '../../cli/stack/node-parts';
import { Part } from '../../cli/stack/part';
import { freePort } from '../../cli/stack/ports';
import { issueToken } from '../../cli/tokens';
import { type Environment, loadConfig, projectRoot } from '../../config';
import type { TokenClaims } from '../../contracts/http/tokens';
import { freshDatabase, PATIENT_WAIT_MS } from '../support/database';
import { PATIENCE_MS } from '../support/eventually';
import { localTemporal } from '../support/temporal';

const LISBON = { lat: 38.7223, lng: -9.1393 };

/** Only people propose drivers: what an operator sees and does must not race with the matcher. */
const NO_ROUNDS = { pool: { batch_window_s: 86_400 } };

/** API and worker as they are built, each a process of its own, on a database and a Temporal namespace of their own. */
export interface OpsStack {
  url: string;
  /** For what no call can bring about: days that have passed. */
  databaseUrl: string;
  token: (claims: TokenClaims) => Promise<string>;
  stop(): Promise<void>;
}

export async function startOpsStack(): Promise<OpsStack> {
  const [database, temporal] = await Promise.all([freshDatabase(), localTemporal()]);
  const env: Environment = {
    ...process.env,
    DATABASE_URL: database.url,
    OUTRIDER_DATABASE_WAIT_MS: PATIENT_WAIT_MS,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    OUTRIDER_JWT_SECRET: randomBytes(32).toString('hex'),
    OUTRIDER_API_PORT: String(await freePort()),
    OUTRIDER_WORKER_HEALTH_PORT: String(await freePort()),
    OUTRIDER_LOG_LEVEL: 'error',
    NODE_ENV: 'test',
  };
  const config = loadConfig(env);
  const parts = [
    builtPart('worker', env, `http://127.0.0.1:${config.worker.healthPort}/healthz`),
    builtPart('api', env, `http://127.0.0.1:${config.api.port}/readyz`),
  ];
  await Promise.all(parts.map((part) => part.start()));
  return {
    url: config.api.publicUrl,
    databaseUrl: database.url,
    token: (claims) => issueToken(config, claims),
    async stop() {
      await Promise.all(parts.map((part) => part.kill()));
      await temporal.close();
      await database.close();
    },
  };
}

const builtPart = (room: 'api' | 'worker', env: Environment, readyUrl: string): Part =>
  new Part({
    name: room,
    command: process.execPath,
    args: [join(projectRoot, 'dist', room === 'api' ? 'api' : 'workers', 'main.js')],
    env: { ...env },
    isReady: () => answersOk(readyUrl),
    readyTimeoutMs: 2 * PATIENCE_MS,
    stopSignal: 'SIGTERM',
    stopGraceMs: 5_000,
  });

export interface OpsTownDriver {
  id: string;
  goesOnBreak(minutes: number): Promise<unknown>;
}

export interface OpsTown {
  operator: string;
  viewer: string;
  /** Takes nobody's order by himself: he answers nothing. */
  addDriver(name: string): Promise<OpsTownDriver>;
  placeOrder(from: string, to: string): Promise<string>;
}

export interface OpsTownOptions {
  id?: string;
  name?: string;
  /** What differs from the usual policy. */
  policy?: object;
}

/** A market with a merchant, drivers that are on shift, and people who look at it. */
export async function openOpsTown(
  { url, token }: OpsStack,
  { id: marketId = 'lisbon', name: marketName = 'Lisbon', policy = NO_ROUNDS }: OpsTownOptions = {},
): Promise<OpsTown> {
  const admin = await token({ role: 'admin', sub: 'root' });
  const send = async (method: string, path: string, as: string, body: object): Promise<Record<string, string>> => {
    const headers = { authorization: `Bearer ${as}`, 'content-type': 'application/json' };
    const response = await fetch(url + path, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, string>;
  };
  const market = { id: marketId, name: marketName, time_zone: 'Europe/Lisbon', currency: 'EUR', location: LISBON };
  await send('POST', '/v1/admin/markets', admin, { ...market, policy });
  const merchant = await send('POST', '/v1/admin/merchants', admin, { market_id: market.id, name: 'Padaria Sol' });
  const { key = '' } = await send('POST', '/v1/admin/api_keys', admin, { merchant_id: merchant.id });
  let placed = 0;

  return {
    operator: await token({ role: 'ops', sub: 'olga', level: 'operator' }),
    viewer: await token({ role: 'ops', sub: 'vera', level: 'viewer' }),
    async addDriver(name) {
      const { id = '' } = await send('POST', '/v1/admin/drivers', admin, { market_id: market.id, name });
      const driver = await token({ role: 'driver', sub: id });
      await send('POST', '/v1/driver/locations', driver, {
        points: [{ location: LISBON, recorded_at: new Date().toISOString(), heading: 45 }],
      });
      await send('PUT', '/v1/driver/availability', driver, { state: 'available' });
      return {
        id,
        goesOnBreak: (minutes) =>
          send('PUT', '/v1/driver/availability', driver, { state: 'on_break', break_minutes: minutes }),
      };
    },
    async placeOrder(from, to) {
      placed += 1;
      const near = { lat: LISBON.lat + placed * 0.002, lng: LISBON.lng - placed * 0.003 };
      const { id = '' } = await send('POST', '/v1/orders', key, {
        external_id: randomUUID(),
        pickup: { name: from, address: 'Rua do Carmo 41', location: near },
        dropoff: { name: to, address: 'Calçada do Monte 18', location: { lat: near.lat + 0.01, lng: near.lng } },
      });
      return id;
    },
  };
}
