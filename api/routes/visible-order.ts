import type { OrderReads } from '../../db/read-models/orders';
import type { OrderRecord } from '../../db/read-models/rows';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import { notFound } from '../problem';

/** An order of a market that the operator may see; 404 for any other, as for one that there is not. */
export async function visibleOrder(
  orders: Pick<OrderReads, 'find'>,
  orderId: string,
  caller: OpsCaller | AdminCaller,
): Promise<OrderRecord> {
  const found = await orders.find(orderId);
  if (!found || !seesMarket(caller, found.order.market_id)) throw notFound('order');
  return found;
}
