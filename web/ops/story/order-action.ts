import { isBeforePickup, isCarried } from '../../shared/statuses';
import type { StoryOrder } from './story';

/** What can be asked about an order, as the last part of the API's path. */
export const ORDER_ACTIONS = [
  'assign',
  'raise_pay',
  'requeue',
  'hold',
  'resume',
  'promise',
  'take_out',
  'return',
  'dispose',
  'cancel',
] as const;
export type OrderAction = (typeof ORDER_ACTIONS)[number];

export interface ActionLook {
  label: string;
  key?: string;
  /** The transition that it asks for, where it asks for one. */
  transition?: string;
  /** Offered only where it can make sense. */
  isOffered: (order: StoryOrder) => boolean;
}

const always = (): boolean => true;
const isOpen = ({ ended_at }: StoryOrder): boolean => ended_at === null;
const isStranded = ({ status }: StoryOrder): boolean => ['stranded', 'rescuing'].includes(status);
const areGoodsOut = (order: StoryOrder): boolean => isCarried(order.status) || isStranded(order);

/** An offer to a chosen driver needs an order that could also be bound to him: that is the transition looked at. */
export const ACTIONS: Record<OrderAction, ActionLook> = {
  assign: { label: 'Assign', key: 'a', transition: 'force_assign', isOffered: always },
  raise_pay: { label: 'Raise pay', key: 'p', isOffered: (order) => isBeforePickup(order.status) },
  requeue: { label: 'Requeue', key: 'r', transition: 'requeue', isOffered: always },
  hold: {
    label: 'Hold',
    key: 'h',
    transition: 'hold',
    isOffered: (order) => isBeforePickup(order.status) && !order.held_until,
  },
  resume: { label: 'End the hold', key: 'h', isOffered: (order) => isOpen(order) && Boolean(order.held_until) },
  promise: { label: 'Change the promise', isOffered: isOpen },
  take_out: { label: 'Take the driver out', key: 't', isOffered: (order) => order.driver !== null && isOpen(order) },
  return: { label: 'Bring it back', isOffered: (order) => areGoodsOut(order) && order.status !== 'returning' },
  dispose: { label: 'Give the goods up', isOffered: isStranded },
  cancel: { label: 'Cancel', key: 'c', transition: 'cancel', isOffered: always },
};

/** In the row of buttons; the rest is behind *More*. */
export const IN_SIGHT: readonly OrderAction[] = ['assign', 'raise_pay', 'requeue'];
