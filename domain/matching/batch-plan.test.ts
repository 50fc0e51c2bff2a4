import { planBatch, type BatchDriver, type BatchPlanRequest } from './batch-plan';
import { at, straight, testOrder, testSnapshot } from './fixtures';
import { Random } from './routes/random';

const HOUR = 3_600;
const NOON = 1_000_000;

const policy = { ...testSnapshot([], []).policy, bundleSizeMax: 10 };
const driver = (id: string, fields: Partial<BatchDriver> = {}): BatchDriver => ({
  id,
  place: at(0, 0),
  onAt: NOON,
  offAt: NOON + 8 * HOUR,
  capacity: 3,
  vehicle: 'bicycle',
  ...fields,
});
const order = (id: string, fields: Parameters<typeof testOrder>[1] = {}) =>
  testOrder(id, { readyAt: NOON + HOUR, promisedAt: NOON + 2 * HOUR, ...fields });
const plan = (request: Partial<BatchPlanRequest>) =>
  planBatch({ orders: [], drivers: [], policy, iterationsMax: 50, ...request }, straight);

/** A day of orders all over the city, from a few kitchens, between noon and eight. */
function someDay(orders: number): BatchPlanRequest['orders'] {
  const random = new Random(7);
  const between = (low: number, high: number): number => low + random.next() * (high - low);
  return Array.from({ length: orders }, (_, i) => {
    const readyAt = NOON + between(0.5, 7) * HOUR;
    const kitchen = Math.floor(between(0, 20));
    return order(`o${i}`, {
      pickupPlaceId: `kitchen-${kitchen}`,
      pickup: at(kitchen * 300, (kitchen % 5) * 800),
      dropoff: at(between(0, 6_000), between(0, 4_000)),
      readyAt,
      promisedAt: readyAt + 1.5 * HOUR,
    });
  });
}

/** Orders aboard after each stop. */
function loadsAlong(stops: { kind: string }[]): number[] {
  let aboard = 0;
  return stops.map(({ kind }) => (aboard += kind === 'pickup' ? 1 : -1));
}

describe('planBatch', () => {
  it('serves every order once, pickup before dropoff, within capacity and shifts', () => {
    const drivers = Array.from({ length: 8 }, (_, i) => driver(`d${i}`, { capacity: 2, onAt: NOON + (i % 3) * HOUR }));
    const { routes, unserved } = plan({ orders: someDay(40), drivers });
    expect(unserved).toEqual([]);
    expect(new Set(routes.flatMap(({ stops }) => stops.map(({ orderId }) => orderId))).size).toBe(40);
    for (const { driverId, stops } of routes) {
      const { onAt, offAt, capacity } = drivers.find(({ id }) => id === driverId)!;
      const pickups = stops.filter(({ kind }) => kind === 'pickup');
      expect(Math.min(...stops.map(({ arriveAt }) => arriveAt))).toBeGreaterThanOrEqual(onAt);
      expect(Math.max(...pickups.map(({ completeAt }) => completeAt))).toBeLessThanOrEqual(offAt!);
      expect(Math.max(...loadsAlong(stops))).toBeLessThanOrEqual(capacity);
      // A dropoff before its pickup would make the load negative.
      expect(Math.min(...loadsAlong(stops))).toBeGreaterThanOrEqual(0);
      expect(loadsAlong(stops).at(-1)).toBe(0);
    }
  });

  it('keeps every promise that the shifts allow', () => {
    const drivers = Array.from({ length: 8 }, (_, i) => driver(`d${i}`));
    const orders = someDay(40);
    const { routes } = plan({ orders, drivers });
    const promises = new Map(orders.map(({ id, promisedAt }) => [id, promisedAt]));
    const late = routes
      .flatMap(({ stops }) => stops)
      .filter(({ kind, orderId, completeAt }) => kind === 'dropoff' && completeAt > promises.get(orderId)!);
    expect(late).toEqual([]);
  });

  it('plans the same batch the same', () => {
    const request = { orders: someDay(20), drivers: [driver('a'), driver('b'), driver('c'), driver('d')] };
    expect(plan(request)).toEqual(plan(request));
  });

  it('says why an order is in no route', () => {
    const late = order('after the last shift', { readyAt: NOON + 20 * HOUR, promisedAt: NOON + 21 * HOUR });
    expect(plan({ orders: [order('alone')] }).unserved).toMatchObject([{ orderId: 'alone', reason: 'no_drivers' }]);
    expect(plan({ orders: [late], drivers: [driver('a')] }).unserved).toMatchObject([{ reason: 'shifts_end' }]);
  });
});
