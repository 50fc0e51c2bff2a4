import { afterStops } from './happenings';
import { move, withoutBreak, withoutOffer } from './steps';
import type { LastOrder } from './standing-shift';
import type { Rules, ShiftState } from './state';

/** What a shift does by itself when its moments come; several that are due are taken one after the other. */
export function passTime(state: ShiftState, rules: Rules): ShiftState {
  if (state.availability === 'offline') return state;
  return [remind, endBreak, remindEnd, offTime, hoursLimit, overdue].reduce(
    (shift, step) => (shift.availability === 'offline' ? shift : step(shift, rules)),
    state,
  );
}

function remind(state: ShiftState, { terms, nowMs }: Rules): ShiftState {
  const isDue = state.breakEndsAt !== null && nowMs >= state.breakEndsAt - terms.breakReminderMs;
  return isDue ? { ...state, reminded: true } : state;
}

function endBreak(state: ShiftState, rules: Rules): ShiftState {
  if (state.breakEndsAt === null || rules.nowMs < state.breakEndsAt) return state;
  return afterStops(move(withoutBreak(state), 'end_break'), rules);
}

/** Once for each end: whoever works on after his off time has moved is told of the new one. */
function remindEnd(state: ShiftState, { terms, nowMs }: Rules): ShiftState {
  const end = Math.min(state.endsAt ?? Infinity, state.mustEndAt ?? Infinity);
  const isDue = state.lastOrder === null && nowMs >= end - terms.endReminderMs;
  return isDue ? { ...state, endReminded: true } : state;
}

const offTime = (state: ShiftState, rules: Rules): ShiftState => beginLastOrder(state, 'off_time', state.endsAt, rules);

const hoursLimit = (state: ShiftState, rules: Rules): ShiftState =>
  beginLastOrder(state, 'hours_limit', state.mustEndAt, rules);

function beginLastOrder(state: ShiftState, why: LastOrder, at: number | null, rules: Rules): ShiftState {
  if (state.lastOrder !== null || at === null || rules.nowMs < at) return state;
  return afterStops(withoutOffer({ ...state, lastOrder: why }), rules);
}

function overdue(state: ShiftState, { terms, nowMs }: Rules): ShiftState {
  const isDue = state.lastOrder !== null && state.endsAt !== null && nowMs >= state.endsAt + terms.graceMs;
  return isDue ? { ...state, overdue: true } : state;
}
