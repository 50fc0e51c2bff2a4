import { NearbyIndex, projection } from './nearby';
import type { Plan } from './plan';
import type { Problem } from './problem';
import type { Random } from './random';
import { sortedBy } from './ranking';

const BLINK_SHARE = 0.02;
const START_TEMPERATURE = 120;
const END_TEMPERATURE = 1;
/** Share of ruins around an order that has to wait: elsewhere there is little to win. */
const FOCUS_SHARE = 0.6;
const ITERATIONS_PER_ORDER = 5;
const DELAYED_EFFORT = 4;
const REFOCUS_EVERY = 50;
const REMOVED_MAX = 8;
const NEARBY_MAX = 60;
const RELATED_MAX = 24;
/** A minute between two ready times makes orders as unrelated as a minute's drive between their pickups. */
const READY_WEIGHT = 0.3;

/**
 * Improves a plan by ruin and recreate (Schrimpf et al., "Record breaking optimization results using the ruin and
 * recreate principle", J. Comp. Physics 159, 2000): take related orders out of their routes, put each back where it
 * costs least, keep the result unless it is much worse. Relatedness as in Shaw (1998); skipping some insertion places at
 * random ("blinks") and removal around a seed order as in Christiaens & Vanden Berghe, "Slack induction by string
 * removals" (2020).
 */
export class RuinAndRecreate {
  private readonly pickups: { x: number; y: number }[];
  private readonly nearby: NearbyIndex;
  private delayed: number[] = [];
  private readonly related = new Map<number, Int32Array>();
  private readonly blink = (): boolean => this.random.next() < BLINK_SHARE;
  private readonly never = (): boolean => false;

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

  /** Leaves the best plan found within the budget in place. Where nobody has to wait, most of the budget is saved. */
  run(iterationsMax: number): void {
    const { plan, random } = this;
    const effort = plan.driverOf.length + DELAYED_EFFORT * plan.delayedOrders().length;
    const iterations = Math.min(iterationsMax, ITERATIONS_PER_ORDER * effort);
    let best = keep(plan);
    for (let i = 0; i < iterations; i++) {
      const temperature = START_TEMPERATURE * (END_TEMPERATURE / START_TEMPERATURE) ** (i / iterations);
      if (i % REFOCUS_EVERY === 0) this.delayed = plan.delayedOrders();
      const before = plan.cost;
      plan.begin();
      this.recreate(this.ruin(), this.blink);
      if (plan.cost > before - temperature * Math.log(1 - random.next() + 1e-12)) plan.rollback();
      else if (plan.cost < best.cost - 1e-6) best = keep(plan);
    }
    if (best.cost < plan.cost - 1e-6) restore(plan, best);
  }

  insertAll(orders: number[]): void {
    this.recreate(orders, this.never);
  }

  private ruin(): number[] {
    const { plan, random } = this;
    const { delayed } = this;
    const isFocused = delayed.length > 0 && random.next() < FOCUS_SHARE;
    const seed = isFocused ? delayed[random.below(delayed.length)]! : random.below(plan.driverOf.length);
    const count = 1 + random.below(REMOVED_MAX);
    const removed: number[] = [];
    const take = (order: number): void => {
      plan.remove(order);
      if (plan.driverOf[order]! < 0) removed.push(order);
    };
    take(seed);
    for (const order of this.relatedTo(seed)) {
      if (removed.length >= count) break;
      if (random.next() < 0.7) take(order);
    }
    return removed;
  }

  private recreate(orders: number[], skip: () => boolean): void {
    const { problem, random } = this;
    const byReady = random.next() < 0.5;
    const keys = orders.map((order) => (byReady ? problem.stopReady[2 * order]! : random.next()));
    for (const i of sortedBy(keys)) this.plan.insert(orders[i]!, skip);
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

type Kept = { cost: number; routes: Plan['routes']; driverOf: Int32Array };

function keep(plan: Plan): Kept {
  return { cost: plan.cost, routes: plan.routes.slice(), driverOf: plan.driverOf.slice() };
}

function restore(plan: Plan, kept: Kept): void {
  kept.routes.forEach((route, driver) => (plan.routes[driver] = route));
  plan.driverOf.set(kept.driverOf);
  plan.cost = kept.cost;
}
