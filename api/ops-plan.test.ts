import { useTestApi } from './api.test-support';
import { useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api);

const NOON = Date.UTC(2036, 0, 1, 12);
const at = (minutes: number): string => new Date(NOON + minutes * 60_000).toISOString();
const order = (id: string, readyMin: number) => ({
  id,
  pickup: { place_id: 'kitchen', location: { lat: 38.715, lng: -9.145 }, ready_at: at(readyMin) },
  dropoff: { location: { lat: 38.722, lng: -9.139 }, promised_at: at(readyMin + 60) },
});
const driver = (id: string) => ({ id, location: { lat: 38.716, lng: -9.144 }, on_at: at(0), off_at: at(240) });
const plan = (body: object, as = town.ops) =>
  api.call('POST', '/v1/ops/plan', { as, body: { market_id: town.marketId, ...body } });

describe('POST /v1/ops/plan', () => {
  it('plans orders into shifts and stores nothing', async () => {
    const { status, body } = await plan({ orders: [order('a', 30), order('b', 120)], drivers: [driver('d')] });
    expect(status).toBe(200);
    expect(body.routes).toHaveLength(1);
    expect(body.routes[0].stops.map(({ order_id, kind }: Record<string, string>) => `${kind} ${order_id}`)).toEqual([
      'pickup a',
      'dropoff a',
      'pickup b',
      'dropoff b',
    ]);
    expect(body.summary).toMatchObject({ orders: 2, served: 2, late: 0, drivers_used: 1 });
    expect(await api.database.prisma.order.count()).toBe(0);
  });

  it('says why an order is in no route', async () => {
    const { body } = await plan({ orders: [order('late', 600)], drivers: [driver('d')] });
    expect(body.unserved).toEqual([{ order_id: 'late', reason: 'shifts_end' }]);
  });

  it('takes a thousand orders and refuses more, or names that come twice', async () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => order(`o${i}`, 30 + (i % 180)));
    const drivers = Array.from({ length: 100 }, (_, i) => driver(`d${i}`));
    expect((await plan({ orders: many(1_000), drivers, iterations: 0 })).status).toBe(200);
    expect((await plan({ orders: many(1_001), drivers })).body.errors[0].pointer).toBe('/orders');
    expect((await plan({ orders: [order('a', 1), order('a', 1)], drivers })).status).toBe(422);
  });

  it("knows no other operator's market", async () => {
    const { status } = await plan({ market_id: 'nowhere', orders: [order('a', 1)], drivers: [] });
    expect(status).toBe(404);
  });
});
