import type { OrderStatus } from './statuses';

/**
 * Every way in which an order can change its status: the only table of them. The database holds the same rows (a test
 * compares them), the API serves them, the documentation draws them.
 */
export interface Transition {
  request: string;
  from: readonly OrderStatus[];
  to: OrderStatus;
  /** Who may ask for it. */
  by: readonly ('merchant' | 'driver' | 'ops' | 'system')[];
}

export const TRANSITIONS = [
  { request: 'enter_pool', from: ['scheduled'], to: 'unassigned', by: ['system'] },
  { request: 'send_offer', from: ['unassigned', 'offered'], to: 'offered', by: ['system'] },
  { request: 'accept', from: ['offered'], to: 'assigned', by: ['driver'] },
  { request: 'lose_offer', from: ['offered'], to: 'unassigned', by: ['driver', 'system', 'ops'] },
  {
    request: 'force_assign',
    from: ['scheduled', 'unassigned', 'offered', 'assigned', 'arrived_at_pickup'],
    to: 'assigned',
    by: ['ops'],
  },
  { request: 'release', from: ['assigned', 'arrived_at_pickup'], to: 'unassigned', by: ['driver', 'system'] },
  {
    request: 'requeue',
    from: ['scheduled', 'unassigned', 'offered', 'assigned', 'arrived_at_pickup'],
    to: 'unassigned',
    by: ['ops', 'system'],
  },
  { request: 'arrive_at_pickup', from: ['assigned'], to: 'arrived_at_pickup', by: ['driver'] },
  { request: 'hold', from: ['unassigned', 'offered'], to: 'unassigned', by: ['ops', 'driver'] },
  { request: 'pick_up', from: ['arrived_at_pickup', 'rescuing'], to: 'picked_up', by: ['driver'] },
  { request: 'arrive_at_dropoff', from: ['picked_up'], to: 'arrived_at_dropoff', by: ['driver'] },
  { request: 'deliver', from: ['arrived_at_dropoff'], to: 'delivered', by: ['driver'] },
  {
    request: 'strand',
    from: ['picked_up', 'arrived_at_dropoff', 'returning'],
    to: 'stranded',
    by: ['driver', 'system', 'ops'],
  },
  { request: 'accept_rescue', from: ['stranded'], to: 'rescuing', by: ['driver', 'ops'] },
  { request: 'release_rescue', from: ['rescuing'], to: 'stranded', by: ['driver', 'system', 'ops'] },
  { request: 'recover', from: ['stranded', 'rescuing'], to: 'picked_up', by: ['driver', 'system'] },
  { request: 'start_return', from: ['picked_up', 'arrived_at_dropoff'], to: 'returning', by: ['driver', 'ops'] },
  { request: 'complete_return', from: ['returning'], to: 'returned', by: ['driver'] },
  {
    request: 'cancel',
    from: ['scheduled', 'unassigned', 'offered', 'assigned', 'arrived_at_pickup'],
    to: 'cancelled',
    by: ['merchant', 'ops', 'system'],
  },
  {
    request: 'give_up',
    from: ['unassigned', 'picked_up', 'arrived_at_dropoff', 'stranded', 'rescuing', 'returning'],
    to: 'undeliverable',
    by: ['system', 'ops'],
  },
] as const satisfies readonly Transition[];

export type TransitionRequest = (typeof TRANSITIONS)[number]['request'];

/** The status after `request`, or null when it is not allowed from `status`. */
export function nextStatus(status: OrderStatus, request: TransitionRequest): OrderStatus | null {
  const row: Transition | undefined = TRANSITIONS.find((transition) => transition.request === request);
  return row?.from.includes(status) ? row.to : null;
}

/** What may be asked of an order in this status: the body of a refusal names these. */
export const allowedRequests = (status: OrderStatus): TransitionRequest[] =>
  TRANSITIONS.filter((row: Transition) => row.from.includes(status)).map((row) => row.request);
