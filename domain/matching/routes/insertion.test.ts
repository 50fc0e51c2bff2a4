import { at, straight, testDriver, testOrder } from '../fixtures';
import { InsertionSearch } from './insertion';
import { PositionValue } from '../anticipation/position-value';
import { Problem } from './problem';
import { Random } from './random';
import { RouteCosting, type Route } from './route';

const ORDERS = 5;
const BUNDLE_MAX = 2;
const WEIGHTS = { work: 0.3, lateness: 5, brokenPromise: 600, driverTime: 0.1, position: 0.5 };

function town(seed: number): { problem: Problem; costing: RouteCosting } {
  const random = new Random(seed);
  const spot = (): ReturnType<typeof at> => at(random.below(4_000), random.below(4_000));
  const { readyAt } = testOrder('any');
  // Far enough that no promise forbids a shared trip.
  const promisedAt = readyAt + 100_000;
  const orders = Array.from({ length: ORDERS }, (_, i) =>
    testOrder(`o${i}`, { pickup: spot(), dropoff: spot(), readyAt: readyAt + random.below(1_800), promisedAt }),
  );
  const problem = new Problem(orders, [testDriver('d1', { place: spot() })], readyAt, straight, 0);
  const positions = PositionValue.of(problem, [{ place: at(8_000, 0), rate: 1 }]);
  return { problem, costing: new RouteCosting(problem, WEIGHTS, positions) };
}

/** Every position that the rules allow, priced one by one. */
function cheapestByTryingAll(costing: RouteCosting, route: Route, order: number): number {
  let best = Infinity;
  for (let pickupAt = 0; pickupAt <= route.stops.length; pickupAt++) {
    for (let dropoffAt = pickupAt; dropoffAt <= route.stops.length; dropoffAt++) {
      if (route.load[dropoffAt]! >= BUNDLE_MAX) break;
      const stops = route.stops.toSpliced(dropoffAt, 0, 2 * order + 1).toSpliced(pickupAt, 0, 2 * order);
      best = Math.min(best, costing.build(0, stops)!.total - route.total);
      if (dropoffAt > pickupAt && route.load[dropoffAt] === 0) break;
    }
  }
  return best;
}

test('the cheapest insertion is found although hopeless positions are given up early', () => {
  for (let seed = 1; seed <= 30; seed++) {
    const { problem, costing } = town(seed);
    const search = new InsertionSearch(problem, costing, { bundleSizeMax: BUNDLE_MAX, bundleAcrossPlaces: true });
    let route = costing.build(0, [])!;
    for (let order = 0; order < ORDERS; order++) {
      const { delta, pickupAt, dropoffAt } = search.cheapest(order, 0, route, 1e9);
      expect(delta).toBeCloseTo(cheapestByTryingAll(costing, route, order), 6);
      const stops = route.stops.toSpliced(dropoffAt, 0, 2 * order + 1).toSpliced(pickupAt, 0, 2 * order);
      route = costing.build(0, stops)!;
    }
  }
});
