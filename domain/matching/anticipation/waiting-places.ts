import type { DemandRate } from './coverage';
import { commitmentOf, nextTripOf } from '../commitment';
import type { Plan } from '../routes/plan';
import type { Problem } from '../routes/problem';
import { Repositioning, type Availability, type Reposition, type TimeInHand } from './repositioning';
import type { MatchingPolicy, MatchingTuning } from '../types';

/** Waiting for less is not worth a way. */
const TIME_IN_HAND_MIN = 180;

/** Where drivers should wait: those with nothing to do, and those who need not set out for their next trip yet. */
export function waitingPlaces(
  problem: Problem,
  plan: Plan,
  rates: readonly DemandRate[],
  { policy, tuning, rush }: { policy: MatchingPolicy; tuning: MatchingTuning; rush: number },
): Reposition[] {
  const repositioning = new Repositioning(problem, rates, tuning, rush);
  const idle = repositioning.decide(plan.routes.map((_, d) => availabilityOf(problem, plan, d)));
  return [...idle, ...repositioning.spend(timesInHand(problem, plan, policy))];
}

function availabilityOf(problem: Problem, plan: Plan, driver: number): Availability {
  const route = plan.routes[driver]!;
  const last = route.stops.at(-1);
  return {
    driver,
    node: last === undefined ? problem.driverNode[driver]! : problem.stopNode[last]!,
    at: route.leaveAt[route.stops.length]!,
    isIdle: last === undefined && isFree(problem, driver) && !plan.isStuck(driver),
  };
}

function timesInHand(problem: Problem, plan: Plan, policy: MatchingPolicy): TimeInHand[] {
  return plan.routes.flatMap((route, driver) => {
    const trip = isFree(problem, driver) ? nextTripOf(problem, driver, route) : null;
    if (!trip || trip.at !== 0 || commitmentOf(trip, policy, problem.now) !== 'wait') return [];
    const pickup = trip.stops[0]!;
    const dueAt = trip.pickupAt - problem.stopBefore[pickup]!;
    if (dueAt - problem.now < TIME_IN_HAND_MIN) return [];
    return [{ driver, node: problem.driverNode[driver]!, pickup: problem.stopNode[pickup]!, dueAt }];
  });
}

function isFree(problem: Problem, driver: number): boolean {
  const { freeAt, proposable } = problem.drivers[driver]!;
  return freeAt <= problem.now && proposable;
}
