import { must, OPS, useTrouble } from './trouble.test-support';

const town = useTrouble();

const LIMITS = { ordersMin: 3, waitedMs: 0, radiusM: 5_000 };
const sweep = () => town.sweeps.sweepIncidents(town.market.id, LIMITS);
const open = () => town.incidents.list({ marketIds: [town.market.id], status: 'open', limit: 10, after: null });
const escalate = (orderId: string) => town.climb(orderId, { actions: [{ kind: 'escalate' }] });

test('hundreds of orders without any driver make one incident, not hundreds of escalations, and it closes by itself', async () => {
  const orders = await Promise.all(Array.from({ length: 6 }, () => town.place()));
  must(await escalate(orders[0]!));
  expect(await sweep()).toEqual({ opened: 1, closed: 0 });
  expect(await sweep()).toEqual({ opened: 0, closed: 0 });
  for (const orderId of orders.slice(1)) must(await escalate(orderId));
  expect(await town.prisma.escalation.count({ where: { marketId: town.market.id, resolvedAt: null } })).toBe(0);
  expect(await open()).toMatchObject([{ cause: 'no_drivers', zoneId: null, ordersTotal: 6, evidence: { orders: 6 } }]);
  await town.driver();
  expect(await sweep()).toEqual({ opened: 0, closed: 1 });
  expect(await open()).toEqual([]);
  must(await town.climb(orders[1]!, { rung: 2, actions: [{ kind: 'escalate' }] }));
  expect(await town.prisma.escalation.count({ where: { orderId: orders[1]!, resolvedAt: null } })).toBe(1);
});

test('a zone that no driver is near is one incident of that zone', async () => {
  const driverId = await town.driver();
  await town.prisma.driverPosition.update({ where: { driverId }, data: { lat: 39.5 } });
  await Promise.all([1, 2, 3].map(() => town.place({ zone_id: 'north' })));
  await town.place({ zone_id: 'south' });
  await sweep();
  expect(await open()).toMatchObject([{ cause: 'zone_without_drivers', zoneId: 'north', ordersTotal: 3 }]);
});

test('a market that is frozen, and a zone that is paused, ask nobody and go on where they stopped', async () => {
  const pool = async () =>
    (await town.prisma.$queryRaw<{ pool: { orders: object[] } }[]>`SELECT read_pool(${town.market.id}) AS pool`)[0]!
      .pool.orders;
  await town.driver();
  await town.place({ zone_id: 'north' });
  await town.switches.throwSwitch(town.market.id, 'freeze_matching', true, 'a bad map', OPS);
  expect(await pool()).toEqual([]);
  await sweep();
  expect(await open()).toMatchObject([{ cause: 'matching_stopped', ordersTotal: 1 }]);
  expect(await town.switches.stopped(town.market.id)).toMatchObject({
    switches: [{ reason: 'a bad map' }],
    waiting: 1,
  });
  await town.switches.throwSwitch(town.market.id, 'freeze_matching', false, 'mended', OPS);
  expect(await pool()).toHaveLength(1);
  await town.switches.pauseZone(town.market.id, 'north', new Date(Date.now() + 60_000).toISOString(), 'flood', OPS);
  expect(await pool()).toEqual([]);
  await town.switches.resumeZone(town.market.id, 'north', 'over', OPS);
  expect(await pool()).toHaveLength(1);
  await sweep();
  expect(await open()).toEqual([]);
  const facts = await town.prisma.event.findMany({
    where: {
      marketId: town.market.id,
      OR: ['switch.', 'zone.', 'incident.'].map((startsWith) => ({ type: { startsWith } })),
    },
    orderBy: { id: 'asc' },
  });
  expect(facts.map(({ type, data }) => `${type}: ${(data as { reason?: string }).reason ?? ''}`)).toEqual([
    'switch.thrown: a bad map',
    'incident.raised: ',
    'switch.taken_back: mended',
    'zone.paused: flood',
    'zone.resumed: over',
    'incident.resolved: ',
  ]);
});

test('paused intake refuses new orders and still knows those that it has taken', async () => {
  const externalId = 'known';
  await town.place({ external_id: externalId, fingerprint: 'f' });
  await town.switches.throwSwitch(town.market.id, 'pause_intake', true, 'storm', OPS);
  await expect(town.place()).rejects.toThrow('intake_paused');
  await town.place({ external_id: externalId, fingerprint: 'f' });
  expect((await town.switches.stopped(town.market.id)).switches).toMatchObject([{ name: 'pause_intake', refused: 1 }]);
  await town.switches.throwSwitch(town.market.id, 'pause_intake', false, 'over', OPS);
  await town.place();
});

test('in manual mode the machine takes nothing from a driver, and rungs only tell people', async () => {
  const [driverId, orderId, waiting] = [await town.driver(), await town.place(), await town.place()];
  await town.assign(orderId, driverId);
  await town.switches.throwSwitch(town.market.id, 'manual_mode', true, 'drill', OPS);
  const { version } = await town.order(orderId);
  expect(await town.sweeps.reassign({ orderId, version, evidence: {} }, 'stalled', 5, OPS)).toBe(false);
  must(await town.climb(waiting, { actions: [{ kind: 'raise_pay', minor: 100 }, { kind: 'escalate' }] }));
  expect(await town.order(waiting)).toMatchObject({ payRaiseMinor: 0, escalationRung: 1 });
});
