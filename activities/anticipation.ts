import { finishedDays } from '../domain/matching/anticipation/demand-days';
import { learnDay } from '../domain/matching/anticipation/demand-profile';
import type { AnticipationStore } from '../domain/matching/anticipation/store';

/** Days learned in one go: a market that was asleep for months catches up over several lessons. */
const DAYS_PER_LESSON = 7;
/** How far back a driver's answers say how he will answer, in real time. */
const ANSWERS_SINCE_MS = 28 * 86_400_000;

export interface LessonDone {
  /** Days that were added to the usual day. */
  days: number;
  /** Drivers whose chance of a yes was estimated anew. */
  drivers: number;
}

export const createAnticipationActivities = ({ anticipation }: { anticipation: AnticipationStore }) => ({
  /**
   * Adds finished days to what a market takes for its usual day, and estimates anew how likely its drivers say yes. Run
   * twice it finds the days learned; of two beside each other the first stands.
   */
  async anticipate({ marketId }: { marketId: string }): Promise<LessonDone> {
    const known = await anticipation.readUsualDay(marketId);
    if (!known) return { days: 0, drivers: 0 };
    const { timeZone, clock, readAt } = known;
    const since = (known.learnedUntil ?? known.openedAt).getTime();
    const days = finishedDays(since, readAt.getTime(), { timeZone, clock, daysMax: DAYS_PER_LESSON });
    let { profile } = known;
    for (const { fromMs, toMs } of days) {
      profile = learnDay(profile, await anticipation.placedBetween(marketId, new Date(fromMs), new Date(toMs)));
    }
    const last = days.at(-1);
    if (profile && last) {
      await anticipation.keepUsualDay(marketId, profile, { from: known.learnedUntil, until: new Date(last.toMs) });
    }
    const drivers = await anticipation.refreshAcceptance(marketId, new Date(readAt.getTime() - ANSWERS_SINCE_MS));
    return { days: days.length, drivers };
  },
});
