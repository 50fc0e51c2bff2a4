import type { Actor } from '../domain/actor';
import { realMs } from '../domain/clock';
import type { ShiftSweeps, Silence } from '../domain/ports';

/** A moment that has passed this long ago without its workflow acting on it: the workflow has to be told again. */
const LATE_MS = 10_000;
const HISTORY_DAYS = 30;
/** However fast a test market's clock runs, a phone needs this long to say that it is there. */
const SILENCE_MIN: Silence = { nudgeMs: 30_000, pauseMs: 60_000, handOverMs: 120_000, rescueMs: 180_000 };

const PRESENCE: Actor = { type: 'system', id: 'presence' };

/** A market's drivers: silence is heeded, shifts whose workflow missed a moment are told, positions kept for a while. */
export async function sweepShifts(shifts: ShiftSweeps, marketId: string): Promise<void> {
  await shifts.tellLateShifts(marketId, LATE_MS);
  await shifts.keepPositionHistory(HISTORY_DAYS);
  const reading = await shifts.presence(marketId);
  if (!reading) return;
  const { clock, presence } = reading;
  const silence: Silence = {
    nudgeMs: Math.max(SILENCE_MIN.nudgeMs, realMs(clock, presence.nudgeS)),
    pauseMs: Math.max(SILENCE_MIN.pauseMs, realMs(clock, presence.pauseS)),
    handOverMs: Math.max(SILENCE_MIN.handOverMs, realMs(clock, presence.handOverS)),
    rescueMs: Math.max(SILENCE_MIN.rescueMs, realMs(clock, presence.rescueS)),
  };
  for (const driverId of await shifts.quietDrivers(marketId, silence.nudgeMs)) {
    await shifts.heedSilence(driverId, silence, PRESENCE);
  }
}
