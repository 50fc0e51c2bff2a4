import type { Availability } from '../lifecycle/statuses';

/** Why no further order comes: the driver said so, his off time has come, or his hours are over. */
export type LastOrder = 'driver' | 'off_time' | 'hours_limit';
/** Why the system paused a driver. */
export type PausedFor = 'missed_offers' | 'no_position';

/**
 * A shift as it stands in the database: what messages and activity results carry, and what its workflow adopts when the
 * version is higher. IDs, statuses and times only. Instants are ISO strings in real time.
 */
export interface StandingShift {
  id: string;
  version: number;
  status: 'planned' | 'running' | 'ended' | 'missed' | 'cancelled';
  marketId: string;
  driverId: string;
  availability: Availability;
  /** Orders that the driver has and has not finished. */
  aboard: number;
  plannedFrom: string | null;
  /** A planned shift that nobody has begun by then is missed. */
  startBy: string | null;
  calledAt: string | null;
  endsAt: string | null;
  graceEndsAt: string | null;
  overdueAt: string | null;
  startedAt: string | null;
  mustEndAt: string | null;
  /** When to say that the shift ends soon; null once it has been said, and where no end is in sight. */
  endRemindAt: string | null;
  endReminded: boolean;
  /** A break that waits for the current stop. */
  breakAskedAt: string | null;
  breakLengthMs: number | null;
  /** Null also for a break that lasts until the driver comes back. */
  breakEndsAt: string | null;
  /** When to say that the break ends soon; null once it has been said. */
  remindAt: string | null;
  lastOrder: LastOrder | null;
  missedInRow: number;
  pausedFor: PausedFor | null;
  /** Asked for a sign of life, and silent since. */
  nudged: boolean;
  endedAt: string | null;
  endReason: string | null;
}
