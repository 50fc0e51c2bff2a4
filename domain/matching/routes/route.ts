import type { PositionValue } from '../anticipation/position-value';
import type { Problem } from './problem';

export interface CostWeights {
  /** Per second of driving and of handling at a stop. */
  work: number;
  /** Per second after the promise, on top of the delay itself, and for a promise broken at all. */
  lateness: number;
  brokenPromise: number;
  /** Per second until the driver is free again. */
  driverTime: number;
  /** Per second that the driver is further from the orders to come than he was. */
  position: number;
}

/** A driver's stops with what the search needs to know about every prefix. Never changed once made. */
export interface Route {
  /** Unique within a round, so that results computed for a route can be recognised as current. */
  id: number;
  stops: readonly number[];
  /** After `k` stops: when the driver leaves, cost so far, lateness so far, load, and the pickup place if he is at one. */
  leaveAt: number[];
  cost: number[];
  late: number[];
  load: number[];
  /** Cost with the end of the route; 0 for a driver who has nothing to do. */
  total: number;
  /** The part of the cost for where the route ends: the one part that can fall when a stop is added. */
  away: number;
}

/** Times and prices routes. One instance is reused for every evaluation, because this is the innermost loop. */
export class RouteCosting {
  private driver = 0;
  private node = 0;
  private last = -1;
  private place = -1;
  private time = 0;
  private since = 0;
  private cost = 0;
  private late = 0;
  private routesMade = 0;
  /** Whether the last insertion failed before its dropoff, so that dropping off later cannot help. */
  isHopeless = false;

  constructor(
    private readonly problem: Problem,
    private readonly weights: CostWeights,
    private readonly positions: PositionValue | null = null,
  ) {}

  /** The route through these stops, or null when it cannot be driven. */
  build(driver: number, stops: readonly number[]): Route | null {
    const { problem } = this;
    const route: Route = {
      id: ++this.routesMade,
      stops,
      leaveAt: [0],
      cost: [0],
      late: [0],
      load: [0],
      total: 0,
      away: 0,
    };
    this.start(driver);
    route.leaveAt[0] = this.time;
    route.load[0] = aboardAtStart(stops, problem);
    for (let k = 0; k < stops.length; k++) {
      if (!this.visit(stops[k]!)) return null;
      route.leaveAt[k + 1] = this.time;
      route.cost[k + 1] = this.cost;
      route.late[k + 1] = this.late;
      route.load[k + 1] = route.load[k]! + problem.stopLoad[stops[k]!]!;
    }
    if (stops.length > 0) {
      route.away = this.awayCost();
      route.total = this.cost + this.endCost();
    }
    return route;
  }

  /**
   * Total cost of the route with `pickup` inserted before stop `at` and `dropoff` before stop `to` (both counted in the
   * present route); Infinity when it cannot be driven or would add more than `limit`. An insertion only ever delays what
   * comes after it, so what it has added so far is a bound for the whole, but for a better place to end at.
   */
  withOrder(driver: number, route: Route, pickup: number, at: number, to: number, limit: number): number {
    const { stops, cost } = route;
    const { stopReady, stopAfter } = this.problem;
    const bound = limit + route.away;
    this.isHopeless = true;
    this.resume(driver, route, at);
    if (!this.visit(pickup)) return Infinity;
    const wait = Math.max(0, this.time - stopAfter[pickup]! - stopReady[pickup]!);
    if (this.cost - cost[at]! + wait > bound) return Infinity;
    for (let k = at; k < to; k++) if (!this.visit(stops[k]!) || this.cost - cost[k + 1]! > bound) return Infinity;
    this.isHopeless = false;
    if (!this.visit(pickup + 1)) return Infinity;
    for (let k = to; k < stops.length; k++)
      if (!this.visit(stops[k]!) || this.cost - cost[k + 1]! > bound) return Infinity;
    return this.cost + this.endCost();
  }

  /** Total cost of the route with a trip's stops before its stop `at`; Infinity when it cannot be driven. */
  withTrip(driver: number, route: Route, trip: readonly number[], at: number): number {
    this.resume(driver, route, at);
    for (const stop of trip) if (!this.visit(stop)) return Infinity;
    for (let k = at; k < route.stops.length; k++) if (!this.visit(route.stops[k]!)) return Infinity;
    return this.cost + this.endCost();
  }

  /** A driver who is bound longer, or ends further away, is missing to orders that nobody knows yet. */
  private endCost(): number {
    const { problem, positions, driver } = this;
    const bound = (this.time - problem.driverStart[driver]!) * this.weights.driverTime;
    if (!positions) return bound;
    return bound + this.awayCost() - this.weights.position * positions.ofDriver(driver);
  }

  /** Where the last stop is matters to nobody once the shift is over. */
  private awayCost(): number {
    const { problem, positions, driver } = this;
    if (!positions || this.time >= problem.driverShiftEnd[driver]!) return 0;
    return this.weights.position * positions.ofStop(this.last, problem.driverVehicle[driver]!);
  }

  /** Seconds past promises of the route that was evaluated last. */
  get latenessOfLast(): number {
    return this.late;
  }

  private start(driver: number): void {
    this.driver = driver;
    this.node = this.problem.driverNode[driver]!;
    this.place = -1;
    this.time = this.problem.driverStart[driver]!;
    this.since = this.problem.driverSince[driver]!;
    this.cost = 0;
    this.late = 0;
  }

  private resume(driver: number, route: Route, at: number): void {
    this.start(driver);
    if (at === 0) return;
    const stop = route.stops[at - 1]!;
    this.last = stop;
    this.node = this.problem.stopNode[stop]!;
    this.place = this.problem.stopPlace[stop]!;
    this.time = this.since = route.leaveAt[at]!;
    this.cost = route.cost[at]!;
    this.late = route.late[at]!;
  }

  private visit(stop: number): boolean {
    const { problem } = this;
    const node = problem.stopNode[stop]!;
    const place = problem.stopPlace[stop]!;
    const after = problem.stopAfter[stop]!;
    this.last = stop;
    // Pickups that follow each other at one place are one visit, which lasts until the last order is ready.
    if (place >= 0 && place === this.place) {
      this.time = Math.max(this.time, problem.stopReady[stop]! + after);
      return this.mayPickUpAt(this.time - after, stop);
    }
    const drive = problem.travel(problem.driverVehicle[this.driver]!, this.node, node);
    const arriveAt = drive === 0 ? this.since : this.time + drive;
    this.cost += (drive + problem.stopBefore[stop]! + after) * this.weights.work;
    this.node = node;
    this.place = place;
    const doneAt = Math.max(arriveAt + problem.stopBefore[stop]!, this.time);
    if (place >= 0) {
      const pickedUpAt = Math.max(doneAt, problem.stopReady[stop]!);
      if (!this.mayPickUpAt(pickedUpAt, stop)) return false;
      if (stop < 2 * problem.orders.length) this.cost += problem.driverTripCost[this.driver]!;
      this.time = this.since = pickedUpAt + after;
      return pickedUpAt < Infinity;
    }
    const lateBy = Math.max(0, doneAt - problem.stopPromised[stop]!);
    this.late += lateBy;
    this.cost += doneAt - problem.stopFloor[stop]! + lateBy * this.weights.lateness;
    if (lateBy > 0) this.cost += this.weights.brokenPromise;
    this.time = this.since = doneAt + after;
    return doneAt < Infinity;
  }

  /** The end of a shift stops new pickups, not those that the driver has already accepted. */
  private mayPickUpAt(time: number, stop: number): boolean {
    return time <= this.problem.driverShiftEnd[this.driver]! || stop >= 2 * this.problem.orders.length;
  }
}

/** Goods aboard before the first stop: what is set down without being picked up on the way. */
function aboardAtStart(stops: readonly number[], problem: Problem): number {
  let load = 0;
  let least = 0;
  for (const stop of stops) {
    load += problem.stopLoad[stop]!;
    least = Math.min(least, load);
  }
  return -least;
}
