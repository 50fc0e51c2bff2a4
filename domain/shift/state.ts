import type { Availability } from '../lifecycle/statuses';
import type { LastOrder, PausedFor } from './standing-shift';
import type { ShiftTerms } from './terms';

/** A driver's shift with all that its rules look at. Instants in real milliseconds. */
export interface ShiftState {
  availability: Availability;
  /** A break that waits for the current stop to be done. */
  asked: { lengthMs: number | null; afterStop: string } | null;
  breakEndsAt: number | null;
  reminded: boolean;
  lastOrder: LastOrder | null;
  missedInRow: number;
  pausedFor: PausedFor | null;
  endsAt: number | null;
  mustEndAt: number | null;
  endReminded: boolean;
  startedAt: number;
  workedBeforeMs: number;
  overdue: boolean;
  /** The last stretch of work, for the minimum rest. */
  last: { endedAt: number; workedMs: number } | null;
  offer: { shown: boolean } | null;
  /** What is left to do, in order. */
  stops: readonly Stop[];
}

export interface Stop {
  id: string;
  order: number;
  kind: 'pickup' | 'dropoff';
}

export type ShiftInput =
  | { kind: 'come_on'; endsAt: number | null }
  | { kind: 'ask_break'; lengthMs: number | null }
  | { kind: 'go_off'; handOver: boolean }
  | { kind: 'last_order'; on: boolean }
  | { kind: 'override_break' }
  | { kind: 'offer' }
  | { kind: 'show_offer' }
  | { kind: 'accept'; order: number }
  | { kind: 'decline' }
  | { kind: 'expire' }
  | { kind: 'finish_stop' }
  /** The order that was promised last leaves before its pickup: cancelled, released, taken away. */
  | { kind: 'lose_order' }
  | { kind: 'silence'; step: 'pause' | 'hand_over' }
  | { kind: 'pass_time' };

export interface Rules {
  terms: ShiftTerms;
  nowMs: number;
}

/** `refused` when nothing changed, with why. */
export interface Judged {
  state: ShiftState;
  refused: string | null;
}

export const OFF: ShiftState = {
  availability: 'offline',
  asked: null,
  breakEndsAt: null,
  reminded: false,
  lastOrder: null,
  missedInRow: 0,
  pausedFor: null,
  endsAt: null,
  mustEndAt: null,
  endReminded: false,
  startedAt: 0,
  workedBeforeMs: 0,
  overdue: false,
  last: null,
  offer: null,
  stops: [],
};

export const ordersAboard = ({ stops }: ShiftState): number => new Set(stops.map(({ order }) => order)).size;

/** Orders whose goods are in the driver's hands: their pickup is done. */
export const carriedOrders = ({ stops }: ShiftState): number[] =>
  stops
    .filter(({ kind, order }) => kind === 'dropoff' && !stops.some((s) => s.order === order && s.kind === 'pickup'))
    .map(({ order }) => order);

/** Whether the matcher may propose this driver. */
export const mayBeAsked = ({ availability, asked, lastOrder, offer }: ShiftState): boolean =>
  availability === 'available' && asked === null && lastOrder === null && offer === null;
