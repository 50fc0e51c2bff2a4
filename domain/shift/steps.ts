import { nextAvailability, type ShiftMove } from './transitions';
import { OFF, type Judged, type Rules, type ShiftState } from './state';

/** What the rules of a shift are made of. */

export const done = (state: ShiftState): Judged => ({ state, refused: null });
export const refused = (state: ShiftState, code: string): Judged => ({ state, refused: code });

/** Moves by a row of the table; whoever may not be asked any more loses what he is being asked. */
export function move(state: ShiftState, request: ShiftMove): ShiftState {
  const availability = nextAvailability(state.availability, request);
  if (availability === null) throw new Error(`a driver who is ${state.availability} cannot ${request}`);
  return withoutOffer({ ...state, availability });
}

/** Withdraws, nobody's fault, what a driver who may not be asked is being asked. */
export function withoutOffer(state: ShiftState): ShiftState {
  const stays = state.availability === 'available' && state.asked === null && state.lastOrder === null;
  return stays ? state : { ...state, offer: null };
}

export const withoutBreak = (state: ShiftState): ShiftState => ({
  ...state,
  asked: null,
  breakEndsAt: null,
  reminded: false,
});

export function startBreak(state: ShiftState, lengthMs: number | null, { nowMs }: Rules): ShiftState {
  const breakEndsAt = lengthMs === null ? null : nowMs + lengthMs;
  return move({ ...withoutBreak(state), breakEndsAt, pausedFor: null }, 'start_break');
}

export function endShift(state: ShiftState, { nowMs }: Rules): ShiftState {
  const off = move(state, 'go_off');
  const workedMs = state.workedBeforeMs + nowMs - state.startedAt;
  return { ...OFF, availability: off.availability, last: { endedAt: nowMs, workedMs } };
}
