/**
 * Messages on their way to one workflow's loop. Handlers only put them here; the loop takes each number once, lowest
 * first. A message carries what it tells of as it stood after its change, so one that comes after a later one has
 * nothing to add.
 */
export class Inbox<Message extends { number: number }> {
  private waitingMessages: Message[] = [];
  private lastTaken = 0;
  /** Numbers taken, in the order of taking; bounded, for the query. */
  readonly taken: number[] = [];

  put(message: Message): void {
    this.waitingMessages.push(message);
  }

  get waiting(): boolean {
    return this.waitingMessages.length > 0;
  }

  /** The next message that tells something new, or null. */
  take(): Message | null {
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
