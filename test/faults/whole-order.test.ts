import { marketMatchingId } from '../../contracts/market-matching';
import { marketOperationsId } from '../../contracts/market-operations';
import { ORDER_DISPATCH, orderDispatchId } from '../../contracts/order-dispatch';
import { eventually } from '../support/eventually';
import { createStreet, type Street } from './street';
import { dispatchOf, expectDeliveredOnce, expectNobodyBlocked, expectSameEnd } from './truth';
import { everythingSaid } from './everything-said';
import { openWorld, type World } from './world';

/** Whoever finds one of these in Temporal has found personal data. */
const PLANTED = {
  pickup_name: 'Zzpickupname Bakery',
  pickup_address: 'Zzpickupstreet 12',
  pickup_phone: '+351911222333',
  pickup_notes: 'zzpickupnote back door',
  pickup_lat: 38.7312345,
  pickup_lng: -9.1498765,
  dropoff_name: 'Zzcustomername Silva',
  dropoff_address: 'Zzhomestreet 99',
  dropoff_phone: '+351944555666',
  dropoff_notes: 'zzdropoffnote code 4711',
  dropoff_lat: 38.7454321,
  dropoff_lng: -9.1387654,
  external_id: 'zzexternal-1',
};

let world: World;
let street: Street;
beforeAll(async () => {
  world = await openWorld();
  street = createStreet(world);
  await (await world.worker()).start();
});
afterAll(() => world.close());

test('an order is declined, ignored, accepted, released, accepted and delivered; Temporal learns nothing personal', async () => {
  const { prisma } = world.database;
  const market = await world.fastMarket();
  const drivers = await Promise.all([1, 2, 3, 4].map(() => street.driver(market)));
  await prisma.driver.updateMany({ data: { name: 'Zzdrivername Costa', phone: '+351977888999' } });
  const orderId = await street.place(market, PLANTED);

  await street.answerOffers(orderId, ['decline', 'silence', 'accept, then release', 'accept']);
  await street.drive(orderId);
  await expectSameEnd(world.temporal.client, orderId, 'delivered');

  const types = await expectDeliveredOnce(prisma, orderId);
  const story = [
    'order.placed',
    'offer.reserved offer.sent offer.declined',
    'offer.reserved offer.sent offer.expired',
    'offer.reserved offer.sent offer.accepted order.released',
    'offer.reserved offer.sent offer.accepted',
    'driver.arrived order.picked_up driver.arrived order.delivered',
  ];
  expect(types).toEqual(story.join(' ').split(' '));
  const asked = await prisma.offer.findMany({ where: { lines: { some: { orderId } } } });
  expect(new Set(asked.map(({ driverId }) => driverId))).toEqual(new Set(drivers));
  await expectNobodyBlocked(prisma, market.id);

  const workflows = [orderDispatchId(orderId), marketMatchingId(market.id), marketOperationsId(market.id)];
  const said = await everythingSaid(world.temporal.client, workflows);
  expect(said).toContain(orderId); // What is searched is really there.
  expect(said).toContain('order/');
  const personal = [...Object.values(PLANTED), 'Zzdrivername', '+351977888999', 'Padaria'].map(String);
  expect(personal.filter((word) => said.toLowerCase().includes(word.toLowerCase()))).toEqual([]);
});

test('operators find orders in Temporal by status, market, driver and merchant', async () => {
  const market = await world.fastMarket();
  const driverId = await street.driver(market);
  const orderId = await street.place(market);
  await street.answerOffers(orderId, ['accept']);
  await dispatchOf(world.temporal.client, orderId).describe();

  const list = async (query: string): Promise<string[]> => {
    const found: string[] = [];
    for await (const { workflowId } of world.temporal.client.workflow.list({ query })) found.push(workflowId);
    return found;
  };
  const filters = [
    `OrderStatus = 'assigned' AND MarketId = '${market.id}'`,
    `DriverId = '${driverId}' AND WorkflowType = '${ORDER_DISPATCH}'`,
    `MerchantId = '${market.merchantId}' AND EscalationRung = 0`,
  ];
  for (const filter of filters) {
    await eventually(async () => expect(await list(filter)).toEqual([orderDispatchId(orderId)]));
  }
  const page = await dispatchOf(world.temporal.client, orderId).query('__temporal_workflow_metadata');
  expect(JSON.stringify(page)).toContain('**assigned**: waits for the driver to reach the pickup until');
  const { events } = await dispatchOf(world.temporal.client, orderId).fetchHistory();
  const summaries = (events ?? []).map(({ userMetadata }) => String(Buffer.from(userMetadata?.summary?.data ?? [])));
  expect(summaries).toContain(`"Order ${orderId}"`);
  expect(summaries.filter((summary) => summary.startsWith('"expire_offer: otherwise'))).not.toEqual([]);
});
