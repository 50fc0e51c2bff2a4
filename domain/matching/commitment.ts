import type { Problem } from './routes/problem';
import type { Route } from './routes/route';
import type { MatchingPolicy } from './types';

/** The first trip of a tentative route that still has orders to offer. */
export interface NextTrip {
  orders: number[];
  /** Stops of these orders, in the order of the route. */
  stops: number[];
  /** Position of its first pickup in the route. */
  at: number;
  /** Seconds of driving to that pickup. */
  drive: number;
  /** Latest departure that does not delay the pickup. */
  departAt: number;
  pickupAt: number;
}

/** What to do about a driver's next trip in this round. */
export type Commitment = 'offer' | 'send_ahead' | 'wait';

export function nextTripOf(problem: Problem, driver: number, route: Route): NextTrip | null {
  const poolStops = 2 * problem.orders.length;
  const { stops } = route;
  const at = stops.findIndex((stop) => stop < poolStops);
  if (at < 0) return null;
  let end = at;
  while (end < stops.length && (end === at || route.load[end] !== 0)) end++;
  const own = stops.slice(at, end).filter((stop) => stop < poolStops);
  const orders = own.filter((stop) => stop % 2 === 0).map((stop) => stop >> 1);
  const first = stops[at]!;
  const place = problem.stopPlace[first]!;
  let leaves = at + 1;
  while (leaves < end && problem.stopPlace[stops[leaves]!] === place) leaves++;
  const from = at === 0 ? problem.driverNode[driver]! : problem.stopNode[stops[at - 1]!]!;
  const drive = problem.travel(problem.driverVehicle[driver]!, from, problem.stopNode[first]!);
  const pickupAt = route.leaveAt[leaves]! - problem.stopAfter[first]!;
  const departAt = Math.max(route.leaveAt[at]!, pickupAt - problem.stopBefore[first]! - drive);
  return { orders, stops: own, at, drive, departAt, pickupAt };
}

/**
 * Late commitment: an order stays free to go to somebody else until its driver has to act on it, which is before the
 * next round could tell him (Reyes et al. 2018 commit early for want of this; Ulmer et al., "The restaurant meal delivery
 * problem", Transportation Science 55, 2021, show what postponing is worth).
 */
export function commitmentOf(trip: NextTrip, policy: MatchingPolicy, now: number): Commitment {
  if (!policy.lateCommitment) return 'offer';
  const nextRound = now + policy.roundIntervalSeconds + policy.expectedAnswerSeconds;
  if (policy.bindingMoment !== 'pickup') return trip.departAt < nextRound ? 'offer' : 'wait';
  if (trip.at === 0 && trip.drive === 0) return trip.pickupAt < nextRound ? 'offer' : 'wait';
  return trip.departAt < nextRound ? 'send_ahead' : 'wait';
}
