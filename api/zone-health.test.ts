import { createInsightActivities } from '../activities/insight';
import { createInsightStore } from '../db/insight-store';
import { cellOf } from '../domain/zones/cells';
import { tokens, useTestApi } from './api.test-support';
import { addDriver, openTown, placeOrder, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api, beforeEach);
let manager: string;
let activities: ReturnType<typeof createInsightActivities>;
beforeAll(async () => {
  manager = (await tokens.sign({ role: 'ops', sub: 'maria', level: 'manager' }, 600)).token;
  activities = createInsightActivities({
    insight: createInsightStore(api.database.prisma),
    relay: { nudge: () => {} },
  });
});

const PICKUP = { lat: 38.7123, lng: -9.1438 };
const SQUARE = {
  type: 'Polygon',
  coordinates: [[[-9.15, 38.705], [-9.135, 38.705], [-9.135, 38.72], [-9.15, 38.72], [-9.15, 38.705]]], // prettier-ignore
};
const draw = async (): Promise<string> => {
  const body = { market_id: town.marketId, name: 'Chiado', polygon: SQUARE };
  return (await api.call('POST', '/v1/ops/zones', { as: manager, body })).body.id;
};
const keep = () => activities.keepZoneHealth({ marketId: town.marketId });
const get = async (path: string) => (await api.call('GET', path, { as: town.ops })).body;
const health = (zone: string) => get(`/v1/ops/zones/${zone}/health?market_id=${town.marketId}`);
const told = async (): Promise<{ zone_id: string; band: number; band_before: number | null }[]> => {
  const rows = await api.database.prisma.outbox.findMany({
    where: { topic: 'event', key: town.marketId },
    orderBy: { id: 'asc' },
  });
  const events = rows.map(({ payload }) => payload as { type: string; data: Awaited<ReturnType<typeof told>>[number] });
  return events.filter(({ type }) => type === 'zone.health_changed').map(({ data }) => data);
};
const standsThere = async (): Promise<void> => {
  const driver = await addDriver(api, town);
  const points = [{ location: PICKUP, recorded_at: new Date().toISOString() }];
  await api.call('POST', '/v1/driver/locations', { as: driver.token, body: { points } });
};

it('falls as orders wait without drivers, rises with them, and is told once per band', async () => {
  const zone = await draw();
  await keep();
  expect((await health(zone)).now).toMatchObject({ score: null, band: null });
  for (let at = 0; at < 4; at += 1) await placeOrder(api, town);
  await keep();
  const short = await health(zone);
  expect(short.now).toMatchObject({ band: 4, waiting: 4, supply: 0, demand: 4, drivers_free: 0 });
  for (let at = 0; at < 5; at += 1) await standsThere();
  await keep();
  await keep();
  const well = await health(zone);
  expect(well.now).toMatchObject({ score: 100, band: 0, drivers_free: 5 });
  expect(well.points.map(({ band }: { band: number }) => band)).toEqual([null, 4, 0]);
  expect(
    (await told()).filter(({ zone_id }) => zone_id === zone).map(({ band_before, band }) => [band_before, band]),
  ).toEqual([
    [null, 4],
    [4, 0],
  ]);
});

it('is on the board and beside the zone, also of cells that nobody has drawn', async () => {
  await placeOrder(api, town);
  await keep();
  const cell = cellOf(PICKUP);
  const board = await get(`/v1/ops/board?market_id=${town.marketId}`);
  expect(board.zones).toEqual([
    expect.objectContaining({ id: cell, name: null, health: expect.objectContaining({ waiting: 1 }) }),
  ]);
  expect((await health(cell)).now.waiting).toBe(1);
  const zone = await draw();
  await placeOrder(api, town);
  await keep();
  const { data } = await get(`/v1/ops/zones?market_id=${town.marketId}`);
  expect(data[0]).toMatchObject({ id: zone, health: { waiting: 1, band: 3 } });
  expect((await get(`/v1/ops/board?market_id=${town.marketId}`)).zones.map(({ id }: { id: string }) => id)).toEqual([
    zone,
    cell,
  ]);
});

it('ends in a cell when nothing is there any more', async () => {
  const order = await placeOrder(api, town);
  await keep();
  await api.call('POST', `/v1/ops/orders/${order}/cancel`, { as: town.ops, body: { reason: 'x' } });
  await keep();
  const { now, points } = await health(cellOf(PICKUP));
  expect([now, points.at(-1).score]).toEqual([null, null]);
});

it('of what is no zone of the market there is none', async () => {
  const zone = await draw();
  const elsewhere = await openTown(api);
  const ask = async (id: string, market: string) =>
    (await api.call('GET', `/v1/ops/zones/${id}/health?market_id=${market}`, { as: town.ops })).status;
  expect(await ask(zone, elsewhere.marketId)).toBe(404);
  expect(await ask('0123456789abcdef', town.marketId)).toBe(404);
  expect(await ask(zone, 'nowhere')).toBe(404);
});
