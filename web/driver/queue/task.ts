import type { StopKind } from '../live/wire';

/** Something that the driver has decided or done, and that the server must hear exactly once. */
export type Task =
  | { kind: 'accept'; offerId: string }
  | { kind: 'decline'; offerId: string; reason: string }
  | { kind: 'arrive'; stopId: string; stopKind: StopKind }
  | { kind: 'complete'; stopId: string; stopKind: StopKind; proof?: Proof }
  | { kind: 'picture'; stopId: string; picture: PictureKind; takenAt: string }
  | { kind: 'fail'; stopId: string; stopKind: StopKind; reason: string; cause?: FailCause }
  | { kind: 'trouble'; orderId: string; trouble: Trouble; note: string }
  | { kind: 'release'; orderId: string; reason: string }
  | { kind: 'availability'; state: 'available' | 'on_break' | 'offline'; breakMinutes?: number; handOver?: boolean }
  | { kind: 'last_order'; on: boolean };

/** Whose fault a pickup is that cannot be done: then it is not the driver's. */
export type FailCause = 'closed' | 'not_ready';
/** Why he cannot go on at all. */
export type Trouble = 'vehicle' | 'accident' | 'unable';

export type PictureKind = 'photo' | 'signature';

export interface Proof {
  signed_by?: string;
  pin?: string;
  note?: string;
}

export interface TaskRequest {
  method: 'post' | 'put';
  path: string;
  body: object;
}

/** Where a picture goes; its bytes are on this phone's shelf. */
export const picturePath = ({ stopId, picture, takenAt }: Extract<Task, { kind: 'picture' }>): string =>
  `/v1/driver/stops/${stopId}/proof/${picture}?taken_at=${encodeURIComponent(takenAt)}`;

/** `occurredAt` is when it happened by the server's clock, however late the report arrives. */
export function requestOf(task: Exclude<Task, { kind: 'picture' }>, occurredAt: string): TaskRequest {
  const post = (path: string, body: object): TaskRequest => ({ method: 'post', path: `/v1/driver/${path}`, body });
  const put = (path: string, body: object): TaskRequest => ({ method: 'put', path: `/v1/driver/${path}`, body });
  const occurred = { occurred_at: occurredAt };
  switch (task.kind) {
    case 'accept':
      return post(`offers/${task.offerId}/accept`, {});
    case 'decline':
      return post(`offers/${task.offerId}/decline`, { reason: task.reason });
    case 'arrive':
      return post(`stops/${task.stopId}/arrive`, occurred);
    case 'complete':
      return post(`stops/${task.stopId}/complete`, { ...occurred, ...(task.proof && { proof: task.proof }) });
    case 'fail':
      return post(`stops/${task.stopId}/fail`, {
        ...occurred,
        reason: task.reason,
        ...(task.cause && { kind: task.cause }),
      });
    case 'trouble':
      return post(`orders/${task.orderId}/trouble`, { kind: task.trouble, note: task.note });
    case 'release':
      return post(`orders/${task.orderId}/release`, { reason: task.reason });
    case 'availability':
      return put('availability', {
        state: task.state,
        ...(task.breakMinutes !== undefined && { break_minutes: task.breakMinutes }),
        ...(task.handOver !== undefined && { hand_over: task.handOver }),
      });
    case 'last_order':
      return put('last_order', { on: task.on });
  }
}

const COMPLETED: Record<StopKind, string> = { pickup: 'Picked up', dropoff: 'Delivered', return: 'Handed back' };
const ARRIVED: Record<StopKind, string> = {
  pickup: 'Arrived at pickup',
  dropoff: 'Arrived at dropoff',
  return: 'Arrived for the return',
};
const STATES = { available: 'Go on shift', on_break: 'Take a break', offline: 'Go off shift' };

export function labelOf(task: Task): string {
  switch (task.kind) {
    case 'accept':
      return 'Offer accepted';
    case 'decline':
      return 'Offer declined';
    case 'arrive':
      return ARRIVED[task.stopKind];
    case 'complete':
      return COMPLETED[task.stopKind];
    case 'picture':
      return task.picture === 'photo' ? 'Photo of the door' : 'Signature';
    case 'fail':
      return `Problem: ${task.reason}`;
    case 'trouble':
      return `Cannot go on: ${task.note}`;
    case 'release':
      return 'Order given back';
    case 'availability':
      return STATES[task.state];
    case 'last_order':
      return task.on ? 'Last order' : 'More orders again';
  }
}
