import { defineQuery, defineSignal } from '@temporalio/workflow';
import type { Next } from '../domain/dispatch/plan';
import type { StandingOrder } from '../domain/dispatch/standing-order';

/** One workflow per order, ever: the ID is what stops a second dispatch of the same order. */
export const orderDispatchId = (orderId: string): string => `order/${orderId}`;

export const ORDER_DISPATCH = 'orderDispatch';
export type OrderDispatch = (input: OrderDispatchInput) => Promise<OrderEnd>;

/** Only the ID: the workflow reads how the order stands, so that any message can start it and a new run resumes. */
export interface OrderDispatchInput {
  orderId: string;
}

/** An end is a value. A failed execution means that somebody is paged. */
export interface OrderEnd {
  orderId: string;
  status: StandingOrder['status'];
  reason: string | null;
}

/**
 * A fact that has been recorded: it cannot be refused. `number` is the order's version that the change made; it comes
 * with the order as it stood then.
 */
export interface OrderMessage {
  number: number;
  order: StandingOrder;
}
export const orderChangedSignal = defineSignal<[OrderMessage]>('orderChanged');

/** The live view of one order's workflow. Lists come from the database. */
export interface OrderDispatchView {
  order: StandingOrder | null;
  next: Next | null;
  /** Numbers of the messages taken, in the order of taking (the last hundred). */
  taken: number[];
}
export const orderDispatchViewQuery = defineQuery<OrderDispatchView>('orderDispatchView');
