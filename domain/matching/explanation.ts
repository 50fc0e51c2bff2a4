import type { Candidates } from './candidates';
import type { NextTrip } from './commitment';
import type { Plan } from './routes/plan';
import { tripCostsOf, type Problem } from './routes/problem';
import { costOf, recordOf } from './records';
import type { Route, RouteCosting } from './routes/route';
import type { Candidate, DecisionRecord, Snapshot } from './types';

/** A trip in a driver's route: the route without and with it, what it adds to the cost, and which stops are its own. */
interface Fit {
  driver: number;
  base: Route;
  route: Route;
  delta: number;
  isOwn: (stop: number) => boolean;
}

/** Where a trip costs least in a driver's route; thousands are looked at in a round, so the route itself comes later. */
interface Opening {
  driver: number;
  at: number;
  delta: number;
}

/** Says for a trip that is about to be offered what it costs with its driver, and what it would with others. */
export class Explanation {
  constructor(
    private readonly problem: Problem,
    private readonly plan: Plan,
    private readonly costing: RouteCosting,
    private readonly candidates: readonly Candidates[],
    private readonly snapshot: Snapshot,
    private readonly prices: { lateness: number; brokenPromise: number },
  ) {}

  of(trip: NextTrip, driver: number): DecisionRecord {
    const { problem, snapshot } = this;
    const keptMax = snapshot.policy.candidatesKeptMax;
    const { drivers, excluded, excludedTotal } = this.candidates[trip.orders[0]!]!;
    // All of them, however few are kept: the cheapest may be one who would be there late.
    const isOwn = this.stopsOf(trip);
    const openings = [...drivers].flatMap((other) => (other === driver ? [] : (this.opening(trip, other) ?? [])));
    const cheapest = openings.sort((a, b) => a.delta - b.delta || a.driver - b.driver).slice(0, keptMax);
    const chosen = this.planned(driver, isOwn);
    const record = recordOf(
      {
        orderIds: trip.orders.map((order) => problem.orders[order]!.id),
        roundNo: snapshot.roundNo,
        now: problem.now,
        keptMax,
      },
      chosen ? this.compare(chosen) : this.withoutCosts(trip, driver),
      cheapest.map((opening) => this.compare(this.fitted(trip, opening, isOwn))),
      excluded.map((entry) => ({ driverId: problem.drivers[entry.driver]!.id, reason: entry.reason })),
    );
    return { ...record, candidatesTotal: Math.max(drivers.length, openings.length + 1), excludedTotal };
  }

  private stopsOf({ orders }: NextTrip): (stop: number) => boolean {
    const inTrip = new Set(orders);
    const poolStops = 2 * this.problem.orders.length;
    return (stop) => stop < poolStops && inTrip.has(stop >> 1);
  }

  /** The trip where the plan has it; null if the driver's other stops cannot be driven without it. */
  private planned(driver: number, isOwn: Fit['isOwn']): Fit | null {
    const route = this.plan.routes[driver]!;
    const base = this.costing.build(
      driver,
      route.stops.filter((stop) => !isOwn(stop)),
    );
    return base && { driver, base, route, delta: route.total - base.total, isOwn };
  }

  /** Where the trip would cost least between the trips of another driver; null if it fits nowhere. */
  private opening({ stops }: NextTrip, driver: number): Opening | null {
    const route = this.plan.routes[driver]!;
    let [best, least] = [-1, Infinity];
    const first = this.problem.drivers[driver]!.route[0]?.arrived ? 1 : 0;
    for (let at = first; at <= route.stops.length; at++) {
      if (route.load[at] !== 0) continue;
      const total = this.costing.withTrip(driver, route, stops, at);
      if (total < least) [best, least] = [at, total];
    }
    return best < 0 ? null : { driver, at: best, delta: least - route.total };
  }

  private fitted({ stops }: NextTrip, { driver, at, delta }: Opening, isOwn: Fit['isOwn']): Fit {
    const base = this.plan.routes[driver]!;
    const route = this.costing.build(driver, base.stops.toSpliced(at, 0, ...stops))!;
    return { driver, base, route, delta, isOwn };
  }

  private compare({ driver, base, route, delta, isOwn }: Fit): Candidate {
    const { problem, snapshot } = this;
    const own = this.delaysOf(route, isOwn);
    const others = this.delaysOf(route, (stop) => !isOwn(stop));
    const before = this.delaysOf(base, () => true);
    const lateness =
      (own.late + others.late - before.late) * this.prices.lateness +
      (own.broken + others.broken - before.broken) * this.prices.brokenPromise;
    const detourForOthers = others.delay - before.delay;
    const trip = tripCostsOf(problem.drivers[driver]!, snapshot.policy.expectedAnswerSeconds);
    const known = own.delay + lateness + detourForOthers + trip.acceptance + trip.handicapSeconds;
    return {
      driverId: problem.drivers[driver]!.id,
      cost: costOf({
        toPickup: own.delay - own.waited,
        waitAtPickup: own.waited,
        detourForOthers,
        lateness,
        acceptance: trip.acceptance,
        fairness: trip.handicapSeconds,
        // The rest is what the market pays later: the driver's work and his absence until the end of the route.
        forecast: delta - known,
      }),
      pickupAt: own.pickupAt,
      dropoffAt: own.dropoffAt,
    };
  }

  private delaysOf(
    route: Route,
    isCounted: (stop: number) => boolean,
  ): { delay: number; late: number; broken: number; waited: number; pickupAt: number; dropoffAt: number } {
    const { problem } = this;
    const sum = { delay: 0, late: 0, broken: 0, waited: 0, pickupAt: 0, dropoffAt: 0 };
    let readyAt = Infinity;
    route.stops.forEach((stop, k) => {
      if (!isCounted(stop)) return;
      const doneAt = route.leaveAt[k + 1]! - problem.stopAfter[stop]!;
      if (problem.stopPlace[stop]! >= 0) {
        readyAt = Math.min(readyAt, problem.stopReady[stop]!);
        sum.pickupAt = doneAt;
        return;
      }
      sum.delay += doneAt - problem.stopFloor[stop]!;
      const late = Math.max(0, doneAt - problem.stopPromised[stop]!);
      sum.late += late;
      if (late > 0) sum.broken++;
      sum.dropoffAt = doneAt;
    });
    // Goods that are ready first wait for the last of their bundle.
    if (readyAt < sum.pickupAt)
      sum.waited = Math.min(Math.max(0, sum.delay), Math.max(0, this.lastReady(route, isCounted) - readyAt));
    return sum;
  }

  private lastReady(route: Route, isCounted: (stop: number) => boolean): number {
    const ready = route.stops.filter(isCounted).map((stop) => this.problem.stopReady[stop]!);
    return Math.max(...ready);
  }

  private withoutCosts(trip: NextTrip, driver: number): Candidate {
    return {
      driverId: this.problem.drivers[driver]!.id,
      cost: costOf({}),
      pickupAt: trip.pickupAt,
      dropoffAt: this.plan.routes[driver]!.leaveAt.at(-1)!,
    };
  }
}
