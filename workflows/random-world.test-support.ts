import type { StandingOrder } from '../domain/dispatch/standing-order';
import { nextStatus, TRANSITIONS, type TransitionRequest } from '../domain/lifecycle/transitions';
import type { Random } from '../simulation/time/random';
import type { DispatchModel } from './dispatch-model.test-support';

/** Requests that the street, merchants and people make; the rest is the workflow's own or comes with an offer. */
const ASKED: TransitionRequest[] = TRANSITIONS.map(({ request }) => request).filter(
  (request) => !['enter_pool', 'send_offer', 'accept', 'lose_offer', 'accept_rescue', 'give_up'].includes(request),
);

/** All that can happen to one order from outside, drawn from a seed: rounds, drivers, shops, merchants and people. */
export class RandomWorld {
  constructor(
    private readonly model: DispatchModel,
    private readonly id: string,
    private readonly random: Random,
  ) {}

  /** One thing that is possible as the order stands happens to it; sometimes nothing is. */
  async act(nowMs: number): Promise<void> {
    const order = this.model.standing(this.id);
    const { status, offer } = order;
    if (offer?.status === 'open') {
      const answer = this.random.oneOf(['accepted', 'declined', 'withdrawn'] as const);
      await this.model.settleOffer(offer.id, answer, null);
      return;
    }
    const waits = (status === 'unassigned' || status === 'stranded') && !offer;
    if (waits && this.random.happens(0.6)) {
      await this.model.reserve(`driver-${this.random.next()}`, this.id);
      return;
    }
    if (order.escalationRung > 0 && order.snoozedUntil === null && this.random.happens(0.4)) {
      await this.model.answer(this.id, this.random.oneOf([this.#later(nowMs), null]));
      return;
    }
    if (status === 'assigned' && this.random.happens(0.4)) {
      await this.model.reassign(this.id);
      return;
    }
    const possible = ASKED.filter((request) => nextStatus(status, request) !== null);
    if (possible.length > 0) await this.#ask(this.random.oneOf(possible), order, nowMs);
  }

  /** What has become impossible since it was drawn, because the order's workflow was faster, is refused as for anybody. */
  async #ask(request: TransitionRequest, { version }: StandingOrder, nowMs: number): Promise<void> {
    try {
      await this.model.request(this.id, request, request === 'hold' ? { heldUntil: this.#later(nowMs) } : {});
    } catch (error) {
      if (this.model.standing(this.id).version === version) throw error;
    }
  }

  #later(nowMs: number): string {
    return new Date(nowMs + Math.round(this.random.between(60_000, 1_800_000))).toISOString();
  }
}
