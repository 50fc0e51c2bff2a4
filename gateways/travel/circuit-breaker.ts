/**
 * Stops asking a service that keeps failing, so that nobody waits for its timeout; after a pause one request tries it
 * again (Nygard, "Release It!", 2007).
 */
export class CircuitBreaker {
  private failures = 0;
  private refusesUntil = 0;

  constructor(
    private readonly rules: { failuresMax: number; pauseMs: number },
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether a request may go out. While open, one per pause may. */
  allows(): boolean {
    if (this.failures < this.rules.failuresMax) return true;
    if (this.now() < this.refusesUntil) return false;
    this.refusesUntil = this.now() + this.rules.pauseMs;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
  }

  failed(): void {
    this.failures += 1;
    if (this.failures >= this.rules.failuresMax) this.refusesUntil = this.now() + this.rules.pauseMs;
  }
}
