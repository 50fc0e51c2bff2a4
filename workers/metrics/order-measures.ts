import type { OrderMeasure } from '../../db/read-models/order-measures';
import type { Instruments } from './instruments';

/** The part of a published event that is counted. */
export interface CountedEvent {
  marketId: string;
  orderId: string;
  type: string;
}

const ASSIGNS = new Set(['offer.accepted', 'order.force_assigned']);
const ENDS = new Set(['order.delivered', 'order.returned', 'order.cancelled', 'order.undeliverable']);

/**
 * Counts published events, and measures orders where something was completed: the first driver found, the end reached.
 * `read` looks the orders of a batch up in one go.
 */
export function orderMeasures(instruments: Instruments, read: (orderIds: string[]) => Promise<OrderMeasure[]>) {
  return async (events: CountedEvent[]): Promise<void> => {
    for (const { marketId: market, type } of events) instruments.events.inc({ market, type });
    const completed = events.filter(({ type }) => ASSIGNS.has(type) || ENDS.has(type));
    if (completed.length === 0) return;
    const orders = new Map((await read(completed.map(({ orderId }) => orderId))).map((order) => [order.id, order]));
    for (const { orderId, type } of completed) {
      const order = orders.get(orderId);
      if (order && ENDS.has(type)) countEnd(instruments, order);
      else if (order?.isFirstDriver) instruments.timeToAssign.observe({ market: order.marketId }, order.toAssignS ?? 0);
    }
  };
}

function countEnd(instruments: Instruments, order: OrderMeasure): void {
  const { marketId: market, status } = order;
  instruments.ordersEnded.inc({ market, status });
  if (status !== 'delivered') return;
  instruments.deliveries.inc({ market, on_time: String(order.onTime) });
  instruments.clickToDoor.observe({ market }, order.toDoorS ?? 0);
}
