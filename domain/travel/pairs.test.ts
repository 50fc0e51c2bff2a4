import { at, testDriver, testOrder } from '../matching/fixtures';
import { pairsOfRound } from './pairs';
import { pairKey } from './place-key';

const keysOf = (...arguments_: Parameters<typeof pairsOfRound>): string[] =>
  pairsOfRound(...arguments_).map((pair) => pairKey(...pair));

test('a round asks for each order’s own way and for the way of the nearest drivers to it', () => {
  const order = testOrder('a', { pickup: at(0, 0), dropoff: at(3_000, 0) });
  const drivers = Array.from({ length: 40 }, (_, i) => testDriver(`d${i}`, { place: at(0, 100 * (i + 1)) }));
  const keys = keysOf({ orders: [order], drivers });
  expect(keys).toContain(pairKey(order.pickup, order.dropoff));
  expect(keys).toContain(pairKey(drivers[0]!.place, order.pickup));
  expect(keys).not.toContain(pairKey(drivers[39]!.place, order.pickup));
  expect(keys).toHaveLength(13);
});

test('a driver with a route comes from where it ends, and his legs under way are asked for, too', () => {
  const stop = {
    stopId: 's',
    orderId: 'x',
    kind: 'dropoff' as const,
    place: at(500, 500),
    pickupPlaceId: null,
    readyAt: null,
    promisedAt: null,
    service: { beforeSeconds: 0, afterSeconds: 0 },
    size: 1,
    arrived: false,
  };
  const driver = testDriver('d', { place: at(0, 900), route: [stop] });
  const order = testOrder('a', { pickup: at(2_000, 0) });
  const keys = keysOf({ orders: [order], drivers: [driver] });
  expect(keys).toContain(pairKey(driver.place, stop.place));
  expect(keys).toContain(pairKey(stop.place, order.pickup));
});

test('a market of any size asks for a bounded number', () => {
  const orders = Array.from({ length: 600 }, (_, i) =>
    testOrder(`o${i}`, { pickup: at(i * 50, 0), dropoff: at(i * 50, 900) }),
  );
  const drivers = Array.from({ length: 300 }, (_, i) => testDriver(`d${i}`, { place: at(i * 90, 200) }));
  const before = performance.now();
  expect(pairsOfRound({ orders, drivers }).length).toBeLessThanOrEqual(6_000);
  expect(performance.now() - before).toBeLessThan(2_000);
});
