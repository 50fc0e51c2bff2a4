/** After a first look that shows the driver near, a second one this much later must agree: a jump of the GPS is none. */
const SURE_AFTER_MS = 4_000;
/** Near by one look, he is no longer so only when clearly away again: at the edge the answer does not flutter. */
const AWAY_SHARE = 1.3;

export interface NearnessReading {
  /** Market seconds of the drive that is left, by the last position; only the customer's own stop is ahead. */
  secondsLeft: number;
  /** Since when it has looked near; real milliseconds. */
  nearSinceMs: number | null;
  nowMs: number;
}

/** `near` is told, once per order; `maybe` is remembered until the next look, `away` forgets it. */
export type Nearness = 'near' | 'maybe' | 'away' | 'unchanged';

export function nearnessOf({ secondsLeft, nearSinceMs, nowMs }: NearnessReading, nearlyThereS: number): Nearness {
  if (secondsLeft > nearlyThereS * AWAY_SHARE) return nearSinceMs === null ? 'unchanged' : 'away';
  if (secondsLeft > nearlyThereS) return 'unchanged';
  if (nearSinceMs === null) return 'maybe';
  return nowMs - nearSinceMs >= SURE_AFTER_MS ? 'near' : 'unchanged';
}
