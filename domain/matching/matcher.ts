import type { Candidates } from './candidates';
import { commitmentOf, nextTripOf } from './commitment';
import type { DemandRate } from './anticipation/coverage';
import { UsualDay } from './anticipation/demand-profile';
import { exclusionOf } from './eligibility';
import { Explanation } from './explanation';
import { expectedRates, seeDemand } from './anticipation/forecast';
import { checkInput, guardTravel, unservedFor } from './input';
import { readMemory, type RoundMemory } from './memory';
import type { Plan } from './routes/plan';
import { PositionValue } from './anticipation/position-value';
import { Problem } from './routes/problem';
import { proposalOf } from './proposals';
import { Random } from './routes/random';
import { RouteCosting } from './routes/route';
import { routingOf } from './routes/routing';
import { rushOf } from './anticipation/rush';
import { rememberRoutes, restoreRoutes } from './routes/tentative';
import { tuningOf } from './tuning';
import type {
  ExclusionReason,
  Matcher,
  MatchingTuning,
  Proposal,
  RepositioningHint,
  Snapshot,
  TravelTimes,
  Unserved,
  UnservedReason,
} from './types';
import { unservedReason, waitingFor } from './unserved';
import { waitingPlaces } from './anticipation/waiting-places';
import { firstLegTo } from './anticipation/waypoints';

/** What the steps of one round share. */
interface Round {
  snapshot: Snapshot;
  travel: TravelTimes;
  tuning: MatchingTuning;
  problem: Problem;
  costing: RouteCosting;
  candidates: Candidates[];
  plan: Plan;
  rates: DemandRate[];
  rush: number;
}

/**
 * One round of a market: keeps a tentative route for every driver between rounds, improves them all together, and
 * commits to a trip only when its driver has to act on it. The rolling horizon with late commitment follows Reyes et
 * al., "The Meal Delivery Routing Problem" (2018); in place of their assignment of ready-made bundles the routes are
 * searched as a whole, and idle drivers are sent to wait where the day's demand will need them.
 */
export const match: Matcher = (snapshot, travelModel) => {
  const travel = guardTravel(travelModel);
  const { orders, drivers, unserved } = checkInput(snapshot);
  const { now, policy } = snapshot;
  const tuning = tuningOf(policy);
  const memory = readMemory(snapshot.memory);
  const demand = seeDemand(memory?.demand ?? null, orders, snapshot.pickupPlaces ?? [], now);
  const rates = expectedRates(demand, UsualDay.of(snapshot.demandProfile, snapshot.secondOfDay));

  const problem = new Problem(orders, drivers, now, travel, policy.expectedAnswerSeconds);
  const rush = rushOf(
    problem,
    rates.reduce((sum, { rate }) => sum + rate, 0),
  );
  const weights = { ...tuning, work: tuning.work + rush * tuning.workInRush };
  const costing = new RouteCosting(problem, weights, PositionValue.of(problem, rates));
  const exclusion = (o: number, d: number): ExclusionReason | null => {
    const reason = exclusionOf(orders[o]!, drivers[d]!, now, travel);
    // Whoever has his hands full now can still be next: capacity counts when the offer is made.
    return reason === 'no_capacity' ? null : reason;
  };
  const random = new Random(snapshot.seed ^ Math.imul(snapshot.roundNo, 0x9e3779b1));
  const unservedCost = tuning.unserved;
  const { candidates, plan, search } = routingOf(problem, costing, exclusion, { policy, unservedCost, random });
  if (memory) restoreRoutes(problem, plan, memory.routes);
  search.insertAll(orders.map((_, o) => o).filter((o) => plan.driverOf[o]! < 0));
  search.run(policy.iterationsMax);

  const round: Round = { snapshot, travel, tuning, problem, costing, candidates, plan, rates, rush };
  const { proposals, waiting, sentAhead } = commit(round);
  return {
    roundNo: snapshot.roundNo,
    proposals,
    unserved: [...unserved, ...waiting],
    hints: [...sentAhead, ...(policy.repositioning ? repositioningHints(round) : [])],
    memory: { version: 1, demand, routes: rememberRoutes(problem, plan) } satisfies RoundMemory,
  };
};

function commit(round: Round): { proposals: Proposal[]; waiting: Unserved[]; sentAhead: RepositioningHint[] } {
  const { snapshot, travel, tuning, problem, costing, candidates, plan } = round;
  const explanation = new Explanation(problem, plan, costing, candidates, snapshot, tuning);
  const proposals: Proposal[] = [];
  const sentAhead: RepositioningHint[] = [];
  const proposed = new Set<number>();
  const commitAt = new Map<number, number>();
  plan.routes.forEach((route, d) => {
    const trip = nextTripOf(problem, d, route);
    if (!trip) return;
    const driver = problem.drivers[d]!;
    const size = trip.orders.reduce((sum, order) => sum + problem.orders[order]!.size, 0);
    const commitment = commitmentOf(trip, snapshot.policy, snapshot.now);
    if (commitment === 'offer' && size <= driver.capacity - driver.load) {
      proposals.push(proposalOf(problem, d, route, trip, travel, explanation));
      for (const order of trip.orders) proposed.add(order);
    } else {
      if (commitment === 'send_ahead' && driver.freeAt <= snapshot.now) {
        sentAhead.push(hintTo(round, d, problem.stopNode[trip.stops[0]!]!));
      }
      for (const order of trip.orders) commitAt.set(order, trip.departAt);
    }
  });
  const waiting = problem.orders.flatMap((order, o) => {
    const d = plan.driverOf[o]!;
    if (proposed.has(o)) return [];
    if (d < 0) return [unservedFor(order.id, reasonFor(round, o))];
    return [waitingFor(order.id, problem.drivers[d]!.id, commitAt.get(o) ?? plan.routes[d]!.leaveAt[0]!)];
  });
  return { proposals, waiting, sentAhead };
}

function reasonFor({ problem, candidates }: Round, order: number): UnservedReason {
  const isCutOff = problem.stopFloor[2 * order + 1] === Infinity;
  return isCutOff && problem.drivers.length > 0
    ? 'unreachable'
    : unservedReason(candidates[order]!, problem.drivers.length);
}

function repositioningHints(round: Round): RepositioningHint[] {
  const { snapshot, tuning, problem, plan, rates, rush } = round;
  const moves = waitingPlaces(problem, plan, rates, { policy: snapshot.policy, tuning, rush });
  return moves.map(({ driver, node }) => hintTo(round, driver, node));
}

function hintTo({ snapshot, problem, rates }: Round, driver: number, node: number): RepositioningHint {
  const canBeDiverted = snapshot.policy.bindingMoment !== 'pickup';
  const waypoints = canBeDiverted ? [] : rates.map(({ place }) => problem.nodeAt(place));
  const to = firstLegTo(problem, driver, node, waypoints);
  return { driverId: problem.drivers[driver]!.id, to: problem.nodes[to]!, departAt: snapshot.now };
}
