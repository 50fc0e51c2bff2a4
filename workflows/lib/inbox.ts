import type { OrderMessage } from '../../contracts/order-dispatch';

/**
 * Messages on their way to one order's loop. Handlers only put them here; the loop takes each number once, lowest first.
 * A message carries the order as it stood after its change, so one that comes after a later one has nothing to add.
 */
export class Inbox {
  private waitingMessages: OrderMessage[] = [];
  private lastTaken = 0;
  /** Numbers taken, in the order of taking; bounded, for the query. */
  readonly taken: number[] = [];

  put(message: OrderMessage): void {
    this.waitingMessages.push(message);
  }

  get waiting(): boolean {
    return this.waitingMessages.length > 0;
  }

  /** The next message that tells something new, or null. */
  take(): OrderMessage | null {
    this.waitingMessages.sort((a, b) => a.number - b.number);
    for (let next = this.waitingMessages.shift(); next; next = this.waitingMessages.shift()) {
      if (next.number <= this.lastTaken) continue;
      this.lastTaken = next.number;
      this.taken.push(next.number);
      if (this.taken.length > 100) this.taken.shift();
      return next;
    }
    return null;
  }
}
