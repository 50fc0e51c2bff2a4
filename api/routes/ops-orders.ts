import * as http from '../../contracts/http';
import type { DriverReads } from '../../db/read-models/driver-view';
import type { OrderReads } from '../../db/read-models/orders';
import type { OrderRecord } from '../../db/read-models/rows';
import type { Escalations } from '../../db/escalations';
import type { Reassignments } from '../../db/reassignments';
import type { Transitions } from '../../db/transitions';
import { realMs } from '../../domain/clock';
import { ok } from '../answer';
import { orderOutcome } from '../answers/driver';
import { byName, decisionAnswer, driversOf } from '../answers/explanation';
import { escalationAnswer, reassignmentAnswer } from '../answers/escalations';
import { opsEvent, opsOffer, opsOrder, opsStop, type WorkflowUrl } from '../answers/ops';
import { settingOf } from '../answers/order';
import { driversIn, storyOf, tellAll } from '../answers/story';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import { isIdKey, keyOf, pageOf } from '../cursor';
import { handOver } from '../hand-over';
import type { Looks } from '../looks';
import type { MarketBook } from '../market-book';
import { notFound } from '../problem';
import type { Record } from '../record';
import type { Serve } from '../serve';
import { visibleOrder } from './visible-order';
import { suggestionsFor, type SuggestionDependencies } from '../suggestions';

export interface OpsOrderDependencies extends SuggestionDependencies {
  transitions: Transitions;
  orders: OrderReads;
  /** Lists may be a moment old. */
  searches: Pick<OrderReads, 'list'>;
  drivers: DriverReads;
  escalations: Escalations;
  reassignments: Reassignments;
  book: MarketBook;
  looks: Looks;
  record: Record;
  workflowUrl: WorkflowUrl;
}

/** What a page of a story shows at most; an order with more events has gone wrong, and its last ones are not the reason. */
const EVENTS_MAX = 1_000;

/** Orders as operators see and steer them. */
export function serveOpsOrders({ on }: Serve, dependencies: OpsOrderDependencies): void {
  const { transitions, orders, book, looks, record, searches, workflowUrl } = dependencies;

  const answerOf = async (found: OrderRecord): Promise<http.OpsOrder> => {
    const setting = await settingOf(found, book);
    return opsOrder(found, setting, await book.slackModel(setting.market), workflowUrl);
  };

  const visible = (orderId: string, caller: OpsCaller | AdminCaller): Promise<OrderRecord> =>
    visibleOrder(orders, orderId, caller);

  on(http.listOpsOrders, async ({ query, caller, actor }) => {
    const { limit, cursor, status, external_id, market_id, merchant_id, driver_id } = query;
    if (market_id !== undefined && !seesMarket(caller, market_id)) throw notFound('market');
    const rows = await searches.list(
      {
        marketIds: market_id === undefined ? caller.markets : [market_id],
        merchantId: merchant_id,
        driverId: driver_id,
        statuses: status,
        externalId: external_id,
      },
      { limit: limit + 1, after: keyOf(cursor, isIdKey) },
    );
    for (const [marketId, seen] of byMarket(rows)) {
      await looks({ marketId, what: 'orders', data: { order_ids: seen } }, actor);
    }
    const answers = new Map(await Promise.all(rows.map(async (row) => [row, await answerOf(row)] as const)));
    return ok(
      pageOf(
        rows,
        limit,
        ({ order }) => order.id,
        (row) => answers.get(row),
      ),
    );
  });

  on(http.getOrderStory, async ({ params, caller, actor }) => {
    const found = await visible(params.order_id, caller);
    const { market_id: marketId, id: orderId, driver_id: driverId, merchant_id: merchantId } = found.order;
    // Beside each other: nothing is answered before the look is recorded.
    const [order, everything] = await Promise.all([
      answerOf(found),
      everythingOf(found, dependencies),
      looks({ marketId, what: 'order', orderId, driverId, merchantId }, actor),
    ]);
    return ok({ order, ...everything });
  });

  on(http.assignOrder, async ({ params, body, caller, actor }) => {
    const found = await visible(params.order_id, caller);
    if (body.force) {
      const reason = body.reason ?? 'forced';
      return ok(orderOutcome(await record(transitions.forceAssign(found.order.id, body.driver_id, reason, actor))));
    }
    const { terms, policy, market } = await handOver(found, body.driver_id, dependencies);
    const reservationMs = realMs(market.clock, policy.offer.reservationS);
    return ok(
      orderOutcome(await record(transitions.assignOrder(found.order.id, body.driver_id, terms, reservationMs, actor))),
    );
  });

  on(http.requeueOrder, async ({ params, body, caller, actor }) => {
    const { order } = await visible(params.order_id, caller);
    return ok(orderOutcome(await record(transitions.requeueOrder(order.id, body.reason, actor))));
  });

  on(http.cancelAnyOrder, async ({ params, body, caller, actor }) => {
    const { order } = await visible(params.order_id, caller);
    return ok(orderOutcome(await record(transitions.cancelOrder(order.id, body.reason, actor))));
  });
}

function byMarket(rows: OrderRecord[]): Map<string, string[]> {
  const markets = new Map<string, string[]>();
  for (const { order } of rows) markets.set(order.market_id, [...(markets.get(order.market_id) ?? []), order.id]);
  return markets;
}

/** All that belongs to one order, read beside each other. */
async function everythingOf({ order }: OrderRecord, dependencies: OpsOrderDependencies) {
  const { orders, escalations, reassignments, book } = dependencies;
  const [market, events, offers, decisions, stops, raised, moves] = await Promise.all([
    book.known(order.market_id),
    orders.events(order.id, { limit: EVENTS_MAX, after: 0 }),
    orders.offers(order.id),
    orders.decisions(order.id),
    orders.stops(order.id),
    escalations.ofOrder(order.id),
    reassignments.ofOrder(order.id),
  ]);
  const suggested = await suggestionsFor(raised, dependencies);
  const names = await orders.driverNames([...driversOf(decisions), ...driversIn(events)]);
  return {
    events: events.map(opsEvent),
    story: storyOf(events, tellAll(names)),
    offers: offers.map((offer) => opsOffer(offer, market.currency)),
    decisions: decisions.map((row) => decisionAnswer(row, market, byName(names))),
    stops: stops.map(opsStop),
    escalations: raised.map((row) => escalationAnswer(row, suggested.get(row.id) ?? [])),
    reassignments: moves.map(reassignmentAnswer),
  };
}
