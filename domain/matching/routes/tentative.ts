import type { Plan } from './plan';
import type { Problem } from './problem';

/** A driver's tentative stops as they survive between rounds: by IDs, because indices belong to one round. */
export interface TentativeRoute {
  driverId: string;
  stops: { orderId: string; isPickup: boolean }[];
}

export function rememberRoutes(problem: Problem, plan: Plan): TentativeRoute[] {
  const poolStops = 2 * problem.orders.length;
  return plan.routes.flatMap((route, driver) => {
    const stops = route.stops
      .filter((stop) => stop < poolStops)
      .map((stop) => ({ orderId: problem.orders[stop >> 1]!.id, isPickup: stop % 2 === 0 }));
    return stops.length > 0 ? [{ driverId: problem.drivers[driver]!.id, stops }] : [];
  });
}

/** Starts the plan from the last round's tentative routes, as far as their orders and drivers are still there. */
export function restoreRoutes(problem: Problem, plan: Plan, remembered: readonly TentativeRoute[]): void {
  const orderOf = new Map(problem.orders.map((order, o) => [order.id, o]));
  const driverOf = new Map(problem.drivers.map((driver, d) => [driver.id, d]));
  for (const { driverId, stops } of remembered) {
    const driver = driverOf.get(driverId);
    if (driver === undefined) continue;
    const codes = stops.flatMap(({ orderId, isPickup }) => {
      const order = orderOf.get(orderId);
      if (order === undefined || plan.driverOf[order]! >= 0 || !plan.mayServe(order, driver)) return [];
      return [2 * order + (isPickup ? 0 : 1)];
    });
    plan.append(driver, codes);
  }
}
