import type { MarketTime } from './market-time';

export type Cancel = () => void;

interface Due {
  at: number;
  /** Among actions of one moment the earlier planned goes first. */
  number: number;
  action: (() => void) | null;
}

/**
 * Runs actions at their market time. One heap and one timer for a whole city: at thirty times the speed of life,
 * thousands of timers would cost more than what they trigger.
 */
export class Scheduler {
  readonly #heap: Due[] = [];
  #timer: NodeJS.Timeout | undefined;
  #planned = 0;
  #stopped = false;

  constructor(readonly time: MarketTime) {}

  at(marketSeconds: number, action: () => void): Cancel {
    const due: Due = { at: marketSeconds, number: this.#planned++, action };
    push(this.#heap, due);
    if (this.#heap[0] === due) this.#arm();
    return () => {
      due.action = null;
    };
  }

  after(marketSeconds: number, action: () => void): Cancel {
    return this.at(this.time.now() + marketSeconds, action);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const next = this.#heap[0];
    if (!next || this.#stopped) return;
    const waitMs = this.time.realMs(next.at) - Date.now();
    this.#timer = setTimeout(() => this.#run(), Math.min(Math.max(0, waitMs), LONGEST_TIMER_MS));
  }

  #run(): void {
    for (let next = this.#heap[0]; next && next.at <= this.time.now() && !this.#stopped; next = this.#heap[0]) {
      pop(this.#heap);
      next.action?.();
    }
    this.#arm();
  }
}

/** Timers of Node overflow beyond this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

const before = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.number < b.number);

function push(heap: Due[], due: Due): void {
  let place = heap.push(due) - 1;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!before(due, heap[parent]!)) break;
    heap[place] = heap[parent]!;
    place = parent;
  }
  heap[place] = due;
}

function pop(heap: Due[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let place = 0;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child += 1;
    if (!before(heap[child]!, last)) break;
    heap[place] = heap[child]!;
    place = child;
  }
  heap[place] = last;
}
