import type { OrderMessage } from '../contracts/order-dispatch';
import { EARNEST, type MarketClock } from '../domain/clock';
import type { Outcome, RefusalCode } from '../domain/dispatch/outcome';
import type { StandingOffer, StandingOrder } from '../domain/dispatch/standing-order';
import { nextStatus, type TransitionRequest } from '../domain/lifecycle/transitions';
import { DEFAULT_POLICY, type Policy } from '../domain/policy/policy';

export interface ModelOffer extends StandingOffer {
  lines: string[];
}

export interface ModelOptions {
  now: () => Promise<number>;
  /** What the outbox would deliver to an order's workflow. */
  tell: (message: OrderMessage) => void;
  /** Sees every change of an order and every refusal. */
  witness?: Witness;
  policy?: Policy;
  clock?: MarketClock;
}

export interface Witness {
  changed(was: StandingOrder, is: StandingOrder): void;
  refused(id: string): void;
}

/** How the model keeps orders and offers: versions that only rise, and a message for what a workflow did not do itself. */
export abstract class ModelRows {
  /** How far the database's clock is behind the workflow's. */
  behindMs = 0;
  readonly policy: Policy;
  readonly clock: MarketClock;
  readonly #options: ModelOptions;
  protected readonly orders = new Map<string, StandingOrder>();
  protected readonly offers = new Map<string, ModelOffer>();
  /** The moment of the change that is being made: each looks at the clock before it changes anything. */
  #lookedAt = '';

  constructor(options: ModelOptions) {
    this.#options = options;
    this.policy = options.policy ?? DEFAULT_POLICY;
    this.clock = options.clock ?? EARNEST;
  }

  standing(id: string): StandingOrder {
    const live = [...this.offers.values()].find(({ status, lines }) => isLive(status) && lines.includes(id));
    if (!live) return { ...this.order(id), offer: null };
    const { lines: _lines, ...offer } = live;
    return { ...this.order(id), offer };
  }

  protected add(order: StandingOrder): void {
    this.orders.set(order.id, order);
    this.#options.tell({ number: 1, order: this.standing(order.id) });
  }

  protected settleLine(id: string, { status, driverId }: ModelOffer, tell: boolean, now: string): void {
    if (status === 'accepted') {
      const request = this.order(id).status === 'stranded' ? 'accept_rescue' : 'accept';
      this.change(id, request, { driverId, assignedAt: now, unassignedSince: null, ...OFF_THE_LADDER }, tell);
    } else {
      this.change(id, this.order(id).status === 'offered' ? 'lose_offer' : null, {}, tell);
    }
  }

  /** Who lost it before the pickup counts as a move. */
  protected leavesDriver(id: string): Pick<StandingOrder, 'driverId' | 'assignedAt' | 'moves'> {
    const { driverId, pickedUpAt, moves } = this.order(id);
    return { driverId: null, assignedAt: null, moves: moves + Number(driverId !== null && pickedUpAt === null) };
  }

  /** An offer without orders is withdrawn; one whose lead left gets a new lead, whose workflow is told. */
  protected leaveOffers(id: string): void {
    for (const offer of this.offers.values()) {
      if (!isLive(offer.status) || !offer.lines.includes(id)) continue;
      offer.lines = offer.lines.filter((line) => line !== id);
      const [heir] = offer.lines;
      if (heir === undefined) {
        offer.status = 'withdrawn';
        continue;
      }
      offer.leadOrderId = heir;
      this.change(heir, null, {});
    }
  }

  protected done(id: string, request: TransitionRequest | null, changes: Partial<StandingOrder>): Outcome {
    this.change(id, request, changes, false);
    return { done: true, order: this.standing(id) };
  }

  protected refused(id: string, code: RefusalCode): Outcome {
    this.#options.witness?.refused(id);
    return { done: false, code, order: this.standing(id) };
  }

  protected change(id: string, request: TransitionRequest | null, changes: Partial<StandingOrder>, tell = true): void {
    const was = this.order(id);
    const status = request === null ? was.status : nextStatus(was.status, request);
    if (status === null) throw new Error(`${request} is not allowed from ${was.status}`);
    const is = { ...was, ...changes, status, version: was.version + 1, changedAt: this.#lookedAt };
    this.orders.set(id, is);
    this.#options.witness?.changed(was, is);
    if (tell) this.#options.tell({ number: was.version + 1, order: this.standing(id) });
  }

  protected async now(): Promise<number> {
    const now = (await this.#options.now()) - this.behindMs;
    this.#lookedAt = new Date(now).toISOString();
    return now;
  }

  protected async in(ms: number): Promise<string> {
    return new Date((await this.now()) + ms).toISOString();
  }

  protected order(id: string): StandingOrder {
    return present(this.orders.get(id), id);
  }

  protected offer(id: string): ModelOffer {
    return present(this.offers.get(id), id);
  }
}

/** What becomes of the ladder when the order moves on. */
export const OFF_THE_LADDER = {
  escalationRung: 0,
  ladderRung: 0,
  escalationDeadlineAt: null,
  snoozedUntil: null,
} as const;

export const isLive = (status: StandingOffer['status']): boolean => status === 'reserved' || status === 'open';

function present<Value>(value: Value | undefined, id: string): Value {
  if (value === undefined) throw new Error(`the model has no ${id}`);
  return value;
}
