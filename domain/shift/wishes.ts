import { afterStops, handOver } from './happenings';
import { done, endShift, move, refused, startBreak, withoutBreak, withoutOffer } from './steps';
import { carriedOrders, ordersAboard, type Judged, type Rules, type ShiftState } from './state';

/** What drivers (and, with a reason, operators) ask of a shift. */

/** On, back from a break or a pause, or taking back a break or last order that was asked for. */
export function comeOn(state: ShiftState, endsAt: number | null, rules: Rules): Judged {
  if (state.availability === 'offline') return begin(state, endsAt, rules);
  const until = endsAt ?? state.endsAt;
  const asBefore = state.availability === 'available' && state.asked === null && state.lastOrder === null;
  if (asBefore && until === state.endsAt) return done(state);
  const isOver =
    state.lastOrder === 'hours_limit' || (state.lastOrder === 'off_time' && (until ?? Infinity) <= rules.nowMs);
  const lastOrder = isOver ? state.lastOrder : null;
  const overdue = lastOrder !== null && state.overdue;
  const endReminded = state.endReminded && until === state.endsAt;
  const back = {
    ...withoutBreak(state),
    endsAt: until,
    endReminded,
    lastOrder,
    overdue,
    pausedFor: null,
    missedInRow: 0,
  };
  return done(afterStops(move(back, 'come_on'), rules));
}

/** Hours worked since the last rest count: going off for a minute brings no new ones. */
function begin(state: ShiftState, endsAt: number | null, { terms, nowMs }: Rules): Judged {
  const { last } = state;
  const hasRested = last === null || nowMs >= last.endedAt + terms.restMs;
  const workedBeforeMs = hasRested ? 0 : last.workedMs;
  if (terms.workMaxMs !== null && workedBeforeMs >= terms.workMaxMs) return refused(state, 'rest_needed');
  const mustEndAt = terms.workMaxMs === null ? null : nowMs + terms.workMaxMs - workedBeforeMs;
  return done(move({ ...state, endsAt, mustEndAt, startedAt: nowMs, workedBeforeMs }, 'come_on'));
}

/** With nothing to do it starts now; else after the current stop, and from this moment nothing is asked. */
export function askBreak(state: ShiftState, lengthMs: number | null, rules: Rules): Judged {
  if (state.availability === 'offline') return refused(state, 'off_shift');
  if (lengthMs !== null && lengthMs > rules.terms.breakMaxMs) return refused(state, 'break_too_long');
  const [current] = state.stops;
  if (!current || state.availability === 'on_break') return done(startBreak(state, lengthMs, rules));
  return done(withoutOffer({ ...withoutBreak(state), asked: { lengthMs, afterStop: current.id } }));
}

/** Orders aboard are never dropped silently, and goods in hand not at all. */
export function goOff(state: ShiftState, withHandOver: boolean, rules: Rules): Judged {
  if (state.availability === 'offline') return done(state);
  if (ordersAboard(state) > 0 && !withHandOver) return refused(state, 'orders_aboard');
  if (carriedOrders(state).length > 0) return refused(state, 'goods_aboard');
  const empty = handOver(state, rules);
  return done(empty.availability === 'offline' ? empty : endShift(empty, rules));
}

export function askLastOrder(state: ShiftState, on: boolean, rules: Rules): Judged {
  if (state.availability === 'offline') return refused(state, 'off_shift');
  if (on === (state.lastOrder !== null)) return done(state);
  if (!on && state.lastOrder !== 'driver') return refused(state, 'shift_is_over');
  return done(afterStops(withoutOffer({ ...state, lastOrder: on ? 'driver' : null }), rules));
}

export function overrideBreak(state: ShiftState): Judged {
  if (state.availability === 'on_break') return done(move(withoutBreak(state), 'end_break'));
  return state.asked ? done(withoutBreak(state)) : refused(state, 'not_on_break');
}
