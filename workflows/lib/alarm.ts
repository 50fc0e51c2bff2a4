import * as wf from '@temporalio/workflow';

/** The one timer of a loop: re-armed when the moment changes, left alone when it does not. */
export class Alarm {
  private at: number | null = null;
  private scope: wf.CancellationScope | null = null;
  private rang = false;

  get due(): boolean {
    return this.rang;
  }

  /** Rings at `at` (milliseconds, at once when past). `summary` is what the Web UI shows on the timer. */
  set(at: number, summary: string): void {
    if (this.at === at && !this.rang) return;
    this.scope?.cancel();
    this.at = at;
    this.rang = at <= Date.now();
    this.scope = null;
    if (!this.rang) this.arm(at - Date.now(), summary);
  }

  /** Disarms: nothing is waited for any more. */
  clear(): void {
    this.scope?.cancel();
    this.scope = null;
    this.at = null;
    this.rang = false;
  }

  private arm(delayMs: number, summary: string): void {
    const scope = new wf.CancellationScope();
    this.scope = scope;
    void this.ringAfter(delayMs, scope, summary);
  }

  private async ringAfter(delayMs: number, scope: wf.CancellationScope, summary: string): Promise<void> {
    try {
      await scope.run(() => wf.sleep(delayMs, { summary }));
    } catch (error) {
      if (wf.isCancellation(error)) return;
      throw error;
    }
    // A timer that was superseded in the same task as it fired has nothing to say.
    if (this.scope === scope) this.rang = true;
  }
}
