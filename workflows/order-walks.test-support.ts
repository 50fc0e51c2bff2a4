import type { OrderMessage } from '../contracts/order-dispatch';
import { plan, Step } from '../domain/dispatch/plan';
import { isEnded } from '../domain/lifecycle/statuses';
import { Random } from '../simulation/time/random';
import { eventually } from '../test/support/eventually';
import { TimeStandsStill } from '../test/support/skipping-time';
import type { DispatchBench, OrderUnderTest } from './dispatch-bench.test-support';
import type { OrderWitness } from './order-witness.test-support';
import { RandomWorld } from './random-world.test-support';

/** A step may be this late by the server's clock: tasks take real time while no time is skipped. */
const LATE_MS = 10_000;
/** A workflow task that a loaded worker loses is given out again after ten seconds, and once more after that. */
const AGREES_WITHIN_MS = 60_000;
/** Nothing that policy allows keeps an order open so long. */
const FOR_EVER_MS = 10 * 86_400_000;

/**
 * Orders whose workflows walk side by side through random messages and deadlines, on one clock that is skipped. The same
 * seeds and the same number of ticks draw the same things; `seed` in a failure names the order.
 */
export async function walkTogether(
  bench: DispatchBench,
  witness: OrderWitness,
  { seed, orders, ticks }: { seed: number; orders: number; ticks: number },
): Promise<void> {
  const clock = new Random(seed);
  const startedMs = await bench.now();
  bench.model.behindMs = Math.round(clock.between(0, 1500));
  const walks = Array.from({ length: orders }, (_, index) => new OrderWalk(bench, witness, seed + index));
  await Promise.all(walks.map((walk) => walk.place()));
  await agreed(bench, walks);
  for (let tick = 0; tick < ticks; tick += 1) {
    const nowMs = await bench.now();
    await Promise.all(walks.map((walk) => walk.step(nowMs)));
    await agreed(bench, walks);
    await passTime(bench, walks, clock);
    await agreed(bench, walks);
  }
  await Promise.all(walks.map((walk) => walk.arrive()));
  try {
    // One after the other: the server skips time while somebody waits for a result, and counts those who do.
    for (const walk of walks) await walk.end();
  } catch (error) {
    const skippedMs = (await bench.now()) - startedMs;
    if (!(error instanceof TimeStandsStill) || skippedMs < FOR_EVER_MS) throw error;
    const open = walks.filter(({ isOpen }) => isOpen).map((walk) => walk.seed);
    throw new Error(`seeds ${open.join(', ')}: open after ${skippedMs / 86_400_000} days`, { cause: error });
  }
}

/**
 * All workflows are at rest before something else happens: a signal that comes while a task completes its workflow makes
 * that task fail, which a real server repeats and the test server does not survive ("unbalanced lock and unlock").
 */
async function agreed(bench: DispatchBench, walks: OrderWalk[]): Promise<void> {
  await bench.settle();
  const nowMs = await bench.now();
  await Promise.all(walks.map((walk) => walk.agree(nowMs)));
}

/** A little, or until the next deadline of any of them. */
async function passTime(bench: DispatchBench, walks: OrderWalk[], clock: Random): Promise<void> {
  const littleS = clock.between(1, 90);
  const toDeadline = clock.happens(0.5);
  const moments = walks.flatMap(({ dueMs }) => dueMs ?? []);
  const leftS = (Math.min(...moments) - (await bench.now())) / 1000;
  await bench.pass(toDeadline && Number.isFinite(leftS) ? Math.max(0, leftS) + 0.2 : littleS);
}

/** One order: what happens to it, how its messages travel, and whether its workflow follows. */
class OrderWalk {
  readonly #order: OrderUnderTest;
  readonly #random: Random;
  readonly #world: RandomWorld;
  /** Messages that are still on their way: others overtake them. */
  #late: OrderMessage[] = [];
  /** How the workflow knew it when one last looked, and when it was to act. */
  #seen = { version: 0, dueMs: 0 };

  constructor(
    private readonly bench: DispatchBench,
    private readonly witness: OrderWitness,
    readonly seed: number,
  ) {
    this.#order = bench.order();
    this.#random = new Random(seed);
    this.#world = new RandomWorld(bench.model, this.#order.id, this.#random);
    bench.delivered.set(this.#order.id, (message) => this.#deliver(message));
  }

  get isOpen(): boolean {
    return !isEnded(this.#order.row.status);
  }

  get dueMs(): number | null {
    if (!this.isOpen) return null;
    const next = plan(this.#order.row, this.bench.model.policy, this.bench.model.clock, 0);
    return next && Date.parse(next.at);
  }

  async place(): Promise<void> {
    await this.bench.model.place(this.#order.id, { poolInS: this.#random.happens(0.2) ? 3600 : 0 });
  }

  /** What was on its way has arrived; then something else happens, or nothing. */
  async step(nowMs: number): Promise<void> {
    if (this.#late.length > 0) await this.arrive();
    if (this.isOpen && this.#random.happens(0.6)) await this.#world.act(nowMs);
  }

  /** The last one first. */
  async arrive(): Promise<void> {
    const late = this.#late;
    this.#late = [];
    if (!this.isOpen) return;
    for (const message of late.reverse()) this.bench.post(message);
    await this.bench.settle();
    await this.agree(Infinity);
  }

  /** Now and then twice, now and then late; what tells of the end comes alone. */
  #deliver(message: OrderMessage): void {
    if (isEnded(message.order.status)) {
      this.#late = [];
      this.bench.post(message);
      return;
    }
    if (this.#random.happens(0.15)) {
      this.#late.push(message);
      return;
    }
    this.bench.post(message);
    if (this.#random.happens(0.1)) this.bench.post(message);
  }

  /** Waits until the workflow knows the order as it stands, and has a next step that is still to come. */
  async agree(nowMs: number): Promise<void> {
    const isAsItWas = this.#seen.version === this.#order.row.version && this.#seen.dueMs > nowMs;
    if (!this.isOpen || this.#late.length > 0 || isAsItWas) return;
    await this.#named(eventually(() => this.#look(), AGREES_WITHIN_MS));
  }

  async #look(): Promise<void> {
    const { row } = this.#order;
    if (isEnded(row.status)) return;
    const { order, next } = await this.#order.view();
    const nowMs = await this.bench.now();
    const planned = plan(row, this.bench.model.policy, this.bench.model.clock, nowMs);
    expect(order).toMatchObject({ version: row.version, status: row.status });
    if (next?.step !== Step.widenRadius) expect(next).toEqual(planned);
    const earliestMs = Math.max(nowMs - LATE_MS, Date.parse(row.changedAt ?? ''));
    this.#seen = { version: row.version, dueMs: Date.parse(next?.at ?? '') };
    if (!next || Date.parse(next.at) < earliestMs)
      throw new Error(`${row.status}: ${next?.step} was due at ${next?.at}`);
  }

  /** Deadlines alone bring it to an end, the one that its row tells of. */
  async end(): Promise<void> {
    const { status } = await this.#named(this.#order.end());
    const violation = this.witness.violations.get(this.#order.id);
    if (violation) throw new Error(`seed ${this.seed}: ${violation}`);
    expect({ seed: this.seed, status }).toEqual({ seed: this.seed, status: this.#order.row.status });
    this.bench.delivered.delete(this.#order.id);
  }

  async #named<Value>(awaited: Promise<Value>): Promise<Value> {
    try {
      return await awaited;
    } catch (error) {
      if (error instanceof TimeStandsStill) throw error;
      const { status, version } = this.#order.row;
      throw new Error(`seed ${this.seed}: ${status}, version ${version}: ${String(error)}`, { cause: error });
    }
  }
}
