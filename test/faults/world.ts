import { join } from 'node:path';
import { Part } from '../../cli/stack/part';
import { freePort } from '../../cli/stack/ports';
import { projectRoot } from '../../config';
import { createDatabase, type Database } from '../../db/client';
import { createTransitions, type Transitions } from '../../db/transitions';
import { overridePolicy, type PolicyOverride } from '../../domain/policy/override';
import { DEFAULT_POLICY } from '../../domain/policy/policy';
import { freshDatabase, PATIENT_WAIT_MS, type TestDatabase } from '../support/database';
import { PATIENCE_MS } from '../support/eventually';
import { createMarket, type TestMarket } from '../support/market';
import { localTemporal } from '../support/temporal';

/** Where a worker finds Temporal. */
export interface TemporalPlace {
  address: string;
  namespace: string;
}

export interface World<Temporal extends TemporalPlace = Awaited<ReturnType<typeof localTemporal>>> {
  temporal: Temporal;
  database: Database;
  transitions: Transitions;
  /** A process of the build, not started yet, with the address that it will have. */
  process(name: 'api' | 'worker', environment?: Record<string, string>): Promise<{ part: Part; url: string }>;
  /** A worker. `faults` as in OUTRIDER_FAULTS. */
  worker(faults?: string): Promise<Part>;
  /** A market whose clock runs 30 times as fast, so that offers last seconds. */
  fastMarket(changes?: PolicyOverride): Promise<TestMarket>;
  close(): Promise<void>;
}

/** A database and a namespace of their own, with workers that a test may kill. */
export async function openWorld(): Promise<World> {
  const temporal = await localTemporal();
  const world = await openWorldAt(temporal);
  return { ...world, close: () => world.close().then(() => temporal.close()) };
}

export async function openWorldAt<Temporal extends TemporalPlace>(temporal: Temporal): Promise<World<Temporal>> {
  const fresh = await freshDatabase();
  const database = createDatabase({ url: fresh.url, poolSize: 5 });
  const parts: Part[] = [];

  async function process(name: 'api' | 'worker', environment: Record<string, string> = {}) {
    const port = await freePort();
    const part = builtPart(name, port, { ...placeOf(fresh, temporal), ...environment });
    parts.push(part);
    return { part, url: `http://127.0.0.1:${port}` };
  }

  return {
    temporal,
    database,
    transitions: createTransitions(database.prisma),
    process,
    worker: async (faults = '') => (await process('worker', { OUTRIDER_FAULTS: faults })).part,
    fastMarket: (changes) => fastMarket(database, changes),
    async close() {
      await Promise.all(parts.map((part) => part.kill()));
      await database.close();
      await fresh.close();
    },
  };
}

export const JWT_SECRET = 'a secret of no use to anybody at all';

const placeOf = ({ url }: TestDatabase, { address, namespace }: TemporalPlace) => ({
  NODE_ENV: 'test',
  DATABASE_URL: url,
  OUTRIDER_DATABASE_WAIT_MS: PATIENT_WAIT_MS,
  TEMPORAL_ADDRESS: address,
  TEMPORAL_NAMESPACE: namespace,
  OUTRIDER_JWT_SECRET: JWT_SECRET,
});

/** A process as the build has made it. */
function builtPart(name: 'api' | 'worker', port: number, env: Record<string, string>): Part {
  const { folder, health, variable } = {
    api: { folder: 'api', health: 'readyz', variable: 'OUTRIDER_API_PORT' },
    worker: { folder: 'workers', health: 'healthz', variable: 'OUTRIDER_WORKER_HEALTH_PORT' },
  }[name];
  return new Part({
    name,
    command: globalThis.process.execPath,
    args: ['--enable-source-maps', join(projectRoot, 'dist', folder, 'main.js')],
    env: { ...env, [variable]: String(port) },
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/${health}`)).ok,
    readyTimeoutMs: 2 * PATIENCE_MS,
  });
}

async function fastMarket({ prisma }: Database, changes: PolicyOverride = {}): Promise<TestMarket> {
  const market = await createMarket(prisma, 30);
  // Three seconds to answer; a reservation outlives the restart of a worker, and nobody is told of a slow machine. These
  // drivers never say where they are: nobody may take them for gone.
  const patient = overridePolicy(DEFAULT_POLICY, {
    offer: { lifetimeS: 90, reservationS: 600 },
    deadlines: { unassignedS: 20_000, giveUpS: 40_000, pickupArrivalS: 20_000 },
    presence: { nudgeS: 100_000, pauseS: 200_000, handOverS: 300_000 },
  });
  const body = overridePolicy(patient, changes) as object;
  await prisma.policy.update({ where: { marketId_version: { marketId: market.id, version: 1 } }, data: { body } });
  return market;
}
