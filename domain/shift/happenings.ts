import { done, endShift, move, refused, startBreak } from './steps';
import { carriedOrders, type Judged, type Rules, type ShiftInput, type ShiftState } from './state';

/** What happens to a shift without being asked of it: offers end, stops are done, orders leave, nothing is heard. */

/** After a stop is done or an order has left: the last order was the last, the break that waited starts. */
export function afterStops(state: ShiftState, rules: Rules): ShiftState {
  if (state.lastOrder !== null && state.stops.length === 0) return endShift(state, rules);
  const { asked } = state;
  if (asked && !state.stops.some(({ id }) => id === asked.afterStop)) return startBreak(state, asked.lengthMs, rules);
  return state;
}

type Answer = Extract<ShiftInput, { kind: 'accept' | 'decline' | 'expire' }>;

/** An answer ends the row of missed offers; silence lengthens it only when the offer is known to have been shown. */
export function answered(state: ShiftState, answer: Answer, { terms }: Rules): Judged {
  if (!state.offer) return refused(state, 'offer_closed');
  const missed = answer.kind === 'expire' ? state.missedInRow + (state.offer.shown ? 1 : 0) : 0;
  const open: ShiftState = { ...state, offer: null, missedInRow: missed };
  if (answer.kind === 'accept') return done({ ...open, stops: [...state.stops, ...stopsOf(answer.order)] });
  const isEnough = answer.kind === 'expire' && state.offer.shown && missed >= (terms.missedMax ?? Infinity);
  return done(isEnough ? move({ ...open, pausedFor: 'missed_offers' }, 'pause') : open);
}

const stopsOf = (order: number): ShiftState['stops'] =>
  (['pickup', 'dropoff'] as const).map((kind) => ({ id: `${order}/${kind}`, order, kind }));

export function lostOrder(state: ShiftState, rules: Rules): Judged {
  const order = state.stops.findLast(({ kind }) => kind === 'pickup')?.order;
  if (order === undefined) return refused(state, 'nothing_to_lose');
  return done(afterStops({ ...state, stops: state.stops.filter((stop) => stop.order !== order) }, rules));
}

/** Nothing is heard of the driver: paused, then what he has not picked up yet goes back to the pool. */
export function silent(state: ShiftState, step: 'pause' | 'hand_over', rules: Rules): Judged {
  if (step === 'hand_over') return done(handOver(state, rules));
  if (state.availability !== 'available') return refused(state, 'not_available');
  return done(move({ ...state, pausedFor: 'no_position' }, 'pause'));
}

export function handOver(state: ShiftState, rules: Rules): ShiftState {
  const carried = carriedOrders(state);
  return afterStops({ ...state, stops: state.stops.filter(({ order }) => carried.includes(order)) }, rules);
}
