/** What is still to happen, soonest first; equal moments in the order in which they were planned. */
export class Agenda {
  private readonly heap: { at: number; turn: number; run: () => void }[] = [];
  private turns = 0;
  now = 0;

  plan(at: number, run: () => void): void {
    const { heap } = this;
    heap.push({ at, turn: this.turns, run });
    this.turns += 1;
    let child = heap.length - 1;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.isSooner(child, parent)) break;
      this.swap(child, parent);
      child = parent;
    }
  }

  /** Lets everything happen, until nothing is left to do. */
  live(): void {
    for (let next = this.take(); next; next = this.take()) {
      this.now = next.at;
      next.run();
    }
  }

  private take(): { at: number; run: () => void } | undefined {
    const { heap } = this;
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || heap.length === 0) return first;
    heap[0] = last;
    let parent = 0;
    for (;;) {
      const [left, right] = [2 * parent + 1, 2 * parent + 2];
      let soonest = parent;
      if (left < heap.length && this.isSooner(left, soonest)) soonest = left;
      if (right < heap.length && this.isSooner(right, soonest)) soonest = right;
      if (soonest === parent) return first;
      this.swap(parent, soonest);
      parent = soonest;
    }
  }

  private isSooner(a: number, b: number): boolean {
    const [x, y] = [this.heap[a]!, this.heap[b]!];
    return x.at < y.at || (x.at === y.at && x.turn < y.turn);
  }

  private swap(a: number, b: number): void {
    [this.heap[a], this.heap[b]] = [this.heap[b]!, this.heap[a]!];
  }
}
