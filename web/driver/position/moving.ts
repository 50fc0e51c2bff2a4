import { metresBetween, type LatLng } from '../../shared/geo';

export interface Fix {
  location: LatLng;
  recordedAt: number;
  accuracyM: number;
  heading: number | null;
  speedMps: number | null;
}

const KMH = 1 / 3.6;
const MOVING_FROM_MPS = 8 * KMH;
/** Lower than where it begins, or the screen would flap at a traffic light. */
const STANDING_BELOW_MPS = 5 * KMH;
/** A jump of a few metres within moments is the receiver's noise, not speed. */
const NOISE_M = 25;

/** Many phones give no speed: then it is what lies between two fixes. */
export function speedOf(fix: Fix, before: Fix | null): number {
  if (fix.speedMps !== null) return fix.speedMps;
  if (!before) return 0;
  const metres = metresBetween(before.location, fix.location);
  const seconds = (fix.recordedAt - before.recordedAt) / 1_000;
  return seconds > 0 && metres > Math.max(NOISE_M, fix.accuracyM) ? metres / seconds : 0;
}

export const isMovingAt = (speedMps: number, wasMoving: boolean): boolean =>
  speedMps > (wasMoving ? STANDING_BELOW_MPS : MOVING_FROM_MPS);
