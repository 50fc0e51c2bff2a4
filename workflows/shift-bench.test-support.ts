import { Worker } from '@temporalio/worker';
import pino from 'pino';
import { createShiftActivities } from '../activities/shift';
import { driverShiftId } from '../contracts/driver-shift';
import { createDatabase, type Database } from '../db/client';
import { createOutbox } from '../db/outbox';
import { createShiftStore } from '../db/shift-store';
import { createTransitions, type Transitions } from '../db/transitions';
import type { StandingShift } from '../domain/shift/standing-shift';
import type { ShiftTerms } from '../domain/shift/terms';
import { freshDatabase } from '../test/support/database';
import { createMarket, placeOrder, proposal, type TestMarket } from '../test/support/market';
import { quietRuntime } from '../test/support/quiet-runtime';
import { localTemporal, type LocalTemporal } from '../test/support/temporal';
import { workflowBundle } from '../test/support/workflow-bundle';
import { startRelay } from '../workers/relay/relay';
import { relayRoutes } from '../workers/relay/routes';
import { ShiftWalk } from './shift-walk.test-support';

export interface ShiftBench {
  database: Database;
  transitions: Transitions;
  temporal: LocalTemporal;
  /** So many walks with seeds from `first` on, some at the same time. */
  walk(first: number, walks: number, length: number): Promise<void>;
  /** Walks that have come to their end. */
  walked(): number;
  /** A driver off shift, in a market of his own. */
  driver(): Promise<string>;
  /** One who has come on by these terms and has an order; its stops in turn. */
  busyDriver(terms: ShiftTerms): Promise<{ driverId: string; shift: StandingShift; stops: string[] }>;
  /** The status of a shift's workflow. */
  fateOf(shiftId: string): Promise<string>;
  close(): Promise<void>;
}

const AT_ONCE = 8;

/** PostgreSQL, a real Temporal server, a worker with `driverShift` and the relay between them. */
export async function shiftBench(server: () => Promise<LocalTemporal> = localTemporal): Promise<ShiftBench> {
  quietRuntime();
  const [fresh, temporal] = await Promise.all([freshDatabase(), server()]);
  const database = createDatabase({ url: fresh.url, poolSize: 12 });
  const transitions = createTransitions(database.prisma);
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

  async function stranger(name: string): Promise<{ market: TestMarket; driverId: string }> {
    const market = await createMarket(database.prisma);
    const { id } = await database.prisma.driver.create({ data: { marketId: market.id, name, capacity: 100 } });
    return { market, driverId: id };
  }

  let walked = 0;
  async function walkOne(seed: number, length: number): Promise<void> {
    const { market, driverId } = await stranger(`Driver ${seed}`);
    await new ShiftWalk(database.prisma, market, driverId).walk(seed, length);
    walked += 1;
  }

  return {
    database,
    transitions,
    temporal,
    walked: () => walked,
    driver: async () => (await stranger('Marta')).driverId,
    async busyDriver(terms) {
      const { market, driverId } = await stranger('Marta');
      const actor = { type: 'driver', id: driverId } as const;
      const { shift } = await transitions.changeShift(driverId, { request: 'come_on', endsAt: null, terms }, actor);
      const proposed = await proposal(database.prisma, driverId, [await placeOrder(transitions, market)]);
      const round = await transitions.startRound(market.id);
      const { applied } = await transitions.applyRound(market.id, round!.lastRoundNo + 1, [proposed], 60_000);
      const { offerId, orderIds } = applied[0]!;
      await transitions.openOffer(offerId, orderIds[0]!, 60_000, actor);
      await transitions.settleOffer(offerId, 'accepted', actor);
      const stops = await database.prisma.stop.findMany({
        where: { route: { driverId } },
        orderBy: { position: 'asc' },
      });
      return { driverId, shift: shift!, stops: stops.map(({ id }) => id) };
    },
    async fateOf(shiftId) {
      const { status } = await temporal.client.workflow.getHandle(driverShiftId(shiftId)).describe();
      return status.name;
    },
    async walk(first, walks, length) {
      const seeds = Array.from({ length: walks }, (_, index) => first + index);
      const next = async (): Promise<void> => {
        for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
          await walkOne(seed, length).catch((error: unknown) => {
            seeds.length = 0; // The first that goes astray is the last: the others end where they are.
            throw error;
          });
        }
      };
      const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, next));
      const astray = ends.find((end) => end.status === 'rejected');
      if (astray) throw astray.reason;
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
