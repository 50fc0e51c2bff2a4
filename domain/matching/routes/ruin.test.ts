import { InsertionSearch } from './insertion';
import { candidatesOf } from '../candidates';
import { at, straight, testDriver, testOrder } from '../fixtures';
import { Plan } from './plan';
import { Problem } from './problem';
import { Random } from './random';
import { RouteCosting } from './route';
import { Ruin } from './ruin';
import { DEFAULT_TUNING } from '../tuning';

const UNSERVED = 100_000;

function plannedTown(random: Random): { problem: Problem; plan: Plan } {
  const spot = (): ReturnType<typeof at> => at(random.below(4_000), random.below(4_000));
  const orders = Array.from({ length: 30 }, (_, i) => testOrder(`o${i}`, { pickup: spot(), dropoff: spot() }));
  const drivers = Array.from({ length: 8 }, (_, i) => testDriver(`d${i}`, { place: spot() }));
  const problem = new Problem(orders, drivers, orders[0]!.readyAt, straight, 0);
  const costing = new RouteCosting(problem, DEFAULT_TUNING);
  const insertions = new InsertionSearch(problem, costing, { bundleSizeMax: 2, bundleAcrossPlaces: false });
  const plan = new Plan(
    problem,
    costing,
    insertions,
    candidatesOf(problem, () => null),
    () => true,
    UNSERVED,
  );
  orders.forEach((_, o) => plan.insert(o, () => false));
  return { problem, plan };
}

test('what is taken out is taken once, is in no route any more, and a plan taken back is the one before', () => {
  const random = new Random(7);
  const { problem, plan } = plannedTown(random);
  const ruin = new Ruin(problem, plan, random);
  const [before, cost] = [plan.driverOf.slice(), plan.cost];
  const sizes = new Set<number>();
  for (let i = 0; i < 300; i++) {
    plan.begin();
    const removed = ruin.takeOut(plan.delayedOrders());
    sizes.add(removed.length);
    expect(new Set(removed).size).toBe(removed.length);
    for (const order of removed) expect(plan.driverOf[order]).toBe(-1);
    const stops = plan.routes.flatMap((route) => [...route.stops]);
    expect(stops).toHaveLength(2 * (problem.orders.length - removed.length));
    plan.rollback();
    expect(plan.driverOf).toEqual(before);
    expect(plan.cost).toBe(cost);
  }
  // Whole strings come out with the last driver, so a little more than the limit is possible.
  expect(Math.max(...sizes)).toBeGreaterThan(8);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(15);
});
