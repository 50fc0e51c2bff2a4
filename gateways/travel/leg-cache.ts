import type { Place } from '../../domain/matching/types';
import type { RoadLeg } from '../../domain/travel/known-legs';
import { pairKey } from '../../domain/travel/place-key';

/** Answers of a road engine, the least recently used forgotten first, each for a while: traffic changes. */
export class LegCache {
  private readonly legs = new Map<string, { leg: RoadLeg; until: number }>();

  constructor(
    private readonly rules: { legsMax: number; lifetimeMs: number },
    private readonly now: () => number = Date.now,
  ) {}

  get(from: Place, to: Place): RoadLeg | undefined {
    const key = pairKey(from, to);
    const kept = this.legs.get(key);
    if (!kept) return undefined;
    this.legs.delete(key);
    if (kept.until <= this.now()) return undefined;
    this.legs.set(key, kept);
    return kept.leg;
  }

  set(from: Place, to: Place, leg: RoadLeg): void {
    const key = pairKey(from, to);
    this.legs.delete(key);
    this.legs.set(key, { leg, until: this.now() + this.rules.lifetimeMs });
    const oldest = this.legs.keys().next();
    if (this.legs.size > this.rules.legsMax && !oldest.done) this.legs.delete(oldest.value);
  }
}
