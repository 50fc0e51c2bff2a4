import type { MarketClock } from '../clock';
import { secondOfDay } from '../matching/anticipation/demand-days';
import { UsualDay, type DemandProfile } from '../matching/anticipation/demand-profile';
import type { Point } from './polygon';

export interface DemandReading {
  readAt: string;
  clock: MarketClock;
  timeZone: string;
  usualDay: DemandProfile | null;
  /** Orders per quarter of an hour over the last hour, by zone. */
  expected: Record<string, number>;
}

const QUARTER_S = 900;
const QUARTERS_OF_AN_HOUR = 4;
/** Today is taken for no more than so many times as busy, or as quiet, as the usual day. */
const LEVEL_MAX = 2;
/** With fewer orders in the usual hour a busy one is chance. */
const HOUR_MIN = 4;
/** A zone that expects less than this in a quarter of an hour is no busier for it. */
const WORTH_NAMING = 0.05;

/**
 * Orders of the next quarter of an hour, by zone: where and when are the usual day's, how many is the usual day's by how
 * busy the last hour was beside it. Without a usual day what has been lately goes on.
 */
export function expectedOrders(reading: DemandReading, zoneIdOf: (place: Point) => string): Record<string, number> {
  const { readAt, clock, timeZone, usualDay, expected: lately } = reading;
  const usual = UsualDay.of(usualDay, secondOfDay(Date.parse(readAt), timeZone, clock));
  if (!usual) return lately;
  const quarter = usual.rateIn(QUARTER_S / 2) * QUARTER_S * levelOf(usual, lately);
  const zones: Record<string, number> = {};
  for (const { place, share } of usual.sharesIn(QUARTER_S / 2)) {
    const zoneId = zoneIdOf(place);
    zones[zoneId] = (zones[zoneId] ?? 0) + share * quarter;
  }
  return Object.fromEntries(Object.entries(zones).filter(([, orders]) => orders >= WORTH_NAMING));
}

function levelOf(usual: UsualDay, lately: Record<string, number>): number {
  const usualHour = Array.from({ length: QUARTERS_OF_AN_HOUR }, (_, n) => usual.rateIn(-(n + 0.5) * QUARTER_S)).reduce(
    (sum, rate) => sum + rate * QUARTER_S,
    0,
  );
  if (usualHour < HOUR_MIN) return 1;
  const hour = Object.values(lately).reduce((sum, orders) => sum + orders * QUARTERS_OF_AN_HOUR, 0);
  return Math.min(LEVEL_MAX, Math.max(1 / LEVEL_MAX, hour / usualHour));
}
