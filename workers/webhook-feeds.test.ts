import { Webhook } from 'standardwebhooks';
import { eventually } from '../test/support/eventually';
import { answering, startReceiver, type Received, type Receiver } from '../test/support/receiver';
import { feedBench, RETRIES, type Endpoint, type FeedBench } from './webhook-feeds.test-support';

// Side by side, each with receivers and a market of its own: most of their time is waiting for the next try.
jest.setTimeout(300_000);

let bench: FeedBench;
const receivers: Receiver[] = [];
beforeAll(async () => {
  bench = await feedBench();
});
afterAll(async () => {
  await Promise.all(receivers.map((at) => at.close()));
  await bench.close();
});

async function receiver(tls?: 'trusted'): Promise<Receiver> {
  const started = await startReceiver(tls);
  receivers.push(started);
  return started;
}

const log = ({ id }: Endpoint) =>
  bench.endpoints.deliveries(id, { limit: 200, after: null }).then((rows) => rows.toReversed());
const until = (check: () => void | Promise<void>): Promise<void> => eventually(check);
const untilTaken = (at: Receiver, count: number): Promise<void> =>
  until(() => expect(new Set(at.taken.map(({ raw }) => raw)).size).toBeGreaterThanOrEqual(count));
const untilTried = (endpoint: Endpoint, tries: number): Promise<void> =>
  until(async () => expect((await log(endpoint))[0]?.tries.length).toBeGreaterThanOrEqual(tries));

/**
 * Nothing lost, and nothing out of order within one order. What came twice (an answer that was late) came with the same
 * ID and the same bytes, so that a receiver can tell.
 */
function expectWhole(taken: Received[], perOrder: number): void {
  const first = new Map<string, Received>();
  for (const one of taken) {
    const before = first.get(one.body.id) ?? one;
    expect(one.raw).toBe(before.raw);
    first.set(one.body.id, before);
  }
  const sequences = new Map<string, number[]>();
  for (const { body } of first.values()) {
    sequences.set(body.data.order.id, [...(sequences.get(body.data.order.id) ?? []), body.sequence]);
  }
  for (const told of sequences.values()) {
    expect(told).toHaveLength(perOrder);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
  }
}

/** Three orders, each placed and told of four times. */
async function tellTwelve(endpoint: Endpoint): Promise<string[]> {
  const orders = await bench.orders(endpoint, 3);
  for (let number = 1; number <= 3; number += 1) {
    for (const id of orders) await bench.tell(id, endpoint.market, number);
  }
  return orders;
}

test.concurrent(
  'what is sent is signed by Standard Webhooks, with both secrets while one replaces the other',
  async () => {
    const at = await receiver();
    const endpoint = await bench.endpoint(at.url);
    const next = `whsec_${Buffer.from('another secret of 24 byte').toString('base64')}`;
    await bench.endpoints.rotateSecret(endpoint.id, next, 3600);
    const [orderId] = await bench.orders(endpoint, 1);
    await untilTaken(at, 1);
    const { raw, headers, body } = at.taken[0]!;
    for (const secret of [endpoint.secret, next]) {
      expect(new Webhook(secret).verify(raw, headers as Record<string, string>)).toEqual(body);
    }
    expect(() => new Webhook(endpoint.secret).verify(`${raw} `, headers as Record<string, string>)).toThrow(
      'No matching signature',
    );
    expect(body).toMatchObject({
      id: headers['webhook-id'],
      type: 'order.status_changed',
      livemode: false,
      data: { order: { id: orderId }, status: 'unassigned' },
    });
    await until(async () => expect((await log(endpoint))[0]).toMatchObject({ status: 'delivered', attempts: 1 }));
  },
);

test.concurrent('a receiver that was down gets all that it missed, in order', async () => {
  const at = await receiver();
  await at.down();
  const endpoint = await bench.endpoint(at.url);
  await tellTwelve(endpoint);
  await untilTried(endpoint, 3);
  await at.up();
  await untilTaken(at, 12);
  expectWhole(at.taken, 4);
});

test.concurrent('of an order that fails the later events wait, and other orders go on', async () => {
  const at = await receiver();
  const endpoint = await bench.endpoint(at.url);
  const [sick, well] = await bench.orders(endpoint, 2);
  await untilTaken(at, 2);
  at.behave((res, { body }) => answering(body.data.order.id === sick ? 500 : 204)(res, body));
  for (let number = 1; number <= 3; number += 1) {
    await bench.tell(sick!, endpoint.market, number);
    await bench.tell(well!, endpoint.market, number);
  }
  await untilTaken(at, 5);
  const tries = at.received
    .filter(({ body }) => body.data.order.id === sick)
    .map(({ headers }) => headers['webhook-id']);
  expect(new Set(tries.slice(1)).size).toBeLessThanOrEqual(1);
  at.behave(answering(204));
  await untilTaken(at, 8);
  expectWhole(at.taken, 4);
});

test.concurrent('after its last try an event has failed and is listed, and the next of its order is sent', async () => {
  const at = await receiver();
  at.behave((res, { body }) => answering(body.type === 'order.status_changed' ? 503 : 204)(res, body));
  const endpoint = await bench.endpoint(at.url);
  const [orderId] = await bench.orders(endpoint, 1);
  await untilTried(endpoint, 1);
  // As if it had been tried for a day: one more is left.
  const { prisma } = bench.database;
  await prisma.webhookDelivery.updateMany({ where: { endpointId: endpoint.id }, data: { attempts: RETRIES } });
  await bench.tell(orderId!, endpoint.market, 1);
  await untilTaken(at, 1);
  const [failed, next] = await log(endpoint);
  expect([failed!.status, failed!.attempts, failed!.tries[0]!.status]).toEqual(['failed', RETRIES + 1, 503]);
  expect(next!.type).toBe('order.eta_changed');
});

test.concurrent('a receiver that never answers delays nobody else', async () => {
  const [slow, quick] = [await receiver(), await receiver()];
  slow.behave(() => {});
  const stuck = await bench.endpoint(slow.url);
  const other = await bench.endpoint(quick.url, stuck.market);
  await tellTwelve(stuck);
  await untilTaken(quick, 12);
  expectWhole(quick.taken, 4);
  expect((await log(stuck)).filter(({ status }) => status === 'delivered')).toEqual([]);
  expect((await log(other)).length).toBe(12);
  slow.behave(answering(204));
  await untilTaken(slow, 12);
  expectWhole(slow.taken, 4);
});

test.concurrent(
  'an answer that breaks off is none: the event comes again with the same bytes and the same ID',
  async () => {
    const at = await receiver();
    const endpoint = await bench.endpoint(at.url);
    at.behave((res) => {
      res.writeHead(200, { 'content-length': '100' });
      res.write('half of it', () => res.destroy());
    });
    await bench.orders(endpoint, 1);
    await until(() => expect(at.received.length).toBeGreaterThanOrEqual(2));
    at.behave(answering(204));
    await untilTaken(at, 1);
    expect(at.taken[0]!.raw).toBe(at.received[0]!.raw);
    expect(at.taken[0]!.headers['webhook-id']).toBe(at.received[0]!.headers['webhook-id']);
    const [first] = (await log(endpoint))[0]!.tries.toReversed();
    expect(first).toMatchObject({ status: 200, error: expect.stringMatching(/closed|length/) });
  },
);

test.concurrent('a redirect is not followed', async () => {
  const [at, elsewhere] = [await receiver(), await receiver()];
  const endpoint = await bench.endpoint(at.url);
  at.behave(answering(307, { location: elsewhere.url }));
  await bench.orders(endpoint, 1);
  await untilTried(endpoint, 2);
  at.behave(answering(204));
  await untilTaken(at, 1);
  expect(elsewhere.received).toEqual([]);
});

test.concurrent(
  'a receiver that asks to be left alone gets nothing until then, of no order, and then all',
  async () => {
    const at = await receiver();
    const endpoint = await bench.endpoint(at.url);
    at.behave(answering(429, { 'retry-after': '2' }));
    const [first] = await bench.orders(endpoint, 1);
    await untilTried(endpoint, 1);
    at.behave(answering(204));
    const { restUntil } = (await bench.endpoints.find(endpoint.id))!;
    await bench.orders(endpoint, 2);
    await bench.tell(first!, endpoint.market, 1);
    await untilTaken(at, 4);
    expect(at.received).toHaveLength(5);
    const triedAt = (await log(endpoint)).flatMap(({ tries }) => tries.map(({ startedAt }) => startedAt.getTime()));
    // The first try asked for the quiet; none of the others broke it.
    expect(triedAt.toSorted((a, b) => a - b)[1]).toBeGreaterThanOrEqual(restUntil!.getTime());
  },
);

test.concurrent('a certificate that is not trusted gets nothing, and all once it is right again', async () => {
  const at = await receiver('trusted');
  const endpoint = await bench.endpoint(at.url);
  const [orderId] = await bench.orders(endpoint, 1);
  await untilTaken(at, 1);
  at.present('stranger');
  for (let number = 1; number <= 3; number += 1) await bench.tell(orderId!, endpoint.market, number);
  await until(async () => expect((await log(endpoint))[1]?.tries[0]?.error).toMatch(/self.signed certificate/i));
  expect(at.received).toHaveLength(1);
  at.present('trusted');
  await untilTaken(at, 4);
  expectWhole(at.taken, 4);
});

test.concurrent(
  '410 disables the endpoint, says so to the others of its owner, and what waits is sent once it is enabled',
  async () => {
    const [gone, other] = [await receiver(), await receiver()];
    gone.behave(answering(410));
    const endpoint = await bench.endpoint(gone.url);
    await bench.endpoint(other.url, endpoint.market);
    await bench.orders(endpoint, 1);
    await until(async () =>
      expect(await bench.endpoints.find(endpoint.id)).toMatchObject({
        enabled: false,
        disabledReason: 'gone',
        pending: 1,
      }),
    );
    await until(() =>
      expect(other.taken.map(({ body }) => [body.type, body.data.endpoint_id])).toContainEqual([
        'webhook_endpoint.disabled',
        endpoint.id,
      ]),
    );
    gone.behave(answering(204));
    await bench.endpoints.change(endpoint.id, {}, true);
    await untilTaken(gone, 1);
  },
);

test.concurrent('an endpoint that nothing has reached for too long is given up', async () => {
  const at = await receiver();
  at.behave(answering(500));
  const endpoint = await bench.endpoint(at.url);
  await bench.orders(endpoint, 1);
  await untilTried(endpoint, 1);
  const { prisma } = bench.database;
  await prisma.webhookEndpoint.update({ where: { id: endpoint.id }, data: { failingSince: new Date(0) } });
  await until(async () =>
    expect(await bench.endpoints.find(endpoint.id)).toMatchObject({ enabled: false, disabledReason: 'failing' }),
  );
});

test.concurrent('what a dead worker was sending is sent by another when the lease ends, and only then', async () => {
  const at = await receiver();
  const endpoint = await bench.endpoint(at.url);
  await bench.endpoints.change(endpoint.id, {}, false);
  await bench.endpoints.ping(endpoint.id);
  const { prisma } = bench.database;
  // As a feed leaves it that died between sending and noting; those that live see the endpoint after that.
  const leaseEnds = Date.now() + 1_500;
  await prisma.webhookDelivery.updateMany({
    where: { endpointId: endpoint.id },
    data: { leaseUntil: new Date(leaseEnds), attempts: 1 },
  });
  await prisma.webhookEndpoint.update({ where: { id: endpoint.id }, data: { enabled: true } });
  await untilTaken(at, 1);
  expect(Date.now()).toBeGreaterThanOrEqual(leaseEnds - 50);
  await until(async () => expect((await log(endpoint))[0]).toMatchObject({ status: 'delivered', attempts: 2 }));
});

test.concurrent('a replay sends the same again: one, or a range', async () => {
  const at = await receiver();
  const endpoint = await bench.endpoint(at.url);
  await tellTwelve(endpoint);
  await until(async () =>
    expect((await log(endpoint)).filter(({ status }) => status === 'delivered')).toHaveLength(12),
  );
  const first = (await log(endpoint))[0]!;
  at.taken.length = 0;
  expect(await bench.endpoints.replay(endpoint.id, { deliveryId: first.id })).toBe(1);
  await untilTaken(at, 1);
  expect(at.taken.every(({ body }) => body.id === first.id && body.sequence === first.sequence)).toBe(true);
  await until(async () => expect((await log(endpoint)).every(({ status }) => status === 'delivered')).toBe(true));
  at.taken.length = 0;
  const range = { from: new Date(0), to: new Date(Date.now() + 60_000), statuses: ['delivered'] };
  expect(await bench.endpoints.replay(endpoint.id, range)).toBe(12);
  await untilTaken(at, 12);
  expectWhole(at.taken, 4);
});
