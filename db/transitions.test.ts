import type { Outcome } from '../domain/dispatch/outcome';
import { ORDER_STATUSES, type OrderStatus } from '../domain/lifecycle/statuses';
import { nextStatus, TRANSITIONS, type Transition, type TransitionRequest } from '../domain/lifecycle/transitions';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { createDriver, createMarket, newOrder, type TestMarket } from '../test/support/market';
import { createDatabase, type Database } from './client';
import { createMoves, type Moves } from './moves';
import { createTransitions, type Transitions } from './transitions';

let database: TestDatabase;
let db: Database;
let transitions: Transitions;
let moves: Moves;
let market: TestMarket;

beforeAll(async () => {
  database = await freshDatabase();
  db = createDatabase({ url: database.url, poolSize: 10 });
  transitions = createTransitions(db.prisma);
  moves = createMoves(db.prisma);
  market = await createMarket(db.prisma);
});
afterAll(async () => {
  await db.close();
  await database.close();
});

const OPS = { type: 'ops', id: 'olga' } as const;
const SYSTEM = { type: 'system', id: 'test' } as const;
const TERMS = { payMinor: 500, payParts: { base: 500 }, distanceM: 1500, durationS: 600, stops: [] };
const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** An order somewhere in its life, with whoever took part in it. */
interface Case {
  orderId: string;
  driverId: string;
  otherId: string;
  offerId: string;
}

const must = (outcome: Outcome): Outcome => {
  if (!outcome.done) throw new Error(`refused: ${outcome.code}`);
  return outcome;
};

async function stopOf(orderId: string, kind: string): Promise<string> {
  const stop = await db.prisma.stop.findFirst({ where: { orderId, kind }, orderBy: { id: 'desc' } });
  return stop?.id ?? NOWHERE;
}

const report = async ({ orderId, driverId }: Case, kind: string, what: 'arrive' | 'complete' | 'fail') =>
  transitions.reportStop(
    await stopOf(orderId, kind),
    driverId,
    what,
    { occurredAt: null, reason: 'test' },
    { type: 'driver', id: driverId },
  );

const place = async (poolAt: Date): Promise<Case> => {
  const [driverId, otherId] = [await driver(), await driver()];
  const { order } = must(await transitions.placeOrder(newOrder(market, { pool_at: poolAt }), SYSTEM));
  return { orderId: order!.id, driverId, otherId, offerId: NOWHERE };
};
const driver = () => createDriver(db.prisma, transitions, market.id);

const offer = async (order: Case): Promise<Case> => {
  const { order: reserved } = must(await transitions.assignOrder(order.orderId, order.driverId, TERMS, 60_000, OPS));
  const offerId = reserved!.offer!.id;
  must(await transitions.openOffer(offerId, order.orderId, 60_000, SYSTEM));
  return { ...order, offerId };
};

/** How an order gets into each status: from the status before, by its own step. */
const INTO: Record<OrderStatus, () => Promise<Case>> = {
  scheduled: () => place(new Date(Date.now() + 3_600_000)),
  unassigned: () => place(new Date()),
  offered: async () => offer(await INTO.unassigned()),
  assigned: () => after('offered', ({ offerId }) => transitions.settleOffer(offerId, 'accepted', SYSTEM)),
  arrived_at_pickup: () => after('assigned', (order) => report(order, 'pickup', 'arrive')),
  picked_up: () => after('arrived_at_pickup', (order) => report(order, 'pickup', 'complete')),
  arrived_at_dropoff: () => after('picked_up', (order) => report(order, 'dropoff', 'arrive')),
  stranded: () => after('picked_up', (order) => moves.takeOut(order.orderId, 'test', OPS)),
  rescuing: () => after('stranded', ({ orderId, otherId }) => transitions.forceAssign(orderId, otherId, 'test', OPS)),
  delivered: () => after('arrived_at_dropoff', (order) => report(order, 'dropoff', 'complete')),
  returning: () => after('picked_up', (order) => report(order, 'dropoff', 'fail')),
  returned: () => after('returning', (order) => report(order, 'return', 'complete')),
  cancelled: () => after('assigned', ({ orderId }) => transitions.cancelOrder(orderId, 'test', OPS)),
  undeliverable: () => after('unassigned', async ({ orderId }) => giveUp(orderId)),
};

async function after(status: OrderStatus, step: (order: Case) => Promise<Outcome>): Promise<Case> {
  const order = await INTO[status]();
  must(await step(order));
  return order;
}

const orderOf = (id: string) => db.prisma.order.findUniqueOrThrow({ where: { id } });
const giveUp = async (orderId: string) =>
  transitions.giveUpOrder(orderId, (await orderOf(orderId)).version, 'test', SYSTEM);

/** Everything that a refusal must leave alone. */
async function traces({ orderId, driverId }: Case): Promise<string> {
  const [order, events, messages, offers, assignments, stops, drivers] = await Promise.all([
    orderOf(orderId),
    db.prisma.event.count({ where: { orderId } }),
    db.prisma.outbox.count({ where: { topic: 'order', key: orderId } }),
    db.prisma.offer.findMany({ where: { leadOrderId: orderId }, orderBy: { id: 'asc' } }),
    db.prisma.assignment.findMany({ where: { orderId }, orderBy: { id: 'asc' } }),
    db.prisma.stop.findMany({ where: { orderId }, orderBy: { id: 'asc' } }),
    db.prisma.driver.findMany({ where: { id: driverId } }),
  ]);
  return JSON.stringify([order, events, messages, offers, assignments, stops, drivers]);
}

/** Requests that anybody may make of an order in any status. */
const ASK: Partial<Record<TransitionRequest, (order: Case) => Promise<Outcome>>> = {
  enter_pool: ({ orderId }) => transitions.enterPool(orderId, SYSTEM),
  accept: ({ offerId }) => transitions.settleOffer(offerId, 'accepted', SYSTEM),
  lose_offer: ({ offerId }) => transitions.settleOffer(offerId, 'declined', SYSTEM, { reason: 'test' }),
  force_assign: ({ orderId, otherId }) => transitions.forceAssign(orderId, otherId, 'test', OPS),
  release: ({ orderId, driverId }) => transitions.releaseOrder(orderId, driverId, 'test', SYSTEM),
  requeue: ({ orderId }) => transitions.requeueOrder(orderId, 'test', OPS),
  cancel: ({ orderId }) => transitions.cancelOrder(orderId, 'test', OPS),
  give_up: ({ orderId }) => giveUp(orderId),
};

/** Refusals with a word of their own, and requests that had been granted before. */
function expected(request: TransitionRequest, status: OrderStatus): string {
  if (status === 'scheduled' && request === 'enter_pool') return 'too_early';
  if (leadsTo(status, request)) return 'done';
  if (status === 'rescuing' && request === 'force_assign') return 'already_assigned';
  // The driver who was lost has given it away, whatever became of it since.
  if ((status === 'stranded' || status === 'rescuing') && request === 'release') return 'repeated';
  if (request === 'give_up') return 'order_changed';
  if (request === 'release') return hasHadDriver(status) ? 'illegal_transition' : 'order_not_found';
  if (request === 'accept') return hasHadDriver(status) ? 'repeated' : 'offer_not_found';
  if (request === 'lose_offer') return hasHadDriver(status) ? 'offer_closed' : 'offer_not_found';
  if (request === 'cancel' && status === 'cancelled') return 'repeated';
  return 'illegal_transition';
}
/** People ask the same of goods that wait for a rescue; the table has words of its own for it. */
function leadsTo(status: OrderStatus, request: TransitionRequest): OrderStatus | null {
  if (status === 'stranded' && request === 'force_assign') return nextStatus(status, 'accept_rescue');
  if (status === 'rescuing' && request === 'requeue') return nextStatus(status, 'release_rescue');
  return nextStatus(status, request);
}
const hasHadDriver = (status: OrderStatus): boolean =>
  !['scheduled', 'unassigned', 'offered', 'undeliverable'].includes(status);

const answerOf = ({ done, repeated, code }: Outcome): string => (done ? (repeated ? 'repeated' : 'done') : code!);

describe.each(ORDER_STATUSES)('an order that is %s', (status) => {
  it.each(Object.keys(ASK) as TransitionRequest[])('answers %s by the table', async (request) => {
    const order = await INTO[status]();
    const before = await traces(order);
    const outcome = await ASK[request]!(order);
    expect(answerOf(outcome)).toBe(expected(request, status));
    const changed = outcome.done && !outcome.repeated;
    expect(changed ? outcome.order?.status : await traces(order)).toBe(changed ? leadsTo(status, request) : before);
    if (changed) await expectConsistent(order);
  });
});

/** One event per version, at most one live assignment, and it is the order's driver. */
async function expectConsistent({ orderId }: Case): Promise<void> {
  const [order, events, live, offers] = await Promise.all([
    orderOf(orderId),
    db.prisma.event.findMany({ where: { orderId }, orderBy: { number: 'asc' } }),
    db.prisma.assignment.findMany({ where: { orderId, endedAt: null } }),
    db.prisma.offerLine.count({ where: { orderId, status: 'live', offer: { status: { in: ['reserved', 'open'] } } } }),
  ]);
  expect(events.map(({ number }) => number)).toEqual(Array.from({ length: order.version }, (_, i) => i + 1));
  expect(events.at(-1)!.statusTo).toBe(order.status);
  expect(live.map(({ driverId }) => driverId)).toEqual(order.driverId && !order.endedAt ? [order.driverId] : []);
  expect(offers).toBe(order.status === 'offered' ? 1 : 0);
}

type Report = [kind: 'pickup' | 'dropoff' | 'return', what: 'arrive' | 'complete' | 'fail', answer: string];

describe("a driver's reports", () => {
  // What a report of each stop is answered in each status. Late and repeated reports are done already.
  it.each<[OrderStatus, Report[]]>([
    [
      'assigned',
      [
        ['pickup', 'arrive', 'arrived_at_pickup'],
        ['pickup', 'complete', 'picked_up'],
        ['pickup', 'fail', 'unassigned'],
        ['dropoff', 'arrive', 'not_picked_up'],
        ['dropoff', 'complete', 'not_picked_up'],
        ['dropoff', 'fail', 'not_picked_up'],
        ['return', 'complete', 'stop_not_found'],
      ],
    ],
    [
      'arrived_at_pickup',
      [
        ['pickup', 'arrive', 'repeated'],
        ['pickup', 'complete', 'picked_up'],
        ['pickup', 'fail', 'unassigned'],
        ['dropoff', 'complete', 'not_picked_up'],
      ],
    ],
    [
      'picked_up',
      [
        ['pickup', 'arrive', 'repeated'],
        ['pickup', 'complete', 'repeated'],
        ['pickup', 'fail', 'stop_closed'],
        ['dropoff', 'arrive', 'arrived_at_dropoff'],
        ['dropoff', 'complete', 'delivered'],
        ['dropoff', 'fail', 'returning'],
      ],
    ],
    [
      'arrived_at_dropoff',
      [
        ['dropoff', 'arrive', 'repeated'],
        ['dropoff', 'complete', 'delivered'],
        ['dropoff', 'fail', 'returning'],
      ],
    ],
    [
      'returning',
      [
        ['dropoff', 'fail', 'repeated'],
        ['dropoff', 'complete', 'stop_closed'],
        ['return', 'arrive', 'returning'],
        ['return', 'complete', 'returned'],
        ['return', 'fail', 'undeliverable'],
      ],
    ],
    [
      'delivered',
      [
        ['dropoff', 'complete', 'repeated'],
        ['dropoff', 'fail', 'stop_closed'],
      ],
    ],
    ['returned', [['return', 'complete', 'repeated']]],
    [
      'cancelled',
      [
        ['pickup', 'arrive', 'stop_closed'],
        ['pickup', 'complete', 'stop_closed'],
      ],
    ],
  ])('are answered by where the order is: %s', async (status, reports) => {
    for (const [kind, what, answer] of reports) {
      const order = await INTO[status]();
      const outcome = await report(order, kind, what);
      const said = answerOf(outcome);
      expect([kind, what, said === 'done' ? outcome.order!.status : said]).toEqual([kind, what, answer]);
      if (said === 'done') await expectConsistent(order);
    }
  });

  it('are placed between the assignment and now, whatever the phone says', async () => {
    const order = await INTO.assigned();
    const actor = { type: 'driver', id: order.driverId } as const;
    const stopId = await stopOf(order.orderId, 'pickup');
    await transitions.reportStop(stopId, order.driverId, 'complete', { occurredAt: new Date('2001-01-01') }, actor);
    const { assignedAt, pickedUpAt } = await orderOf(order.orderId);
    expect(pickedUpAt).toEqual(assignedAt);
    const doorId = await stopOf(order.orderId, 'dropoff');
    await transitions.reportStop(doorId, order.driverId, 'complete', { occurredAt: new Date('2099-01-01') }, actor);
    expect((await orderOf(order.orderId)).endedAt!.getTime()).toBeLessThanOrEqual(Date.now() + 5_000);
  });
});

describe('the tables of transitions', () => {
  it('are the same in the database and in the domain', async () => {
    const { rows } = await db.pool.query<{ request: string; from_status: string; to_status: string }>(
      'SELECT request, from_status, to_status FROM order_transition',
    );
    const ours = TRANSITIONS.flatMap(({ request, from, to }: Transition) =>
      from.map((status) => [request, status, to]),
    );
    const theirs = rows.map(({ request, from_status, to_status }) => [request, from_status, to_status]);
    expect(theirs.map(String).sort()).toEqual(ours.map(String).sort());
  });
});

describe('placing', () => {
  it('the same order ten times at once is one order', async () => {
    const row = newOrder(market);
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => transitions.placeOrder(row, SYSTEM)));
    expect(outcomes.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(outcomes.map(({ order }) => order!.id)).size).toBe(1);
    const other = await transitions.placeOrder({ ...row, fingerprint: 'other' }, SYSTEM);
    expect(other).toMatchObject({ done: false, code: 'external_id_conflict' });
  });

  it('a scheduled order enters the pool when its time has come, once', async () => {
    const { orderId } = await INTO.scheduled();
    await db.pool.query("UPDATE orders SET pool_at = now() - interval '1 second' WHERE id = $1", [orderId]);
    expect(answerOf(await transitions.enterPool(orderId, SYSTEM))).toBe('done');
    expect(answerOf(await transitions.enterPool(orderId, SYSTEM))).toBe('illegal_transition');
  });
});

describe('what is not there', () => {
  it.each<[string, (order: Case) => Promise<{ code?: string }>]>([
    ['order_not_found', () => transitions.cancelOrder(NOWHERE, 'x', OPS)],
    ['order_not_found', () => transitions.requeueOrder(NOWHERE, 'x', OPS)],
    ['order_not_found', ({ driverId }) => transitions.forceAssign(NOWHERE, driverId, 'x', OPS)],
    ['order_not_found', ({ driverId }) => transitions.assignOrder(NOWHERE, driverId, TERMS, 1, OPS)],
    ['order_not_found', ({ driverId }) => transitions.releaseOrder(NOWHERE, driverId, 'x', SYSTEM)],
    ['order_not_found', () => transitions.changeOrder(NOWHERE, { tip_minor: 1 }, OPS)],
    ['driver_not_found', ({ orderId }) => transitions.forceAssign(orderId, NOWHERE, 'x', OPS)],
    ['driver_not_found', ({ orderId }) => transitions.assignOrder(orderId, NOWHERE, TERMS, 1, OPS)],
    ['driver_not_found', () => transitions.setAvailability(NOWHERE, 'available', null, OPS)],
    ['offer_not_found', () => transitions.settleOffer(NOWHERE, 'accepted', SYSTEM)],
    ['stop_not_found', (order) => report({ ...order, orderId: NOWHERE }, 'pickup', 'arrive')],
  ])('is refused: %s', async (code, ask) => {
    expect(await ask(await INTO.unassigned())).toMatchObject({ done: false, code });
  });
});
