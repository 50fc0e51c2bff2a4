import type { Candidates } from '../candidates';
import type { Insertion, InsertionSearch } from './insertion';
import type { Problem } from './problem';
import type { Route, RouteCosting } from './route';

const POSITION_BITS = 12;
/** Delays below this are the price of the drive, not of waiting for a driver. */
const DELAY_SECONDS_MIN = 90;

/** Tentative routes of all drivers, with the orders that are in none of them. Knows its cost at all times. */
export class Plan {
  readonly routes: Route[];
  /** Driver of each order, -1 while it is in no route. */
  readonly driverOf: Int32Array;
  cost = 0;
  private readonly candidates: readonly Int32Array[];
  private readonly leastDelay: readonly Float64Array[];
  private readonly cachedRoute: Int32Array[];
  private readonly cachedDelta: Float64Array[];
  private readonly cachedPosition: Int32Array[];
  private readonly ordersAtPlace = new Map<number, number[]>();
  private undoLog: { driver: number; route: Route }[] | null = null;
  private undoDrivers: { order: number; driver: number }[] = [];
  private costBefore = 0;
  /** Routes as they were when the present try began: those that come back when it is taken back. */
  private readonly standing: Route[];

  constructor(
    private readonly problem: Problem,
    private readonly costing: RouteCosting,
    private readonly insertions: InsertionSearch,
    candidates: readonly Candidates[],
    private readonly isEligible: (order: number, driver: number) => boolean,
    private readonly unservedCost: number,
  ) {
    this.candidates = candidates.map(({ drivers }) => drivers);
    this.leastDelay = candidates.map(({ leastDelay }) => leastDelay);
    this.driverOf = new Int32Array(problem.orders.length).fill(-1);
    this.routes = problem.drivers.map((_, driver) => {
      const committed = costing.build(driver, problem.committed[driver]!);
      return committed ?? costing.build(driver, [])!;
    });
    for (const route of this.routes) this.cost += route.total;
    this.cost += unservedCost * problem.orders.length;
    this.cachedRoute = this.candidates.map((drivers) => new Int32Array(2 * drivers.length));
    this.cachedDelta = this.candidates.map((drivers) => new Float64Array(2 * drivers.length));
    this.cachedPosition = this.candidates.map((drivers) => new Int32Array(2 * drivers.length));
    this.standing = this.routes.slice();
    problem.orders.forEach((_, order) => {
      const place = problem.stopPlace[2 * order]!;
      const orders = this.ordersAtPlace.get(place);
      if (orders) orders.push(order);
      else this.ordersAtPlace.set(place, [order]);
    });
  }

  /** Orders with the same pickup place, the order itself included. */
  neighboursAtPlace(order: number): readonly number[] {
    return this.ordersAtPlace.get(this.problem.stopPlace[2 * order]!)!;
  }

  /** Orders that would be served later than if a driver stood waiting for each, or not at all. */
  delayedOrders(): number[] {
    const delayed: number[] = [];
    this.driverOf.forEach((driver, order) => {
      if (driver < 0) delayed.push(order);
    });
    for (const route of this.routes) {
      route.stops.forEach((stop, k) => {
        const isDropoff = stop % 2 === 1 && stop < 2 * this.driverOf.length;
        if (isDropoff && route.cost[k + 1]! - route.cost[k]! > DELAY_SECONDS_MIN) delayed.push(stop >> 1);
      });
    }
    return delayed;
  }

  remove(order: number): void {
    const driver = this.driverOf[order]!;
    if (driver < 0) return;
    const without = this.routes[driver]!.stops.filter(
      (stop) => stop >> 1 !== order || stop >= 2 * this.driverOf.length,
    );
    // Without the triangle inequality a route may get longer when a stop is taken out, so a shift may end too soon.
    const route = this.costing.build(driver, without);
    if (!route) return;
    this.replace(driver, route);
    this.setDriver(order, -1);
    this.cost += this.unservedCost;
  }

  /** Puts the order where it costs least; false when it stays unserved. `skip` leaves out candidates at random. */
  insert(order: number, skip: () => boolean): boolean {
    const best: Insertion = { driver: -1, delta: this.unservedCost, pickupAt: 0, dropoffAt: 0 };
    const drivers = this.candidates[order]!;
    for (let c = 0; c < drivers.length; c++) {
      if (this.leastDelay[order]![c]! >= best.delta || skip() || this.isStuck(drivers[c]!)) continue;
      const slot = this.evaluated(order, c, drivers[c]!);
      const delta = this.cachedDelta[order]![slot]!;
      if (delta >= best.delta) continue;
      best.driver = drivers[c]!;
      best.delta = delta;
      const position = this.cachedPosition[order]![slot]!;
      best.pickupAt = position >> POSITION_BITS;
      best.dropoffAt = position & ((1 << POSITION_BITS) - 1);
    }
    this.tryDriversAtPlace(order, best);
    if (best.driver < 0) this.tryAtAnyPrice(order, best);
    if (best.driver < 0) return false;
    this.apply(order, best);
    return true;
  }

  /** Puts the order into one driver's route, wherever it costs least there. */
  insertInto(order: number, driver: number): boolean {
    const found = this.insertions.cheapest(order, driver, this.routes[driver]!, this.unservedCost);
    if (found.driver < 0 || found.delta === Infinity) return false;
    this.apply(order, found);
    return true;
  }

  /** Appends stops that were planned before; leaves the driver as he is when they can no longer be driven. */
  append(driver: number, stops: readonly number[]): void {
    const route = this.costing.build(driver, [...this.routes[driver]!.stops, ...stops]);
    if (!route) return;
    this.replace(driver, route);
    for (const stop of stops) {
      if (stop % 2 !== 0) continue;
      this.setDriver(stop >> 1, driver);
      this.cost -= this.unservedCost;
    }
  }

  /** From here on changes can be taken back with `rollback`. */
  begin(): void {
    if (this.undoLog) for (const { driver } of this.undoLog) this.standing[driver] = this.routes[driver]!;
    else this.routes.forEach((route, driver) => (this.standing[driver] = route));
    this.undoLog = [];
    this.undoDrivers = [];
    this.costBefore = this.cost;
  }

  rollback(): void {
    for (const { driver, route } of this.undoLog!.reverse()) this.routes[driver] = route;
    for (const { order, driver } of this.undoDrivers.reverse()) this.driverOf[order] = driver;
    this.undoLog = [];
    this.undoDrivers = [];
    this.cost = this.costBefore;
  }

  /** Drivers on whom the order could join a trip from its pickup place, even far from the usual candidates. */
  private tryDriversAtPlace(order: number, best: Insertion): void {
    const orders = this.neighboursAtPlace(order);
    if (orders.length < 2) return;
    const drivers = this.candidates[order]!;
    for (const other of orders) {
      const driver = this.driverOf[other]!;
      if (driver < 0 || drivers.includes(driver) || !this.mayServe(order, driver)) continue;
      const found = this.insertions.cheapest(order, driver, this.routes[driver]!, best.delta);
      if (found.delta < best.delta) Object.assign(best, found);
    }
  }

  /** Shifts end before anybody could come for it alone: then it shares a trip, even where that breaks a promise. */
  private tryAtAnyPrice(order: number, best: Insertion): void {
    for (const driver of this.candidates[order]!) {
      if (this.isStuck(driver)) continue;
      const found = this.insertions.cheapest(order, driver, this.routes[driver]!, best.delta, true);
      if (found.delta < best.delta) Object.assign(best, found);
    }
  }

  /** Whether the driver is one of those who may be asked for the order; only those were looked at. */
  mayServe(order: number, driver: number): boolean {
    return !this.isStuck(driver) && this.isEligible(order, driver);
  }

  /** A driver whose own route cannot be computed gets nothing until it can. */
  isStuck(driver: number): boolean {
    return this.routes[driver]!.stops.length < this.problem.committed[driver]!.length;
  }

  /**
   * Where the cheapest insertion of the order with its candidate `c` is kept. Two answers are kept for each: most tries
   * are taken back, so what was found for the standing route is not given up for one that is only tried.
   */
  private evaluated(order: number, c: number, driver: number): number {
    const route = this.routes[driver]!;
    const known = this.cachedRoute[order]!;
    if (known[2 * c] === route.id) return 2 * c;
    if (known[2 * c + 1] === route.id) return 2 * c + 1;
    const slot = known[2 * c] === this.standing[driver]!.id ? 2 * c + 1 : 2 * c;
    const found = this.insertions.cheapest(order, driver, route, this.unservedCost);
    known[slot] = route.id;
    this.cachedDelta[order]![slot] = found.delta;
    this.cachedPosition[order]![slot] = (found.pickupAt << POSITION_BITS) | found.dropoffAt;
    return slot;
  }

  private apply(order: number, { driver, pickupAt, dropoffAt }: Insertion): void {
    const stops = this.routes[driver]!.stops.slice();
    stops.splice(dropoffAt, 0, 2 * order + 1);
    stops.splice(pickupAt, 0, 2 * order);
    this.replace(driver, this.costing.build(driver, stops)!);
    this.setDriver(order, driver);
    this.cost -= this.unservedCost;
  }

  private replace(driver: number, route: Route): void {
    const before = this.routes[driver]!;
    this.undoLog?.push({ driver, route: before });
    this.cost += route.total - before.total;
    this.routes[driver] = route;
  }

  private setDriver(order: number, driver: number): void {
    if (this.undoLog) this.undoDrivers.push({ order, driver: this.driverOf[order]! });
    this.driverOf[order] = driver;
  }
}
