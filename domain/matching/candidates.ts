import { NearbyIndex, projection } from './routes/nearby';
import type { Problem } from './routes/problem';
import { sortedBy } from './routes/ranking';
import type { ExclusionReason } from './types';

/** Where a round has thousands of orders, each has to do with fewer candidates, or the round would take too long. */
const CANDIDATES_MAX = { usual: 24, inLargeMarket: 10 };
const NEARBY_PER_CANDIDATE = 1.7;
/** Enough to explain a decision; more would only fill the record. */
const EXCLUDED_MAX = 20;
/** A second of an idle driver's drive is worth less than a second of an order's delay. */
const DRIVE_WEIGHT = 0.3;

export interface Candidates {
  /** Drivers worth trying, most promising first. */
  drivers: Int32Array;
  /** Delay of the order at least, if that driver went to its pickup straight away. */
  leastDelay: Float64Array;
  excluded: { driver: number; reason: ExclusionReason }[];
  excludedTotal: number;
}

/**
 * The drivers worth trying for each order: those who would be at the pickup soonest after it is ready, and among them
 * the nearest. Taken from the neighbourhood of the pickup, so that a round's work grows with its orders and not with
 * orders times drivers.
 */
export function candidatesOf(
  problem: Problem,
  exclusion: (order: number, driver: number) => ExclusionReason | null,
): Candidates[] {
  const ends = problem.drivers.map((driver) => driver.route.at(-1)?.place ?? driver.place);
  const flatten = projection(ends);
  const flat = ends.map(flatten);
  const nearby = new NearbyIndex(
    flat.map(({ x }) => x),
    flat.map(({ y }) => y),
  );
  const candidatesMax = problem.isLarge ? CANDIDATES_MAX.inLargeMarket : CANDIDATES_MAX.usual;
  return problem.orders.map((order, o) => {
    const excluded: Candidates['excluded'] = [];
    let excludedTotal = 0;
    const { x, y } = flatten(order.pickup);
    const near = nearby.nearest(x, y, Math.floor(candidatesMax * NEARBY_PER_CANDIDATE), (driver) => {
      const reason = exclusion(o, driver);
      if (!reason) return true;
      excludedTotal++;
      if (excluded.length < EXCLUDED_MAX) excluded.push({ driver, reason });
      return false;
    });
    const delays: number[] = [];
    const scores: number[] = [];
    const reachable = near.filter((driver) => {
      const drive = problem.travel(
        problem.driverVehicle[driver]!,
        problem.driverNode[driver]!,
        problem.stopNode[2 * o]!,
      );
      const delay = delayOf(problem, o, driver, drive);
      if (delay === Infinity) {
        excluded.push({ driver, reason: 'unreachable' });
        return false;
      }
      delays.push(delay);
      scores.push(delay + DRIVE_WEIGHT * drive);
      return true;
    });
    excludedTotal += near.length - reachable.length;
    const kept = sortedBy(scores).subarray(0, candidatesMax);
    return {
      drivers: kept.map((i) => reachable[i]!),
      leastDelay: Float64Array.from(kept, (i) => delays[i]!),
      excluded: excluded.slice(0, EXCLUDED_MAX),
      excludedTotal,
    };
  });
}

function delayOf(problem: Problem, order: number, driver: number, drive: number): number {
  const pickedUpAt = problem.driverStart[driver]! + drive + problem.stopBefore[2 * order]!;
  return Math.max(0, pickedUpAt - problem.stopReady[2 * order]!);
}
