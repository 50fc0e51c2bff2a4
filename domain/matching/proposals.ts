import type { NextTrip } from './commitment';
import type { Explanation } from './explanation';
import type { Problem } from './routes/problem';
import type { Route } from './routes/route';
import { committedStops, dropoffOf, pickupOf, startOf, timeRoute } from './routes/route-times';
import type { Proposal, TravelTimes } from './types';

/** The offer of a trip: the driver's whole remaining route with it, without what is still tentative after it. */
export function proposalOf(
  problem: Problem,
  driverIndex: number,
  route: Route,
  trip: NextTrip,
  travel: TravelTimes,
  explanation: Explanation,
): Proposal {
  const driver = problem.drivers[driverIndex]!;
  const start = startOf(driver, problem.now);
  const committed = committedStops(driver);
  const soFar = timeRoute(start, committed, travel);
  const inTrip = new Set(trip.stops);
  const firstCommitted = problem.committed[driverIndex]![0] ?? 0;
  const stops = route.stops.flatMap((stop) => {
    if (stop >= 2 * problem.orders.length) return [committed[stop - firstCommitted]!];
    if (!inTrip.has(stop)) return [];
    const order = problem.orders[stop >> 1]!;
    return [stop % 2 === 0 ? pickupOf(order) : dropoffOf(order)];
  });
  const planned = timeRoute(start, stops, travel);
  return {
    driverId: driver.id,
    driverVersion: driver.version,
    orders: trip.orders.map((order) => ({ id: problem.orders[order]!.id, version: problem.orders[order]!.version })),
    stops: planned.stops,
    distanceMeters: planned.meters - soFar.meters,
    durationSeconds: planned.endsAt - soFar.endsAt,
    decision: explanation.of(trip, driverIndex),
  };
}
