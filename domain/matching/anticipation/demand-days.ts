import { toMarket, toReal, type MarketClock } from '../../clock';
import { utcOffsetS } from '../../eta/time-zone';

/** A finished day of a market, from local midnight to local midnight, as instants in real milliseconds. */
export interface FinishedDay {
  fromMs: number;
  toMs: number;
}

const DAY_S = 86_400;

/** Seconds since local midnight at a real instant. Around a change of the clocks an hour may be off, once. */
export function secondOfDay(instantMs: number, timeZone: string, clock: MarketClock): number {
  const local = toMarket(clock, instantMs) + utcOffsetS(timeZone, toMarket(clock, instantMs));
  return ((local % DAY_S) + DAY_S) % DAY_S;
}

/**
 * The days that have ended between `learnedUntilMs` and now, oldest first, at most `daysMax`. Ones that begin before
 * `learnedUntilMs` are left out: half a day would teach that mornings are empty.
 */
export function finishedDays(
  learnedUntilMs: number,
  nowMs: number,
  { timeZone, clock, daysMax }: { timeZone: string; clock: MarketClock; daysMax: number },
): FinishedDay[] {
  const days: FinishedDay[] = [];
  let from = midnightFrom(toMarket(clock, learnedUntilMs), timeZone);
  while (days.length < daysMax) {
    const to = midnightFrom(from + 1, timeZone);
    if (to > toMarket(clock, nowMs)) break;
    days.push({ fromMs: toReal(clock, from), toMs: toReal(clock, to) });
    from = to;
  }
  return days;
}

/** The first local midnight at or after a moment; all in market seconds. A day with a change of the clocks is 23 or 25 hours long. */
function midnightFrom(moment: number, timeZone: string): number {
  const offset = utcOffsetS(timeZone, moment);
  const midnight = Math.ceil((moment + offset) / DAY_S) * DAY_S;
  const guess = midnight - offset;
  return midnight - utcOffsetS(timeZone, guess);
}
