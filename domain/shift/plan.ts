import type { StandingShift } from './standing-shift';

/** Things that a shift does by itself when a moment comes. */
export const ShiftStep = {
  call: 'call',
  miss: 'miss',
  remindBreak: 'remind_break',
  endBreak: 'end_break',
  remindEnd: 'remind_end',
  offTime: 'off_time',
  hoursLimit: 'hours_limit',
  overdue: 'overdue',
} as const;
export type ShiftStep = (typeof ShiftStep)[keyof typeof ShiftStep];

/** What a shift waits for, until when (ISO, real time), and what happens then. */
export interface ShiftPlan {
  step: ShiftStep;
  at: string;
  waitsFor: string;
  otherwise: string;
}

/** What happens next by itself in a shift that has not ended; null when only people move it on. Pure. */
export function planShift(shift: StandingShift): ShiftPlan | null {
  const plans = shift.status === 'planned' ? plannedMoments(shift) : runningMoments(shift);
  return plans.reduce<ShiftPlan | null>((a, b) => (a && Date.parse(a.at) <= Date.parse(b.at) ? a : b), null);
}

export const isShiftOver = ({ status }: StandingShift): boolean => status !== 'planned' && status !== 'running';

function plannedMoments({ calledAt, plannedFrom, startBy }: StandingShift): ShiftPlan[] {
  return [
    ...moment(ShiftStep.call, calledAt === null ? plannedFrom : null, 'the on time', 'the driver is called'),
    ...moment(ShiftStep.miss, startBy ?? plannedFrom, 'the driver to come on', 'the shift counts as missed'),
  ];
}

function runningMoments(shift: StandingShift): ShiftPlan[] {
  if (shift.status !== 'running') return [];
  const { remindAt, breakEndsAt, endRemindAt, lastOrder, endsAt, mustEndAt, overdueAt, graceEndsAt } = shift;
  const untilLast = (at: string | null): string | null => (lastOrder === null ? at : null);
  const overdue = lastOrder !== null && overdueAt === null ? (graceEndsAt ?? endsAt) : null;
  return [
    ...moment(ShiftStep.remindBreak, remindAt, 'the end of the break', 'the driver is reminded'),
    ...moment(ShiftStep.endBreak, breakEndsAt, 'the end of the break', 'the driver is available again'),
    ...moment(ShiftStep.remindEnd, endRemindAt, 'the end of the shift', 'the driver is reminded'),
    ...moment(ShiftStep.offTime, untilLast(endsAt), 'the off time', 'no further order comes'),
    ...moment(ShiftStep.hoursLimit, untilLast(mustEndAt), 'the maximum hours', 'no further order comes'),
    ...moment(ShiftStep.overdue, overdue, 'the last order to be finished', 'people are told'),
  ];
}

const moment = (step: ShiftStep, at: string | null, waitsFor: string, otherwise: string): ShiftPlan[] =>
  at === null ? [] : [{ step, at, waitsFor, otherwise }];
