import { Worker } from '@temporalio/worker';
import pino from 'pino';
import { createShiftActivities } from '../activities/shift';
import { createDatabase, type Database } from '../db/client';
import { createOutbox } from '../db/outbox';
import { createShiftStore } from '../db/shift-store';
import { freshDatabase } from '../test/support/database';
import { createMarket } from '../test/support/market';
import { quietRuntime } from '../test/support/quiet-runtime';
import { localTemporal, type LocalTemporal } from '../test/support/temporal';
import { workflowBundle } from '../test/support/workflow-bundle';
import { startRelay } from '../workers/relay/relay';
import { relayRoutes } from '../workers/relay/routes';
import { ShiftWalk } from './shift-walk.test-support';

export interface ShiftBench {
  database: Database;
  temporal: LocalTemporal;
  /** So many walks with seeds from `first` on, some at the same time. */
  walk(first: number, walks: number, length: number): Promise<void>;
  close(): Promise<void>;
}

const AT_ONCE = 8;

/** PostgreSQL, the real Temporal server, a worker with `driverShift` and the relay between them. */
export async function shiftBench(): Promise<ShiftBench> {
  quietRuntime();
  const [fresh, temporal] = await Promise.all([freshDatabase(), localTemporal()]);
  const database = createDatabase({ url: fresh.url, poolSize: 12 });
  const log = pino({ level: 'silent' });
  const outbox = createOutbox(database.prisma);
  const nobody = async (): Promise<void> => {};
  const help = { page: nobody, partner: nobody };
  const told = relayRoutes({
    client: temporal.client,
    outbox,
    push: nobody,
    help,
    measure: nobody,
    onPublished: () => {},
    log,
  });
  // Orders have no workflows here: the walk plays their part.
  const relay = startRelay(outbox, { ...told, order: async () => {}, matching: async () => {} }, log);
  const worker = await Worker.create({
    connection: temporal.connection,
    namespace: temporal.namespace,
    taskQueue: 'dispatch',
    workflowBundle,
    activities: createShiftActivities({ shifts: createShiftStore(database.prisma), faults: { pass() {} }, relay }),
  });
  const running = worker.run();

  async function walkOne(seed: number, length: number): Promise<void> {
    const market = await createMarket(database.prisma);
    const driver = await database.prisma.driver.create({
      data: { marketId: market.id, name: `Driver ${seed}`, capacity: 100 },
    });
    await new ShiftWalk(database.prisma, market, driver.id).walk(seed, length);
  }

  return {
    database,
    temporal,
    async walk(first, walks, length) {
      const seeds = Array.from({ length: walks }, (_, index) => first + index);
      const next = async (): Promise<void> => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) await walkOne(seed, length);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
    },
    async close() {
      worker.shutdown();
      await running;
      await relay.stop();
      await temporal.close();
      await database.close();
      await fresh.close();
    },
  };
}
