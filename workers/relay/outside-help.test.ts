import pino from 'pino';
import { createOutbox } from '../../db/outbox';
import { createPartnerOrders } from '../../db/partner-orders';
import { must, useTrouble } from '../../db/trouble.test-support';
import { createWebhookPager } from '../../gateways/pager/webhook-pager';
import { createHttpPartner } from '../../gateways/partner/http-partner';
import { eventually } from '../../test/support/eventually';
import { answering, startReceiver, type Behaviour, type Receiver } from '../../test/support/receiver';
import { outsideHelp } from './outside-help';
import { startRelay, type Relay } from './relay';

const town = useTrouble();
let pager: Receiver;
let partner: Receiver;
let relay: Relay;
beforeAll(async () => {
  [pager, partner] = await Promise.all([startReceiver(), startReceiver()]);
});
beforeEach(async () => {
  for (const { received } of [pager, partner]) received.length = 0;
  relay = startTelling();
});
afterEach(() => relay.stop());
afterAll(() => Promise.all([pager.close(), partner.close()]));

/** A relay that knows no other way than to pager and partner. */
function startTelling(): Relay {
  const log = pino({ level: 'silent' });
  const help = outsideHelp({
    pager: createWebhookPager({ url: pager.url, token: 'pager' }),
    partner: createHttpPartner({ url: partner.url, token: 'partner' }),
    partnerOrders: createPartnerOrders(town.prisma),
    transitions: town.transitions,
    log,
  });
  const nowhere = async (): Promise<void> => {};
  const others = { order: nowhere, shift: nowhere, matching: nowhere, push: nowhere, event: nowhere };
  return startRelay(createOutbox(town.prisma), { ...others, ...help }, log);
}

const saying =
  (answer: object): Behaviour =>
  (res) =>
    void res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
const allTold = (): Promise<void> => eventually(async () => expect(await town.prisma.outbox.count()).toBe(0));

test('a rung that pages reaches the people on call, however often it has to be tried', async () => {
  let tries = 0;
  pager.behave((res, received) => answering((tries += 1) < 3 ? 503 : 202)(res, received));
  const orderId = await town.place();
  must(
    await town.climb(orderId, { rung: 2, reason: 'driver_lost', actions: [{ kind: 'escalate' }, { kind: 'page' }] }),
  );
  await allTold();
  expect(pager.received).toHaveLength(3);
  expect(pager.received[2]).toMatchObject({
    headers: { authorization: 'Bearer pager' },
    body: { dedup_key: `order/${orderId}/2`, market_id: town.market.id, reason: 'driver_lost' },
  });
});

test('a partner fleet that says yes has the order, under its own driver account', async () => {
  partner.behave(saying({ accepted: true, reference: 'P-77' }));
  const [fleet, orderId] = [await town.driver(), await town.place()];
  must(await town.climb(orderId, { actions: [{ kind: 'partner', driverId: fleet }] }));
  await allTold();
  expect(partner.received).toMatchObject([
    { headers: { authorization: 'Bearer partner', 'idempotency-key': orderId }, body: { order_id: orderId } },
  ]);
  expect(await town.order(orderId)).toMatchObject({ status: 'assigned', driverId: fleet });
  const given = await town.prisma.event.findFirstOrThrow({ where: { orderId, type: 'order.force_assigned' } });
  expect(given).toMatchObject({ actor: { id: 'partner' }, data: { reason: 'partner fleet: P-77' } });
});

test('a partner that refuses leaves the order in the pool, and one that is away is asked again', async () => {
  let tries = 0;
  partner.behave((res, received) =>
    (tries += 1) === 1 ? answering(500)(res, received) : saying({ accepted: false })(res, received),
  );
  const [fleet, orderId] = [await town.driver(), await town.place()];
  must(await town.climb(orderId, { actions: [{ kind: 'partner', driverId: fleet }] }));
  await allTold();
  expect(partner.received).toHaveLength(2);
  expect(await town.order(orderId)).toMatchObject({ status: 'unassigned', driverId: null });
});

test('a partner is not asked for an order that has found a driver of our own meanwhile', async () => {
  await relay.stop();
  const [own, fleet, orderId] = [await town.driver(), await town.driver(), await town.place()];
  must(await town.climb(orderId, { actions: [{ kind: 'partner', driverId: fleet }] }));
  await town.assign(orderId, own);
  relay = startTelling();
  await allTold();
  expect(partner.received).toEqual([]);
  expect(await town.order(orderId)).toMatchObject({ driverId: own });
});
