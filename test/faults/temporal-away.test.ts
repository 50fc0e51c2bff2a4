import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Part } from '../../cli/stack/part';
import { freePort } from '../../cli/stack/ports';
import { createTemporal } from '../../cli/stack/temporal';
import { temporalCli } from '../../cli/stack/temporal-binaries';
import { orderDispatchViewQuery } from '../../contracts/order-dispatch';
import { eventually } from '../support/eventually';
import { binDir } from '../support/servers';
import { createStreet, type Street } from './street';
import { dispatchOf, expectDeliveredOnce, expectSameEnd } from './truth';
import { openWorldAt, type TemporalPlace, type World } from './world';

const PATIENCE_MS = 90_000;
let dir: string;
let temporal: Part;
let world: World<TemporalPlace>;
let street: Street;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'outrider-temporal-'));
  const port = await freePort();
  const dbFile = join(dir, 'temporal.db');
  temporal = createTemporal({ binary: await temporalCli(binDir), port, dbFile, namespace: 'default' });
  await temporal.start();
  world = await openWorldAt({ address: `127.0.0.1:${port}`, namespace: 'default' });
  street = createStreet(world);
});
afterAll(async () => {
  await world.close();
  await temporal.kill();
  rmSync(dir, { recursive: true });
});

test('while Temporal is away orders are taken and offers answered; afterwards each message is taken once and in order', async () => {
  const { prisma } = world.database;
  const market = await world.fastMarket({ offer: { lifetimeS: 1800 } });
  await Promise.all([street.driver(market), street.driver(market)]);
  await (await world.worker()).start();
  const before = await street.place(market);
  await eventually(async () => expect((await street.order(before)).status).toBe('offered'), PATIENCE_MS);

  await temporal.kill();
  const during = await street.place(market);
  await street.answerOffers(before, ['accept']);
  await street.drive(before, 'picked_up');
  await world.transitions.changeOrder(during, { tip_minor: 300 }, { type: 'ops', id: 'olga' });
  const waiting = { topic: 'order', attempts: { gt: 0 } };
  await eventually(async () => expect(await prisma.outbox.count({ where: waiting })).toBeGreaterThan(1), PATIENCE_MS);

  await temporal.start();
  await street.drive(before);
  await street.answerOffers(during, ['accept']);
  await street.drive(during);
  const connection = await Connection.connect({ address: world.temporal.address });
  try {
    const client = new Client({ connection });
    for (const orderId of [before, during]) {
      await expectSameEnd(client, orderId, 'delivered');
      await expectDeliveredOnce(prisma, orderId);
      expect(await takenBy(client, orderId)).toEqual(await toldTo(orderId));
    }
  } finally {
    await connection.close();
  }
}, 600_000);

const takenBy = async (client: Client, orderId: string): Promise<number[]> =>
  (await dispatchOf(client, orderId).query(orderDispatchViewQuery)).taken;

/** Numbers of what others did to the order: what its own workflow did, it got as an answer. */
async function toldTo(orderId: string): Promise<number[]> {
  const events = await world.database.prisma.event.findMany({ where: { orderId }, orderBy: { number: 'asc' } });
  const own = ['offer.sent', 'offer.expired', 'escalation.raised', 'order.pooled'];
  return events.filter(({ type }) => !own.includes(type)).map(({ number }) => number ?? 0);
}
