import type { z } from 'zod';
import type { DriverAvailability, DriverShift, Problem } from '../../contracts/http';
import type { AvailabilityOutcome, HoursLimit } from '../../domain/dispatch/outcome';
import { marketSeconds, type MarketClock } from '../../domain/clock';
import { planShift } from '../../domain/shift/plan';
import type { StandingShift } from '../../domain/shift/standing-shift';
import { instant, instantOrNull } from './common';

export function shiftAnswer(shift: StandingShift, clock: MarketClock): DriverShift {
  const next = planShift(shift);
  return {
    id: shift.id,
    version: shift.version,
    status: shift.status,
    planned_from: instantOrNull(shift.plannedFrom),
    start_by: instantOrNull(shift.startBy),
    started_at: instantOrNull(shift.startedAt),
    ends_at: instantOrNull(shift.endsAt),
    must_end_at: instantOrNull(shift.mustEndAt),
    ends_soon: shift.endReminded,
    aboard: shift.aboard,
    break: breakAnswer(shift, clock),
    last_order: shift.lastOrder,
    paused_for: shift.pausedFor,
    missed_in_row: shift.missedInRow,
    are_you_there: shift.nudged,
    next: next && { step: next.step, at: instant(next.at) },
  };
}

function breakAnswer(shift: StandingShift, clock: MarketClock): DriverShift['break'] {
  if (shift.availability !== 'on_break' && shift.breakAskedAt === null) return null;
  return {
    asked_at: instantOrNull(shift.breakAskedAt),
    length_s: shift.breakLengthMs === null ? null : Math.round(marketSeconds(clock, shift.breakLengthMs)),
    ends_at: instantOrNull(shift.breakEndsAt),
    ends_soon: shift.breakEndsAt !== null && shift.remindAt === null,
  };
}

/** In market seconds, as the policy says it. */
export const limitAnswer = (
  { limit, boundMs, plannedMs, byMs, beside }: HoursLimit,
  clock: MarketClock,
): NonNullable<Problem['limits']>[number] => ({
  limit,
  bound_s: rounded(marketSeconds(clock, boundMs)),
  planned_s: rounded(marketSeconds(clock, plannedMs)),
  by_s: rounded(marketSeconds(clock, byMs)),
  beside: beside ? { starts_at: instant(beside.from), ends_at: instant(beside.until) } : null,
});

/** To the millisecond. */
const rounded = (seconds: number): number => Math.round(seconds * 1_000) / 1_000;

type Availability = z.infer<typeof DriverAvailability>;

/** How a driver stands after he has asked for something. An ended shift is none. */
export const availabilityAnswer = (outcome: AvailabilityOutcome, clock: MarketClock): Availability => ({
  availability: outcome.availability as Availability['availability'],
  since: instant(outcome.since ?? Date()),
  shift_ends_at: instantOrNull(outcome.shiftEndsAt ?? null),
  load: outcome.load ?? 0,
  shift: outcome.shift?.status === 'running' ? shiftAnswer(outcome.shift, clock) : null,
});
