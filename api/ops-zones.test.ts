import { randomUUID } from 'node:crypto';
import { cellOf } from '../domain/zones/cells';
import { tokens, useTestApi } from './api.test-support';
import { orderBody, placeOrder, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api, beforeEach);
let manager: string;
beforeAll(async () => {
  manager = (await tokens.sign({ role: 'ops', sub: 'maria', level: 'manager' }, 600)).token;
});

/** A square with the pickup of `orderBody` in its middle, so many degrees to each side. */
const PICKUP = { lat: 38.7123, lng: -9.1438 };
const around = (half: number, { lat, lng } = PICKUP) => ({
  type: 'Polygon',
  coordinates: [
    [
      [lng - half, lat - half],
      [lng + half, lat - half],
      [lng + half, lat + half],
      [lng - half, lat + half],
      [lng - half, lat - half],
    ],
  ],
});
const call = (method: string, path: string, body?: unknown, as = manager) => api.call(method, path, { as, body });
const draw = async (name: string, polygon: object = around(0.003)): Promise<string> => {
  const { status, body } = await call('POST', '/v1/ops/zones', { market_id: town.marketId, name, polygon });
  expect(status).toBe(201);
  return body.id;
};
const zoneOf = async (orderId: string): Promise<string> =>
  (await api.database.prisma.order.findUniqueOrThrow({ where: { id: orderId } })).zoneId;

describe('drawing zones', () => {
  it('orders belong to the smallest zone around their pickup, those placed before keep theirs', async () => {
    const before = await placeOrder(api, town);
    expect(await zoneOf(before)).toBe(cellOf(PICKUP));
    const large = await draw('Centro', around(0.02));
    const small = await draw('Chiado', around(0.002));
    expect(await zoneOf(await placeOrder(api, town))).toBe(small);
    await call('DELETE', `/v1/ops/zones/${small}`);
    const after = await placeOrder(api, town);
    expect(await zoneOf(after)).toBe(large);
    expect((await api.database.prisma.order.findUniqueOrThrow({ where: { id: after } })).pickupCell).toBe(
      cellOf(PICKUP),
    );
    expect(await zoneOf(before)).toBe(cellOf(PICKUP));
  });

  it('refuses what is no area, names that are taken, and changes of what has changed', async () => {
    const bowTie = { type: 'Polygon', coordinates: [[[0, 0], [0.01, 0.01], [0.01, 0], [0, 0.01], [0, 0]]] }; // prettier-ignore
    const crossed = await call('POST', '/v1/ops/zones', { market_id: town.marketId, name: 'x', polygon: bowTie });
    expect([crossed.status, crossed.body.errors[0].pointer]).toEqual([422, '/polygon/coordinates']);
    const id = await draw('Chiado');
    const again = await call('POST', '/v1/ops/zones', { market_id: town.marketId, name: 'Chiado', polygon: around(1) });
    expect(again.status).toBe(422);
    const twin = await call('POST', '/v1/ops/zones', {
      market_id: town.marketId,
      name: 'Chiado',
      polygon: around(0.1),
    });
    expect([twin.status, twin.body.code]).toEqual([409, 'already_exists']);
    const renamed = await call('PATCH', `/v1/ops/zones/${id}`, { name: 'Baixa', based_on: 1 });
    expect(renamed.body).toMatchObject({ name: 'Baixa', version: 2 });
    const late = await call('PATCH', `/v1/ops/zones/${id}`, { name: 'Bica', based_on: 1 });
    expect([late.status, late.body.code]).toEqual([409, 'zone_changed']);
    expect((await call('PATCH', `/v1/ops/zones/${id}`, { name: 'Baixa' })).body.version).toBe(2);
    expect((await call('GET', `/v1/ops/zones/${randomUUID()}`)).status).toBe(404);
  });

  it('is remembered: who, before and after', async () => {
    const id = await draw('Chiado');
    await call('POST', `/v1/ops/zones/${id}/close`, { reason: 'flood' }, town.ops);
    await call('POST', `/v1/ops/zones/${id}/close`, { reason: 'flood' }, town.ops);
    await call('POST', `/v1/ops/zones/${id}/open`, { reason: 'dry again' }, town.ops);
    await call('DELETE', `/v1/ops/zones/${id}`);
    const events = await api.database.prisma.event.findMany({ where: { zoneId: id }, orderBy: { id: 'asc' } });
    expect(events.map(({ type }) => type)).toEqual(['zone.created', 'zone.closed', 'zone.opened', 'zone.removed']);
    expect(events[1]).toMatchObject({
      actor: { type: 'ops', id: 'olga' },
      before: { closed: false },
      after: { closed: true, closed_reason: 'flood' },
      data: { reason: 'flood' },
    });
  });

  it('is for managers of that market only', async () => {
    const body = { market_id: town.marketId, name: 'x', polygon: around(0.003) };
    expect((await call('POST', '/v1/ops/zones', body, town.ops)).status).toBe(403);
    const claims: Parameters<typeof tokens.sign>[0] = {
      role: 'ops',
      sub: 'mia',
      level: 'manager',
      markets: ['elsewhere'],
    };
    const { token: stranger } = await tokens.sign(claims, 600);
    expect((await call('POST', '/v1/ops/zones', body, stranger)).status).toBe(404);
    const id = await draw('Chiado');
    for (const [method, path, change] of [
      ['GET', '', undefined],
      ['PATCH', '', { name: 'y' }],
      ['DELETE', '', undefined],
      ['POST', '/close', { reason: 'x' }],
    ] as const) {
      expect((await call(method, `/v1/ops/zones/${id}${path}`, change, stranger)).status).toBe(404);
    }
  });
});

describe('a closed zone', () => {
  it('takes no orders from or to it, until it is opened', async () => {
    const id = await draw('Chiado');
    const placed = orderBody();
    const place = (body: object = orderBody()) => api.call('POST', '/v1/orders', { as: town.merchant, body });
    expect((await place(placed)).status).toBe(201);
    const { body: closed } = await call('POST', `/v1/ops/zones/${id}/close`, { reason: 'flood' }, town.ops);
    expect(closed).toMatchObject({ closed: true, closed_reason: 'flood' });
    const refused = await place();
    expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([
      409,
      'zone_closed',
      '/pickup/location',
    ]);
    const there = { name: 'x', address: 'y', location: PICKUP };
    const elsewhere = { name: 'x', address: 'y', location: { lat: 38.75, lng: -9.2 } };
    const to = await place(orderBody({ pickup: elsewhere, dropoff: there }));
    expect([to.body.code, to.body.errors[0].pointer]).toEqual(['zone_closed', '/dropoff/location']);
    expect((await place(placed)).status).toBe(200);
    await call('POST', `/v1/ops/zones/${id}/open`, { reason: 'dry again' }, town.ops);
    expect((await place()).status).toBe(201);
  });

  it('lets its open orders go on', async () => {
    const id = await draw('Chiado');
    const order = await placeOrder(api, town);
    await call('POST', `/v1/ops/zones/${id}/close`, { reason: 'flood' }, town.ops);
    const { body } = await call('GET', `/v1/ops/orders/${order}`);
    expect(body.order).toMatchObject({ status: 'unassigned', zone_id: id });
  });
});
