import type { Outcome } from '../domain/dispatch/outcome';
import type { Climb } from '../domain/ladder/climb';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createDriver, createMarket, newOrder, type TestMarket } from '../test/support/market';
import { createDatabase, type Database } from './client';
import { createEscalations, type Escalations } from './escalations';
import { createIncidents, type Incidents } from './incidents';
import { createMoves, type Moves } from './moves';
import { createOrderSweeps } from './order-sweeps';
import { createSwitches, type Switches } from './switches';
import type { OrderSweeps } from '../domain/ports';
import { createTransitions, type NewOrder, type Transitions } from './transitions';

export const OPS = { type: 'ops', id: 'olga' } as const;
export const SYSTEM = { type: 'system', id: 'test' } as const;
const TERMS = { payMinor: 500, payParts: { base: 500 }, distanceM: 1500, durationS: 600, stops: [] };

/** A market of its own and what can happen to orders in it. */
class Trouble {
  constructor(
    readonly database: Database,
    readonly market: TestMarket,
    readonly transitions: Transitions,
    readonly moves: Moves,
    readonly sweeps: OrderSweeps,
    readonly switches: Switches,
    readonly incidents: Incidents,
    readonly escalations: Escalations,
  ) {}

  get prisma(): Database['prisma'] {
    return this.database.prisma;
  }

  driver(): Promise<string> {
    return createDriver(this.prisma, this.transitions, this.market.id);
  }

  async place(columns: NewOrder = {}): Promise<string> {
    const { order } = must(await this.transitions.placeOrder(newOrder(this.market, columns), SYSTEM));
    return order!.id;
  }

  async assign(orderId: string, driverId: string): Promise<void> {
    const { order } = must(await this.transitions.assignOrder(orderId, driverId, TERMS, 60_000, SYSTEM));
    must(await this.transitions.openOffer(order!.offer!.id, orderId, 60_000, SYSTEM));
    must(await this.transitions.settleOffer(order!.offer!.id, 'accepted', { type: 'driver', id: driverId }));
  }

  /** The driver's own open or removed stop of this kind. */
  async stop(orderId: string, driverId: string, kind: string): Promise<string> {
    const found = await this.prisma.stop.findFirstOrThrow({
      where: { orderId, kind, assignment: { driverId } },
      orderBy: { id: 'desc' },
    });
    return found.id;
  }

  async report(
    orderId: string,
    driverId: string,
    kind: string,
    what: 'arrive' | 'complete' | 'fail',
    occurredAt?: Date,
  ) {
    const stopId = await this.stop(orderId, driverId, kind);
    const said = { occurredAt: occurredAt ?? null, reason: 'test' };
    return this.transitions.reportStop(stopId, driverId, what, said, { type: 'driver', id: driverId });
  }

  /** An order whose goods the driver has. */
  async carried(driverId: string, columns: NewOrder = {}): Promise<string> {
    const orderId = await this.place(columns);
    await this.assign(orderId, driverId);
    must(await this.report(orderId, driverId, 'pickup', 'complete'));
    return orderId;
  }

  async climb(orderId: string, climb: Partial<Climb> & Pick<Climb, 'actions'>): Promise<Outcome> {
    const { version } = await this.order(orderId);
    const usual = {
      rung: 1,
      reason: 'unassigned_too_long',
      deadlineMs: 60_000,
      orderBudgetMinor: 400,
      dayBudgetMinor: 1e6,
    };
    return this.transitions.climbLadder(orderId, { version, ...usual, ...climb }, SYSTEM);
  }

  order(id: string) {
    return this.prisma.order.findUniqueOrThrow({ where: { id } });
  }

  reassignments(orderId: string) {
    return this.prisma.reassignment.findMany({ where: { orderId }, orderBy: { id: 'asc' } });
  }

  async eventTypes(orderId: string): Promise<string[]> {
    const events = await this.prisma.event.findMany({ where: { orderId }, orderBy: { number: 'asc' } });
    return events.map(({ type }) => type);
  }
}

export const must = <Answer extends Outcome>(outcome: Answer): Answer => {
  if (!outcome.done) throw new Error(`refused: ${outcome.code}`);
  return outcome;
};

/** One database for a test file; a market of its own for each test. */
export function useTrouble(): Trouble {
  const town = Object.create(Trouble.prototype) as Trouble;
  let fresh: TestDatabase | undefined;
  let database: Database | undefined;
  beforeAll(async () => {
    fresh = await freshDatabase();
    database = createDatabase({ url: fresh.url, poolSize: 8 });
  });
  beforeEach(async () => void Object.assign(town, await troubleIn(database!)));
  afterAll(async () => {
    await database?.close();
    await fresh?.close();
  });
  return town;
}

async function troubleIn(database: Database): Promise<Trouble> {
  const { prisma } = database;
  return new Trouble(
    database,
    await createMarket(prisma),
    createTransitions(prisma),
    createMoves(prisma),
    createOrderSweeps(prisma),
    createSwitches(prisma),
    createIncidents(prisma),
    createEscalations(prisma),
  );
}
