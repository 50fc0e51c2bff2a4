import { realMs, type MarketClock } from '../clock';
import type { SchedulePolicy, ServicePolicy } from '../policy/policy';

/** Times that a merchant may name when he places an order, in real milliseconds. */
export interface AskedTimes {
  readyAt: number | null;
  promisedAt: number | null;
  scheduledFor: number | null;
}

export interface Schedule {
  /** When the goods are ready. */
  readyAt: number;
  /** From when a driver is looked for. */
  poolAt: number;
  promisedAt: number;
}

export interface ScheduleInput {
  asked: AskedTimes;
  /** From pickup to dropoff, in market seconds. */
  driveS: number;
  schedule: SchedulePolicy;
  service: ServicePolicy;
  clock: MarketClock;
  nowMs: number;
}

/** Clocks of merchants run a little behind; further back is a mistake. */
const SKEW_MS = 120_000;
const AHEAD_MAX_MS = 31 * 86_400_000;
/** Goods that are ready only after this long are scheduled, whatever the order says: no driver can use them now. */
const SOON_S = 3_600;

/** When an order is ready, looked for and promised: what the merchant said, the rest from policy and travel. */
export function scheduleOrder({ asked, driveS, schedule, service, clock, nowMs }: ScheduleInput): Schedule {
  const real = (seconds: number): number => realMs(clock, seconds);
  const readyToDoorS = service.pickupAfterS + driveS + service.dropoffBeforeS;
  const fromDoor = asked.scheduledFor === null ? null : asked.scheduledFor - real(readyToDoorS);
  const readyAt = Math.max(nowMs, asked.readyAt ?? fromDoor ?? nowMs + real(schedule.preparationS));
  const promisedAt = asked.promisedAt ?? asked.scheduledFor ?? readyAt + real(readyToDoorS + schedule.promiseSlackS);
  const isScheduled = asked.scheduledFor !== null || readyAt - nowMs > real(SOON_S);
  const poolAt = isScheduled ? Math.max(nowMs, readyAt - real(schedule.preparationS)) : nowMs;
  return { readyAt, poolAt, promisedAt: Math.max(nowMs, promisedAt) };
}

/** What is wrong with the times that were asked for, by field. */
export function wrongTimes(asked: AskedTimes, nowMs: number): { field: keyof AskedTimes; message: string }[] {
  const wrong = (Object.keys(asked) as (keyof AskedTimes)[]).flatMap((field) => {
    const at = asked[field];
    if (at === null) return [];
    if (at < nowMs - SKEW_MS) return [{ field, message: 'is in the past' }];
    if (at > nowMs + AHEAD_MAX_MS) return [{ field, message: 'is more than 31 days ahead' }];
    return [];
  });
  if (asked.readyAt !== null && asked.promisedAt !== null && asked.promisedAt < asked.readyAt) {
    wrong.push({ field: 'promisedAt', message: 'is before the goods are ready' });
  }
  return wrong;
}
