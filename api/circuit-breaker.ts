/** Stops trying for a while after a failure, so that an outage elsewhere costs nothing here. */
export class CircuitBreaker {
  #openUntil = 0;

  constructor(
    private readonly pauseMs: number,
    private readonly now: () => number = Date.now,
  ) {}

  get isOpen(): boolean {
    return this.now() < this.#openUntil;
  }

  failed(): void {
    this.#openUntil = this.now() + this.pauseMs;
  }

  succeeded(): void {
    this.#openUntil = 0;
  }
}
