import type { Plan } from './plan';
import type { Problem } from './problem';
import type { Random } from './random';
import { sortedBy } from './ranking';
import { Ruin } from './ruin';

const BLINK_SHARE = 0.02;
const START_TEMPERATURE = 120;
const END_TEMPERATURE = 1;
const ITERATIONS_PER_ORDER = 5;
const DELAYED_EFFORT = 4;
const REFOCUS_EVERY = 50;
/** Tries get dearer with the orders around; beyond this many open orders there are fewer of them, so that rounds stay short. */
const FULL_EFFORT_ORDERS = 120;
const LEAST_EFFORT = 0.25;

/**
 * Improves a plan by ruin and recreate (Schrimpf et al., "Record breaking optimization results using the ruin and
 * recreate principle", J. Comp. Physics 159, 2000): take some orders out of their routes, put each back where it costs
 * least, keep the result unless it is much worse. Skipping some insertion places at random ("blinks") as in Christiaens
 * & Vanden Berghe, "Slack induction by string removals" (2020).
 */
export class RuinAndRecreate {
  private readonly ruin: Ruin;
  private delayed: number[] = [];
  private readonly blink = (): boolean => this.random.next() < BLINK_SHARE;
  private readonly never = (): boolean => false;

  constructor(
    private readonly problem: Problem,
    private readonly plan: Plan,
    private readonly random: Random,
  ) {
    this.ruin = new Ruin(problem, plan, random);
  }

  /** Leaves the best plan found within the budget in place. Where nobody has to wait, most of the budget is saved. */
  run(iterationsMax: number): void {
    const { plan, random } = this;
    const effort = plan.driverOf.length + DELAYED_EFFORT * plan.delayedOrders().length;
    const share = Math.max(LEAST_EFFORT, Math.min(1, (FULL_EFFORT_ORDERS / plan.driverOf.length) ** 2));
    const iterations = Math.min(share * iterationsMax, ITERATIONS_PER_ORDER * effort);
    let best = keep(plan);
    for (let i = 0; i < iterations; i++) {
      const temperature = START_TEMPERATURE * (END_TEMPERATURE / START_TEMPERATURE) ** (i / iterations);
      if (i % REFOCUS_EVERY === 0) this.delayed = plan.delayedOrders();
      const before = plan.cost;
      plan.begin();
      this.recreate(this.ruin.takeOut(this.delayed), this.blink);
      if (plan.cost > before - temperature * Math.log(1 - random.next() + 1e-12)) plan.rollback();
      else if (plan.cost < best.cost - 1e-6) best = keep(plan);
    }
    if (best.cost < plan.cost - 1e-6) restore(plan, best);
  }

  insertAll(orders: number[]): void {
    this.recreate(orders, this.never);
  }

  private recreate(orders: number[], skip: () => boolean): void {
    const { problem, random } = this;
    const byReady = random.next() < 0.5;
    const keys = orders.map((order) => (byReady ? problem.stopReady[2 * order]! : random.next()));
    for (const i of sortedBy(keys)) this.plan.insert(orders[i]!, skip);
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
