import { utcOffsetS } from '../eta/time-zone';

export interface QuietHours {
  quietFrom: string | null;
  quietUntil: string | null;
}

const MINUTE_MS = 60_000;
const DAY_MIN = 1_440;

/**
 * Real milliseconds until phones may ring again in a market; 0 when they may now. Hours over midnight are meant as such.
 * A clock that changes during the night makes it an hour earlier or later once a year.
 */
export function quietForMs({ quietFrom, quietUntil }: QuietHours, timeZone: string, nowMs: number): number {
  if (quietFrom === null || quietUntil === null) return 0;
  const minuteOfDay = Math.floor(
    mod(nowMs + utcOffsetS(timeZone, nowMs / 1_000) * 1_000, DAY_MIN * MINUTE_MS) / MINUTE_MS,
  );
  const [from, until] = [minutesOf(quietFrom), minutesOf(quietUntil)];
  const isQuiet = mod(minuteOfDay - from, DAY_MIN) < mod(until - from, DAY_MIN);
  return isQuiet ? mod(until - minuteOfDay, DAY_MIN) * MINUTE_MS - (nowMs % MINUTE_MS) : 0;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}

const mod = (value: number, by: number): number => ((value % by) + by) % by;
