import * as http from '../../contracts/http';
import type { DecisionMapReads } from '../../db/read-models/decision-map';
import type { OrderReads } from '../../db/read-models/orders';
import { toReal } from '../../domain/clock';
import { ok } from '../answer';
import { instant } from '../answers/common';
import { driversOnMap, membersOf } from '../answers/decision-map';
import type { Looks } from '../looks';
import type { MarketBook } from '../market-book';
import { notFound } from '../problem';
import type { Serve } from '../serve';
import { visibleOrder } from './visible-order';

export interface DecisionMapDependencies {
  book: MarketBook;
  orders: Pick<OrderReads, 'find'>;
  decisionMaps: DecisionMapReads;
  looks: Looks;
}

/** The map of a decision's candidates. */
export function serveDecisionMap({ on }: Serve, { book, orders, decisionMaps, looks }: DecisionMapDependencies): void {
  on(http.getDecisionMap, async ({ params, caller, actor }) => {
    const found = await visibleOrder(orders, params.order_id, caller);
    const { id: orderId, market_id: marketId } = found.order;
    const decided = await decisionMaps.find(orderId, params.offer_id);
    if (!decided) throw notFound('decision');
    await looks({ marketId, what: 'decision_map', orderId }, actor);
    const { clock } = await book.known(marketId);
    const record = decided.decision.body;
    const decidedAt = toReal(clock, record.decidedAt);
    const members = membersOf(record);
    const places = await decisionMaps.places(
      members.map(({ driverId }) => driverId),
      new Date(decidedAt),
    );
    return ok({
      offer_id: decided.decision.offer_id,
      decided_at: instant(new Date(decidedAt)),
      orders: decided.orders,
      drivers: driversOnMap(members, places, decidedAt),
      excluded_total: record.excludedTotal,
    });
  });
}
