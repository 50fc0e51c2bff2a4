import { greatCircleMeters } from '../travel/embedded';

/** A point as a phone reports it. Instants in real milliseconds. */
export interface ReportedPoint {
  lat: number;
  lng: number;
  recordedAt: number;
  accuracyM: number | null;
}

export type DropReason = 'duplicate' | 'future' | 'old' | 'inaccurate' | 'jump';

export interface Filtered<Point> {
  /** In the order of their recording. */
  kept: Point[];
  dropped: { point: Point; reason: DropReason }[];
}

/** A phone's clock may be off by this much before it is set right. */
const SKEW_MAX_MS = 5_000;
const AGE_MAX_MS = 24 * 3_600_000;
/** Farther off than this a point says nothing about a street. */
const ACCURACY_MAX_M = 500;
/** Nobody who delivers is faster, whatever his vehicle. */
const SPEED_MAX_MPS = 70;
/** Within this distance a jump is the phone's own uncertainty. */
const JITTER_M = 200;

/** How far a phone's clock is ahead of ours; 0 when it is near enough. */
export function skewOf(sentAt: number | null, nowMs: number): number {
  const skew = sentAt === null ? 0 : sentAt - nowMs;
  return Math.abs(skew) > SKEW_MAX_MS ? skew : 0;
}

/**
 * Sorts a batch out: what to keep, and why not the rest. `before` is the latest point known of the driver. A jump that no
 * vehicle can have made is dropped, unless the next point agrees with it: then what was known before is what was wrong.
 */
export function filterPoints<Point extends ReportedPoint>(
  before: ReportedPoint | null,
  points: readonly Point[],
  nowMs: number,
): Filtered<Point> {
  const kept: Point[] = [];
  const dropped: Filtered<Point>['dropped'] = [];
  const seen = new Set<number>(before ? [before.recordedAt] : []);
  let last = before;
  let suspect: Point | null = null;
  for (const point of [...points].sort((a, b) => a.recordedAt - b.recordedAt)) {
    const reason: DropReason | null = seen.has(point.recordedAt) ? 'duplicate' : reasonToDrop(point, nowMs);
    seen.add(point.recordedAt);
    if (reason) {
      dropped.push({ point, reason });
    } else if (last && isJump(last, point) && !(suspect && !isJump(suspect, point))) {
      suspect = point;
      dropped.push({ point, reason: 'jump' });
    } else {
      suspect = null;
      kept.push(point);
      if (!last || point.recordedAt > last.recordedAt) last = point;
    }
  }
  return { kept, dropped };
}

function reasonToDrop({ recordedAt, accuracyM }: ReportedPoint, nowMs: number): DropReason | null {
  if (recordedAt > nowMs + SKEW_MAX_MS) return 'future';
  if (recordedAt < nowMs - AGE_MAX_MS) return 'old';
  return (accuracyM ?? 0) > ACCURACY_MAX_M ? 'inaccurate' : null;
}

function isJump(from: ReportedPoint, to: ReportedPoint): boolean {
  const meters = greatCircleMeters(from, to);
  const seconds = Math.abs(to.recordedAt - from.recordedAt) / 1000;
  return meters > JITTER_M && meters > SPEED_MAX_MPS * seconds;
}
