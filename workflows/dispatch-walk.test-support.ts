import type { OrderMessage } from '../contracts/order-dispatch';
import { plan, Step, type Plan } from '../domain/dispatch/plan';
import type { StandingOrder } from '../domain/dispatch/standing-order';
import { climbOf } from '../domain/ladder/climb';
import { isEnded } from '../domain/lifecycle/statuses';
import { Random } from '../simulation/time/random';
import { DispatchModel } from './dispatch-model.test-support';
import { RandomWorld } from './random-world.test-support';

const START_MS = Date.UTC(2026, 5, 1, 12);
const ID = 'order';

/**
 * One order in the model with a clock of its own: random messages and deadlines, one at a time, as the order's workflow
 * would take them. Without Temporal, so that ten thousand of them take seconds.
 */
export class PlainWalk {
  readonly model: DispatchModel;
  readonly told: OrderMessage[] = [];
  readonly climbs: { reason: string; rung: number; spell: number }[] = [];
  /** Up by one whenever the ladder is left: what a rung may act in only once. */
  spell = 0;
  steps = 0;
  #nowMs = START_MS;
  readonly #random: Random;
  readonly #world: RandomWorld;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.model = new DispatchModel({ now: async () => this.#nowMs, tell: (message) => void this.told.push(message) });
    this.#world = new RandomWorld(this.model, ID, this.#random);
  }

  get row(): StandingOrder {
    return this.model.standing(ID);
  }

  get hasEnded(): boolean {
    return isEnded(this.row.status);
  }

  get next(): Plan | null {
    return plan(this.row, this.model.policy, this.model.clock, this.#nowMs);
  }

  place(): Promise<void> {
    return this.model.place(ID, { poolInS: this.#random.happens(0.2) ? 3600 : 0 });
  }

  /** A message from outside, or time that passes until the order's next step is due, which is then taken. */
  async step(): Promise<void> {
    this.steps += 1;
    const before = this.row.ladderRung;
    if (this.#random.happens(0.45)) await this.#message();
    else await this.deadline();
    if (this.row.ladderRung < before) this.spell += 1;
  }

  async deadline(): Promise<void> {
    const { next } = this;
    if (!next) return;
    this.#nowMs = Math.max(this.#nowMs, Date.parse(next.at));
    await this.#carryOut(next, this.row);
  }

  async #message(): Promise<void> {
    this.#nowMs += Math.round(this.#random.between(0, 120_000));
    await this.#world.act(this.#nowMs);
  }

  async #carryOut(next: Plan, order: StandingOrder): Promise<void> {
    const { version } = order;
    switch (next.step) {
      case Step.enterPool:
        return void (await this.model.enterPool(ID));
      case Step.sendOffer: {
        const { code } = await this.model.openOffer(order.offer!.id, ID, 45_000);
        if (code === 'offer_lapsed') await this.model.settleDue(ID);
        return;
      }
      case Step.expireOffer:
        return void (await this.model.settleDue(ID));
      case Step.widenRadius:
        return void (this.#nowMs += 1);
      case Step.raiseEscalation: {
        const climb = climbOf(next, order, this.model);
        this.climbs.push({ reason: climb.reason, rung: climb.rung, spell: this.spell });
        return void (await this.model.climbLadder(ID, { version, ...climb }));
      }
      case Step.endSnooze:
        return void (await this.model.endSnooze(ID, version));
      case Step.endHold:
        return void (await this.model.endHold(ID));
      case Step.releaseRescue:
      case Step.requeue:
        return void (await this.model.requeueOrder(ID, next.otherwise, null, version));
      case Step.giveUp:
        return void (await this.model.giveUpOrder(ID, version, 'nothing left to try'));
    }
  }
}
