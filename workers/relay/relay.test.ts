import pino from 'pino';
import { createDatabase, type Database } from '../../db/client';
import { createOutbox, type OutboxMessage } from '../../db/outbox';
import { createTransitions, type Transitions } from '../../db/transitions';
import { freshDatabase, type TestDatabase } from '../../test/support/database';
import { eventually } from '../../test/support/eventually';
import { createMarket, newOrder, placeOrder } from '../../test/support/market';
import { startRelay, type Relay } from './relay';

let fresh: TestDatabase;
let database: Database;
let transitions: Transitions;
let relays: Relay[];
beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase({ url: fresh.url, poolSize: 8 });
  transitions = createTransitions(database.prisma);
});
beforeEach(async () => {
  relays = [];
  await database.prisma.outbox.deleteMany();
});
afterEach(() => Promise.all(relays.map((relay) => relay.stop())));
afterAll(async () => {
  await database.close();
  await fresh.close();
});

const ops = { type: 'ops', id: 'olga' } as const;

/** Starts relays whose order messages go to `deliver`. */
function start(count: number, deliver: (message: OutboxMessage) => Promise<void>): void {
  const order = async (messages: OutboxMessage[]): Promise<void> => {
    for (const message of messages) await deliver(message);
  };
  const nowhere = async (): Promise<void> => {};
  const routes = {
    order,
    shift: nowhere,
    matching: nowhere,
    push: nowhere,
    event: nowhere,
    page: nowhere,
    partner: nowhere,
  };
  const log = pino({ level: 'silent' });
  relays = Array.from({ length: count }, () => startRelay(createOutbox(database.prisma), routes, log));
}

const outboxIsEmpty = (): Promise<void> => eventually(async () => expect(await database.prisma.outbox.count()).toBe(0));

const changeTip = (orderId: string, tip: number) => transitions.changeOrder(orderId, { tip_minor: tip }, ops);

test('what could not be delivered is delivered later, once and in order, also what was written meanwhile', async () => {
  const market = await createMarket(database.prisma);
  const { id } = await placeOrder(transitions, market);
  const delivered: number[] = [];
  let away = true;
  let tries = 0;
  start(1, async ({ number }) => {
    tries += 1;
    if (away) throw new Error('Temporal is away');
    delivered.push(number ?? 0);
  });
  for (let tip = 1; tip <= 4; tip += 1) {
    const before = tries;
    await changeTip(id, tip);
    await eventually(() => expect(tries).toBeGreaterThan(before));
  }
  away = false;
  await outboxIsEmpty();
  expect(delivered).toEqual([1, 2, 3, 4, 5]);
});

test('several relays tell one order its messages in order', async () => {
  const market = await createMarket(database.prisma);
  const placed = await Promise.all(Array.from({ length: 5 }, () => placeOrder(transitions, market)));
  const delivered = new Map<string, number[]>();
  start(3, async ({ key, number }) => {
    await new Promise(setImmediate);
    delivered.set(key, [...(delivered.get(key) ?? []), number ?? 0]);
  });
  await Promise.all(
    placed.map(async ({ id }) => {
      for (let tip = 1; tip <= 15; tip += 1) await changeTip(id, tip);
    }),
  );
  await outboxIsEmpty();
  for (const { id } of placed) {
    expect(delivered.get(id)).toEqual(Array.from({ length: 16 }, (_, index) => index + 1));
  }
});

test('what the API sends itself is left alone for a second, then the relay steps in', async () => {
  const market = await createMarket(database.prisma);
  const writtenAt = Date.now();
  let deliveredAt = 0;
  start(1, async () => {
    deliveredAt = Date.now();
  });
  await transitions.placeOrder(newOrder(market), { type: 'merchant', id: market.merchantId, via: 'api' });
  await outboxIsEmpty();
  expect(deliveredAt - writtenAt).toBeGreaterThanOrEqual(950);
});

test('messages that a relay took before it died are delivered by another when its lease ends', async () => {
  const market = await createMarket(database.prisma);
  const { id } = await placeOrder(transitions, market);
  const leaseMs = 300;
  const taken = await createOutbox(database.prisma).claim(100, leaseMs);
  expect(taken.map(({ key }) => key)).toContain(id);
  const delivered: string[] = [];
  start(1, async ({ key }) => void delivered.push(key));
  await outboxIsEmpty();
  expect(delivered).toEqual([id]);
});
