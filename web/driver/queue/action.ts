import type { Stop } from '../live/wire';
import type { Task } from './task';

/** A task on its way: `waiting` until the server has answered it, one way or the other. */
export interface Action {
  /** The order in which they were done, and in which they are sent. */
  seq: number;
  /** The idempotency key: however often it is sent, it counts once. */
  key: string;
  /** Whose it is: another driver's token must not carry it. */
  driverId: string;
  task: Task;
  madeAt: number;
  /** `madeAt` by the server's clock. */
  occurredAt: string;
  /** An attempt to send it, or what goes before it, found no server: the answer comes late. */
  wasDelayed: boolean;
  state: 'waiting' | 'sent' | 'refused';
  settledAt: number | null;
  /** What the server said instead of yes. */
  refusal: Refusal | null;
}

export interface Refusal {
  message: string;
  /** How the offer ended, for an answer that came too late. */
  outcome: string | null;
  /** From when on it would be possible. */
  until?: string;
}

export interface ShownStop extends Stop {
  /** What is shown of it is this phone's word; the server has not heard it yet. */
  isWaiting: boolean;
}

/**
 * The stops as they are once the server has heard everything: in a dead zone the next button must come up. Actions that
 * were answered before the stops were last heard are in them already.
 */
export function stopsAfter(stops: Stop[], heardAt: number, actions: Action[]): ShownStop[] {
  return actions
    .filter(({ state, settledAt }) => state === 'waiting' || (state === 'sent' && (settledAt ?? 0) > heardAt))
    .reduce<ShownStop[]>(
      (after, action) => after.flatMap((stop) => stopAfter(stop, action)),
      stops.map((stop) => ({ ...stop, isWaiting: false })),
    );
}

function stopAfter(stop: ShownStop, { task, state }: Action): ShownStop[] {
  switch (task.kind) {
    case 'arrive':
      return task.stopId === stop.id ? [{ ...stop, status: 'arrived', isWaiting: state === 'waiting' }] : [stop];
    case 'complete':
    case 'fail':
      return task.stopId === stop.id ? [] : [stop];
    case 'trouble':
    case 'release':
      return task.orderId === stop.order_id ? [] : [stop];
    default:
      return [stop];
  }
}

/** Offers that still want an answer: one that was declined on this phone is gone from its screen at once. */
export const isAnswered = (offerId: string, actions: Action[]): boolean =>
  actions.some(
    ({ task, state }) =>
      (task.kind === 'decline' && task.offerId === offerId) ||
      (task.kind === 'accept' && task.offerId === offerId && state !== 'waiting'),
  );

/** The driver's yes that nobody has answered yet. */
export const pendingAccept = (offerId: string, actions: Action[]): Action | undefined =>
  actions.find(({ task, state }) => state === 'waiting' && task.kind === 'accept' && task.offerId === offerId);
