import { carriedOrders, type Judged, type ShiftInput, type ShiftState } from './state';
import { SHIFT_TRANSITIONS } from './transitions';

/**
 * Watches a walk from outside and keeps its own account, without knowing the rules: orders taken and where they went,
 * breaks asked for and what became of them. `check` throws at the first thing that must not be.
 */
export class Witness {
  readonly #taken = new Set<number>();
  #breakIsAwaited = false;

  check(before: ShiftState, input: ShiftInput, { state, refused }: Judged): void {
    if (refused !== null && state !== before) throw new Error('a refusal changed something');
    this.#checkTable(before, state);
    this.#checkOffer(state);
    this.#checkBreak(before, input, state);
    this.#checkWork(before, input, state, refused === null);
  }

  #checkTable({ availability: from }: ShiftState, { availability: to }: ShiftState): void {
    const isStep = SHIFT_TRANSITIONS.some((row) => row.to === to && (row.from as readonly string[]).includes(from));
    // Passing time may take two steps at once: a break ends, and with it a shift whose hours are over.
    const isTwo = from === 'on_break' && to === 'offline';
    if (from !== to && !isStep && !isTwo) throw new Error(`${from} became ${to}, which no row allows`);
  }

  #checkOffer({ availability, offer, asked, lastOrder }: ShiftState): void {
    if (!offer) return;
    if (availability !== 'available') throw new Error(`an offer while ${availability}`);
    if (asked || lastOrder) throw new Error('an offer while a break or the end is due');
  }

  /** A break that was asked for begins, is taken back by somebody who says so, or ends with the shift. */
  #checkBreak(before: ShiftState, input: ShiftInput, after: ShiftState): void {
    if (this.#breakIsAwaited && !after.asked) {
      const begins = after.availability === 'on_break' && before.availability !== 'on_break';
      const isTakenBack = input.kind === 'come_on' || input.kind === 'override_break';
      if (!begins && !isTakenBack && after.availability !== 'offline') throw new Error('a break was lost');
    }
    this.#breakIsAwaited = after.asked !== null;
  }

  /** An order that was taken is aboard, delivered, or given back by a step that says so; goods in hand stay. */
  #checkWork(before: ShiftState, input: ShiftInput, after: ShiftState, isDone: boolean): void {
    if (input.kind === 'accept' && isDone) this.#taken.add(input.order);
    const [finished] = before.stops;
    if (input.kind === 'finish_stop' && isDone && finished?.kind === 'dropoff') this.#taken.delete(finished.order);
    for (const order of this.#taken) {
      if (after.stops.some((stop) => stop.order === order)) continue;
      const mayLeave = ['lose_order', 'silence'].includes(input.kind) || (input.kind === 'go_off' && input.handOver);
      if (!mayLeave || carriedOrders(before).includes(order)) throw new Error(`order ${order} was lost`);
      this.#taken.delete(order);
    }
    if (after.availability === 'offline' && after.stops.length > 0) throw new Error('offline with orders aboard');
  }
}
