import { NearbyIndex, projection } from './nearby';
import type { Plan } from './plan';
import type { Problem } from './problem';
import type { Random } from './random';
import { sortedBy } from './ranking';

/** Share of ruins around an order that has to wait: elsewhere there is little to win. */
const FOCUS_SHARE = 0.8;
const STRINGS_SHARE = 0.5;
const STRING_MAX = 4;
const REMOVED_MAX = 12;
/** Chance that a related order is taken: always the same ones would always come back to the same places. */
const RELATED_CHANCE = 0.7;
const NEARBY_MAX = 60;
const RELATED_MAX = 24;
/** A minute between two ready times makes orders as unrelated as a minute's drive between their pickups. */
const READY_WEIGHT = 0.3;

/**
 * Chooses what a try takes out of the routes, around one order that is mostly one that has to wait: either orders that
 * are picked up near it at about the same time (relatedness as in Shaw 1998), or strings of orders that follow each other
 * in the routes of the drivers around (Christiaens & Vanden Berghe, "Slack induction by string removals", 2020).
 */
export class Ruin {
  private readonly pickups: { x: number; y: number }[];
  private readonly nearby: NearbyIndex;
  private readonly related = new Map<number, Int32Array>();

  constructor(
    private readonly problem: Problem,
    private readonly plan: Plan,
    private readonly random: Random,
  ) {
    const flatten = projection(problem.orders.map(({ pickup }) => pickup));
    this.pickups = problem.orders.map(({ pickup }) => flatten(pickup));
    this.nearby = new NearbyIndex(
      this.pickups.map(({ x }) => x),
      this.pickups.map(({ y }) => y),
    );
  }

  /** Takes orders out of the plan and returns them with those that were in no route. `delayed`: orders that wait. */
  takeOut(delayed: readonly number[]): number[] {
    const { plan, random } = this;
    const isFocused = delayed.length > 0 && random.next() < FOCUS_SHARE;
    const seed = isFocused ? delayed[random.below(delayed.length)]! : random.below(plan.driverOf.length);
    const count = 1 + random.below(REMOVED_MAX);
    return random.next() < STRINGS_SHARE ? this.strings(seed, count) : this.neighbours(seed, count);
  }

  private neighbours(seed: number, count: number): number[] {
    const removed: number[] = [];
    this.take(seed, removed);
    for (const order of this.relatedTo(seed)) {
      if (removed.length >= count) break;
      if (this.random.next() < RELATED_CHANCE) this.take(order, removed);
    }
    return removed;
  }

  /** One string of each driver who serves the order or one that is related to it. */
  private strings(seed: number, count: number): number[] {
    const { plan } = this;
    const removed: number[] = [];
    const ruined = new Set<number>();
    for (const order of [seed, ...this.relatedTo(seed)]) {
      if (removed.length >= count) break;
      const driver = plan.driverOf[order]!;
      if (driver < 0) {
        if (order === seed) removed.push(order);
      } else if (!ruined.has(driver)) {
        ruined.add(driver);
        for (const next of this.stringAround(order, driver)) this.take(next, removed);
      }
    }
    return removed;
  }

  private stringAround(order: number, driver: number): number[] {
    const { plan, random } = this;
    const poolStops = 2 * plan.driverOf.length;
    const orders: number[] = [];
    for (const stop of plan.routes[driver]!.stops) if (stop < poolStops && stop % 2 === 0) orders.push(stop >> 1);
    const length = 1 + random.below(Math.min(STRING_MAX, orders.length));
    const before = random.below(length);
    const from = Math.max(0, Math.min(orders.indexOf(order) - before, orders.length - length));
    return orders.slice(from, from + length);
  }

  private take(order: number, removed: number[]): void {
    this.plan.remove(order);
    if (this.plan.driverOf[order]! < 0) removed.push(order);
  }

  private relatedTo(seed: number): Int32Array {
    const known = this.related.get(seed);
    if (known) return known;
    const { problem } = this;
    const distance = (order: number): number =>
      problem.travel(0, problem.stopNode[2 * seed]!, problem.stopNode[2 * order]!) +
      READY_WEIGHT * Math.abs(problem.stopReady[2 * seed]! - problem.stopReady[2 * order]!);
    const { x, y } = this.pickups[seed]!;
    const others = this.nearby.nearest(x, y, NEARBY_MAX, (order) => order !== seed);
    const ranked = sortedBy(others.map(distance)).subarray(0, RELATED_MAX);
    const related = ranked.map((i) => others[i]!);
    this.related.set(seed, related);
    return related;
  }
}
