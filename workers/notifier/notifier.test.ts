import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { SMTPServer } from 'smtp-server';
import { createDatabase, type Database } from '../../db/client';
import { createMessageQueue, type MessageQueue } from '../../db/message-queue';
import { createMessages } from '../../db/messages';
import { createTracking } from '../../db/tracking';
import { createTransitions, type Transitions } from '../../db/transitions';
import { createMail, type ClosableMail } from '../../gateways/messages/mail';
import { createSmsGateway } from '../../gateways/messages/sms-gateway';
import { createHash } from 'node:crypto';
import { freshDatabase, type TestDatabase } from '../../test/support/database';
import { eventually } from '../../test/support/eventually';
import { createMarket, placeOrder, type TestMarket } from '../../test/support/market';
import { answering, startReceiver, type Receiver } from '../../test/support/receiver';
import type { Ways } from './hand-over';
import { startNotifier, type Notifier, type NotifierOptions } from './notifier';
import { trackingLinks } from './tracking-link';

const CONTACT = { dropoff_phone: '+351 911 222 333', dropoff_email: 'ana@example.org', dropoff_language: 'pt-PT' };

let fresh: TestDatabase;
let database: Database;
let transitions: Transitions;
let queue: MessageQueue;
let sms: Receiver;
let mailbox: { to: string[]; raw: string }[];
let mailServer: SMTPServer;
let refusesMail = false;
let mail: ClosableMail;
let market: TestMarket;
let notifiers: Notifier[];

beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase({ url: fresh.url, poolSize: 8 });
  transitions = createTransitions(database.prisma);
  queue = createMessageQueue(database.prisma);
  mailServer = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_to, _session, done) =>
      refusesMail ? done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })) : done(),
    onData(stream, session, done) {
      let raw = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => (raw += chunk));
      stream.on('end', () => {
        mailbox.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  const { port } = mailServer.server.address() as AddressInfo;
  mail = createMail({ url: `smtp://127.0.0.1:${port}`, from: 'Outrider <orders@example.org>' });
});
beforeEach(async () => {
  [mailbox, notifiers, refusesMail] = [[], [], false];
  sms = await startReceiver();
  market = await createMarket(database.prisma);
});
afterEach(async () => {
  await Promise.all(notifiers.map((notifier) => notifier.stop()));
  await sms.close();
});
afterAll(async () => {
  mail.close();
  await new Promise<void>((resolve) => mailServer.close(resolve));
  await database.close();
  await fresh.close();
});

function start(changes: Partial<NotifierOptions> = {}, ways: Partial<Ways> = {}): Notifier {
  const linkTo = trackingLinks({ secret: 'secret', publicUrl: 'https://eat.example.org' }, queue.keepLink);
  const gateway = createSmsGateway({ url: sms.url, token: 'token', from: 'Outrider' });
  const notifier = startNotifier({
    queue,
    ways: { sms: gateway, mail, push: null, queue, linkTo, ...ways },
    notifiesTestMarkets: true,
    faults: { pass() {} },
    log: pino({ level: 'silent' }),
    retryMs: [50, 50],
    ...changes,
  });
  notifiers.push(notifier);
  return notifier;
}

/** An order whose first arrival time is known. */
async function place(contact: object = CONTACT): Promise<string> {
  const { id } = await placeOrder(transitions, market, { ...contact });
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  await database.prisma.etaGiven.create({
    data: {
      orderId: id,
      marketId: market.id,
      stage: 'unassigned',
      givenAt: at(0),
      low: at(20),
      median: at(25),
      high: at(30),
      rawLow: at(20),
      rawMedian: at(25),
      rawHigh: at(30),
      lateRisk: 0.1,
      holds: 'yes',
      modelVersion: 0,
      kitchenLoad: 0,
      marketLoad: 1,
    },
  });
  return id;
}

const cancel = (id: string) => transitions.cancelOrder(id, 'sold out', { type: 'merchant', id: market.merchantId });
const messagesOf = (id: string) => createMessages(database.prisma).ofOrder(id);
const untilSettled = (id: string, count = 1) =>
  eventually(async () => {
    const settled = (await messagesOf(id)).filter(({ status }) => status !== 'waiting');
    expect(settled.length).toBeGreaterThanOrEqual(count);
    return settled;
  });

test('the customer reads in his language when it comes, with a link that opens his order and no other', async () => {
  start();
  const id = await place();
  const [message] = await untilSettled(id);
  const { body, headers } = sms.received[0]!;
  expect(body).toEqual({ from: 'Outrider', to: '+351911222333', reference: message!.id, text: expect.any(String) });
  expect(headers).toMatchObject({ authorization: 'Bearer token', 'idempotency-key': message!.id });
  expect(body.text).toMatch(
    /^A sua encomenda de Padaria Sol está confirmada|^A sua encomenda de Padaria Sol esta confirmada/,
  );
  const token = /https:\/\/eat\.example\.org\/track\/(trk_[\w-]{32})$/.exec(body.text)![1]!;
  const opens = createTracking(database.prisma).orderOf(createHash('sha256').update(token).digest('hex'));
  await expect(opens).resolves.toBe(id);
  expect(message).toMatchObject({
    moment: 'confirmed',
    status: 'sent',
    channel: 'sms',
    sentTo: '…333',
    language: 'pt',
  });
});

test('each moment is told once, however many notifiers there are', async () => {
  [1, 2, 3].forEach(() => start());
  const ids = await Promise.all([place(), place(), place()]);
  for (const id of ids) await untilSettled(id);
  await Promise.all(ids.map(cancel));
  for (const id of ids) await untilSettled(id, 2);
  const references = sms.received.map(({ body }) => body.reference as string);
  expect(references).toHaveLength(6);
  expect(new Set(references).size).toBe(6);
  await database.prisma.$executeRaw`
    INSERT INTO outbox (topic, key, number, payload)
    SELECT 'event', market_id, version, jsonb_build_object('orderId', id, 'marketId', market_id, 'type', 'order.cancelled')
    FROM orders WHERE id = ANY (${ids}::uuid[])`;
  expect(await messagesOf(ids[0])).toHaveLength(2);
});

test('a gateway in trouble is tried again, then the next channel gets it', async () => {
  sms.behave(answering(503));
  start();
  const id = await place();
  const [message] = await untilSettled(id);
  expect(message).toMatchObject({ status: 'sent', channel: 'email', triedChannels: ['sms'], sentTo: 'a…@example.org' });
  expect(new Set(sms.received.map(({ body }) => body.reference))).toEqual(new Set([message!.id]));
  expect(sms.received).toHaveLength(3);
  const [letter] = mailbox;
  expect(letter!.to).toEqual(['ana@example.org']);
  expect(letter!.raw).toContain(`Message-ID: <${message!.id}@example.org>`);
});

test('a gateway that refuses is left at once, and what everybody refuses has failed with the reason', async () => {
  sms.behave(answering(400));
  refusesMail = true;
  start();
  const id = await place();
  const [message] = await untilSettled(id);
  expect(message).toMatchObject({ status: 'failed', triedChannels: ['sms', 'email'] });
  expect(message!.reason).toContain('no such mailbox');
  expect(sms.received).toHaveLength(1);
});

test('whoever dies between sending and noting it has it sent once more, under the same reference', async () => {
  let deaths = 0;
  const faults = {
    pass() {
      if (deaths++ === 0) throw new Error('killed');
    },
  };
  start({ faults, leaseMs: 300 });
  const id = await place();
  const [message] = await untilSettled(id);
  expect(message).toMatchObject({ status: 'sent' });
  expect(sms.received.map(({ body }) => body.reference)).toEqual([message!.id, message!.id]);
});

test('without a gateway, and in a test market, nobody is told, and the log says why', async () => {
  start({ notifiesTestMarkets: false });
  const test = await place();
  expect((await untilSettled(test))[0]).toMatchObject({ status: 'skipped', reason: 'test market: nobody is told' });
  await Promise.all(notifiers.map((notifier) => notifier.stop()));
  start({}, { sms: null, mail: null });
  const mute = await place();
  expect((await untilSettled(mute))[0]).toMatchObject({ status: 'skipped', reason: 'no channel is configured' });
  expect([sms.received, mailbox]).toEqual([[], []]);
});

test('the push service is asked first; a browser that is gone is forgotten and the next channel used', async () => {
  const id = await place();
  await createMessages(database.prisma).keepPush(id, {
    endpoint: 'https://push.example.org/1',
    p256dh: 'k',
    auth: 's',
  });
  const pushed: string[] = [];
  start({}, { push: { send: async (_address, payload) => (pushed.push(payload), 'gone') } });
  expect((await untilSettled(id))[0]).toMatchObject({ status: 'sent', channel: 'sms', triedChannels: ['push'] });
  expect(JSON.parse(pushed[0]!)).toMatchObject({ kind: 'order', moment: 'confirmed' });
  expect(await database.prisma.customerPush.count({ where: { orderId: id } })).toBe(0);
});

test("a merchant's own app is asked to tell its customer", async () => {
  await database.prisma.webhookEndpoint.create({
    data: {
      marketId: market.id,
      merchantId: market.merchantId,
      url: 'https://shop.example.org/',
      eventTypes: ['message.requested'],
      includePersonalData: true,
      secret: 'whsec_AAAA',
    },
  });
  start();
  const id = await place({ notify: { channels: ['webhook'] } });
  expect((await untilSettled(id))[0]).toMatchObject({ status: 'sent', channel: 'webhook' });
  const [delivery] = await database.prisma.webhookDelivery.findMany({ where: { orderId: id } });
  expect(delivery).toMatchObject({
    type: 'message.requested',
    data: {
      moment: 'confirmed',
      language: 'en',
      tracking_url: expect.stringContaining('https://eat.example.org/track/trk_'),
    },
  });
});

test('links that were revoked stay so: the message goes without', async () => {
  const id = await place();
  const tracking = createTracking(database.prisma);
  await tracking.addLink(id, 'hash', new Date(Date.now() + 60_000));
  await tracking.revokeLinks(id);
  start();
  await untilSettled(id);
  expect(sms.received[0]!.body.text).not.toContain('http');
});
