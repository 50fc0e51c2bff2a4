/** When each point was sent, until a viewer has seen it: how long it took from the one to the other. */
export class Sightings {
  readonly #sent = new Map<string, number>();
  readonly #latenciesMs: number[] = [];

  sent(driverId: string, recordedAt: string): void {
    // A later point replaces the one before: a viewer is shown where somebody is, not where he was.
    this.#sent.set(`${driverId} ${recordedAt}`, performance.now());
  }

  seen(driverId: string, recordedAt: string): void {
    const key = `${driverId} ${new Date(recordedAt).toISOString()}`;
    const sentAt = this.#sent.get(key);
    if (sentAt === undefined) return;
    this.#sent.delete(key);
    this.#latenciesMs.push(performance.now() - sentAt);
  }

  /** Begins a new measurement; what is still on its way is not counted. */
  reset(): void {
    this.#sent.clear();
    this.#latenciesMs.length = 0;
  }

  result(): { seen: number; unseen: number; p50: number; p99: number; max: number } {
    const sorted = [...this.#latenciesMs].sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
    return { seen: sorted.length, unseen: this.#sent.size, p50: at(0.5), p99: at(0.99), max: at(1) };
  }
}
