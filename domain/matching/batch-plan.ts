import { exclusionOf } from './eligibility';
import { checkInput, guardTravel, unservedFor } from './input';
import { Problem } from './routes/problem';
import { Random } from './routes/random';
import { RouteCosting } from './routes/route';
import { routingOf } from './routes/routing';
import { dropoffOf, pickupOf, startOf, timeRoute } from './routes/route-times';
import { tuningOf } from './tuning';
import type { MatchDriver, MatchingPolicy, Place, PlannedStop, PoolOrder, TravelTimes, Unserved } from './types';
import { unservedReason } from './unserved';

/** Orders that are known ahead, and the drivers whose shifts they are planned into. Times in market seconds. */
export interface BatchPlanRequest {
  orders: Omit<PoolOrder, 'version' | 'placedAt' | 'priority' | 'excludedDriverIds' | 'radiusMeters'>[];
  drivers: BatchDriver[];
  policy: MatchingPolicy;
  /** Budget of the improvement; never a clock, so that the same batch has the same plan. */
  iterationsMax: number;
}

export interface BatchDriver {
  id: string;
  place: Place;
  onAt: number;
  /** No pickup after this moment; null when the shift has no fixed end. */
  offAt: number | null;
  /** Units aboard at the same time. */
  capacity: number;
  vehicle: string;
}

export interface BatchRoutes {
  routes: { driverId: string; stops: PlannedStop[]; distanceMeters: number; endsAt: number }[];
  unserved: Unserved[];
}

/**
 * Plans a batch ahead: a pickup and delivery problem with time windows and capacities, by the same insertion and ruin
 * and recreate as the rounds (Schrimpf et al. 2000; Ropke and Pisinger 2006), without committing to anything.
 */
export function planBatch(request: BatchPlanRequest, travelModel: TravelTimes): BatchRoutes {
  const travel = guardTravel(travelModel);
  const { policy } = request;
  const now = request.drivers.reduce((first, { onAt }) => Math.min(first, onAt), Infinity);
  const { orders, drivers, unserved } = checkInput({
    orders: request.orders.map(asPoolOrder),
    drivers: request.drivers.map(asMatchDriver),
  });
  if (drivers.length === 0) {
    return { routes: [], unserved: [...unserved, ...orders.map(({ id }) => unservedFor(id, 'no_drivers'))] };
  }
  const tuning = tuningOf(policy);
  const problem = new Problem(orders, drivers, now, travel, 0);
  const costing = new RouteCosting(problem, tuning);
  const exclusion = (o: number, d: number) => exclusionOf(orders[o]!, drivers[d]!, now, travel);
  const random = new Random(orders.length);
  const unservedCost = tuning.unserved;
  const { candidates, plan, search } = routingOf(problem, costing, exclusion, { policy, unservedCost, random });
  search.insertAll(byReadiness(orders));
  search.run(request.iterationsMax);

  const routes = plan.routes.flatMap(({ stops }, d) => {
    if (stops.length === 0) return [];
    const toPlan = stops.map((stop) => (stop % 2 === 0 ? pickupOf : dropoffOf)(orders[stop >> 1]!));
    const planned = timeRoute(startOf(drivers[d]!, now), toPlan, travel);
    return [{ driverId: drivers[d]!.id, stops: planned.stops, distanceMeters: planned.meters, endsAt: planned.endsAt }];
  });
  const left = orders.flatMap(({ id }, o) =>
    plan.driverOf[o]! < 0 ? [unservedFor(id, unservedReason(candidates[o]!, drivers.length))] : [],
  );
  return { routes, unserved: [...unserved, ...left] };
}

/** Insertion in the order in which the goods are ready leaves the fewest gaps for the search to close. */
const byReadiness = (orders: readonly PoolOrder[]): number[] =>
  orders.map((_, o) => o).sort((a, b) => orders[a]!.readyAt - orders[b]!.readyAt);

const asPoolOrder = (order: BatchPlanRequest['orders'][number]): PoolOrder => ({
  ...order,
  version: 0,
  placedAt: order.readyAt,
  priority: 0,
  excludedDriverIds: [],
  radiusMeters: null,
});

const asMatchDriver = ({ id, place, onAt, offAt, capacity, vehicle }: BatchDriver): MatchDriver => ({
  id,
  version: 0,
  routeVersion: 0,
  place,
  freeAt: onAt,
  shiftEndsAt: offAt,
  capacity,
  load: 0,
  vehicle,
  acceptance: 1,
  proposable: true,
  route: [],
});
