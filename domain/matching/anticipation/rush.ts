import type { Problem } from '../routes/problem';

const HORIZON_SECONDS = 2_400;
/** A driver's way back from a dropoff to the next pickup, as a share of the way out. */
const APPROACH_SHARE = 0.6;
const TYPICAL_TRIP_SECONDS = 1_200;
const RELAXED_LOAD = 0.8;
const OVERLOADED = 1.6;

/**
 * How far the market is beyond what its drivers can carry, from 0 (relaxed) to 1 (overloaded): work known and expected
 * within the horizon against the driver time on shift until then. Work saved is worth more the more orders are queueing.
 */
export function rushOf(problem: Problem, ordersPerSecond: number): number {
  const until = problem.now + HORIZON_SECONDS;
  let trips = 0;
  let due = 0;
  let reachable = 0;
  problem.orders.forEach((order, o) => {
    const trip = problem.stopFloor[2 * o + 1]! - problem.stopReady[2 * o]!;
    if (trip === Infinity) return;
    trips += trip;
    reachable++;
    if (order.readyAt < until) due++;
  });
  const handling = 240;
  const trip = reachable > 0 ? (1 + APPROACH_SHARE) * (trips / reachable) + handling : TYPICAL_TRIP_SECONDS;
  let driverSeconds = 1;
  problem.drivers.forEach((_, d) => {
    driverSeconds += Math.max(0, Math.min(until, problem.driverShiftEnd[d]!) - problem.driverStart[d]!);
  });
  // Of the orders to come within the horizon, on average half the horizon's worth falls due in it.
  const load = ((due + (ordersPerSecond * HORIZON_SECONDS) / 2) * trip) / driverSeconds;
  return Math.min(1, Math.max(0, (load - RELAXED_LOAD) / (OVERLOADED - RELAXED_LOAD)));
}
