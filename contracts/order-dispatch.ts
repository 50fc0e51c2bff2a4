import type { SearchAttributePair } from '@temporalio/common';
import { defineQuery, defineSignal } from '@temporalio/workflow';
import { MarketIdAttribute, MerchantIdAttribute, OrderStatusAttribute, ZoneIdAttribute } from './search-attributes';
import { TaskQueue } from './task-queues';
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

export interface OrderDispatchStart {
  workflowType: string;
  options: {
    workflowId: string;
    taskQueue: TaskQueue;
    workflowIdReusePolicy: 'REJECT_DUPLICATE';
    workflowTaskTimeout: '5 seconds';
    args: [OrderDispatchInput];
    signal: typeof orderChangedSignal;
    signalArgs: [OrderMessage];
    staticSummary: string;
    typedSearchAttributes: SearchAttributePair[];
  };
}

/** How a message is delivered: it starts the workflow if need be, but never a second one of an order whose has closed. */
export const orderDispatchStart = (message: OrderMessage): OrderDispatchStart => {
  const { id: orderId, status, marketId, zoneId, merchantId } = message.order;
  return {
    workflowType: ORDER_DISPATCH,
    options: {
      workflowId: orderDispatchId(orderId),
      taskQueue: TaskQueue.dispatch,
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      workflowTaskTimeout: '5 seconds',
      args: [{ orderId }],
      signal: orderChangedSignal,
      signalArgs: [message],
      staticSummary: `Order ${orderId}`,
      typedSearchAttributes: [
        { key: OrderStatusAttribute, value: status },
        { key: MarketIdAttribute, value: marketId },
        { key: ZoneIdAttribute, value: zoneId },
        { key: MerchantIdAttribute, value: merchantId },
      ],
    },
  };
};

/** The live view of one order's workflow. Lists come from the database. */
export interface OrderDispatchView {
  order: StandingOrder | null;
  next: Next | null;
  /** Numbers of the messages taken, in the order of taking (the last hundred). */
  taken: number[];
}
export const orderDispatchViewQuery = defineQuery<OrderDispatchView>('orderDispatchView');
