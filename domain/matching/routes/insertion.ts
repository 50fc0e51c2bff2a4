import type { Problem } from './problem';
import type { Route, RouteCosting } from './route';

/** The cheapest way found to put an order into a driver's route. */
export interface Insertion {
  driver: number;
  /** Added cost; Infinity when there is no way. */
  delta: number;
  pickupAt: number;
  dropoffAt: number;
}

export interface BundleRules {
  bundleSizeMax: number;
  bundleAcrossPlaces: boolean;
}

/**
 * Looks for the cheapest place of one order in one route: as a trip of its own between two trips, in a trip that visits
 * the same pickup place, or, where the policy allows it, anywhere that makes nobody late who would not have been.
 */
export class InsertionSearch {
  private readonly best: Insertion = { driver: -1, delta: Infinity, pickupAt: 0, dropoffAt: 0 };
  private latenessMax = 0;

  constructor(
    private readonly problem: Problem,
    private readonly costing: RouteCosting,
    private readonly rules: BundleRules,
  ) {}

  /**
   * The cheapest insertion that costs less than `limit`; the answer is overwritten by the next call. `mayBreakPromises`:
   * a trip may be shared at the price of a promise, for an order that would be left behind otherwise.
   */
  cheapest(order: number, driver: number, route: Route, limit: number, mayBreakPromises = false): Insertion {
    this.best.driver = driver;
    this.best.delta = limit;
    this.best.pickupAt = this.best.dropoffAt = -1;
    this.latenessMax = mayBreakPromises
      ? Infinity
      : route.late[route.stops.length]! + this.problem.unavoidableLateness(order);
    const { stops } = route;
    const first = this.firstOpenPosition(driver);
    for (let at = first; at <= stops.length; at++) {
      const isBetweenTrips = route.load[at] === 0;
      if (isBetweenTrips) this.consider(order, driver, route, at, at, false);
      if (at > 0 && this.joinsVisit(order, stops, at)) this.considerTrip(order, driver, route, at);
      else if (this.rules.bundleAcrossPlaces) this.considerTrip(order, driver, route, at);
    }
    if (this.best.pickupAt < 0) this.best.delta = Infinity;
    return this.best;
  }

  /** Nothing may come before a stop at which the driver has already arrived. */
  private firstOpenPosition(driver: number): number {
    return this.problem.drivers[driver]!.route[0]?.arrived ? 1 : 0;
  }

  /** True at the end of a visit to the order's pickup place. */
  private joinsVisit(order: number, stops: readonly number[], at: number): boolean {
    const place = this.problem.stopPlace[2 * order]!;
    if (this.problem.stopPlace[stops[at - 1]!] !== place) return false;
    return at === stops.length || this.problem.stopPlace[stops[at]!] !== place;
  }

  /** Pickup at `at`, dropoff at every later position that keeps the load within bounds. */
  private considerTrip(order: number, driver: number, route: Route, at: number): void {
    const size = this.problem.stopLoad[2 * order]!;
    const loadMax = Math.min(this.rules.bundleSizeMax, this.problem.drivers[driver]!.capacity) - size;
    // Dropping off at once would be a trip of its own; carrying goods through the next trip helps nobody.
    for (let to = route.load[at] === 0 ? at + 1 : at; to <= route.stops.length; to++) {
      if (route.load[to]! > loadMax) return;
      this.consider(order, driver, route, at, to, true);
      if (this.costing.isHopeless) return;
      if (to > at && route.load[to] === 0) return;
    }
  }

  private consider(order: number, driver: number, route: Route, at: number, to: number, isShared: boolean): void {
    const total = this.costing.withOrder(driver, route, 2 * order, at, to, this.best.delta);
    if (total - route.total >= this.best.delta) return;
    if (isShared && this.costing.latenessOfLast > this.latenessMax) return;
    this.best.delta = total - route.total;
    this.best.pickupAt = at;
    this.best.dropoffAt = to;
  }
}
