import * as http from '../../contracts/http';
import type { OrderReads } from '../../db/read-models/orders';
import type { OrderRecord } from '../../db/read-models/rows';
import type { Transitions } from '../../db/transitions';
import { isCarried, isEnded, ORDER_STATUSES } from '../../domain/lifecycle/statuses';
import { TRANSITIONS, type Transition } from '../../domain/lifecycle/transitions';
import { created, ok, type Answer } from '../answer';
import { anonymous, decisionAnswer } from '../answers/explanation';
import { eventAnswer, offerAnswer, orderAnswer, settingOf } from '../answers/order';
import { driversIn, storyOf, tellMerchant } from '../answers/story';
import { isCountKey, isIdKey, keyOf, pageOf } from '../cursor';
import type { MarketBook } from '../market-book';
import {
  changesOf,
  fingerprintOfOrder,
  newOrder,
  refuseClosedZones,
  refuseImpossible,
  refuseImpossibleChange,
} from '../placement';
import { notFound } from '../problem';
import type { Record } from '../record';
import type { Serve } from '../serve';
import type { ZoneBook } from '../zone-book';

export interface OrderDependencies {
  transitions: Transitions;
  orders: OrderReads;
  book: MarketBook;
  zones: ZoneBook;
  record: Record;
}

/** Sentences of a story at most; an order with more has gone wrong, and its last events are not the reason. */
const STORY_MAX = 1_000;

/** What a merchant does with his orders. */
export function serveOrders({ on }: Serve, { transitions, orders, book, zones, record }: OrderDependencies): void {
  const answerOf = async (found: OrderRecord): Promise<http.Order> => orderAnswer(found, await settingOf(found, book));

  async function owned(orderId: string, merchantId: string): Promise<OrderRecord> {
    const found = await orders.findOfMerchant(orderId, merchantId);
    if (!found) throw notFound('order');
    return found;
  }

  on(http.placeOrder, async ({ body, caller, actor }) => {
    const market = await book.known(caller.marketId);
    const nowMs = Date.now();
    const map = await zones.map(market.id);
    try {
      refuseImpossible(body, market, nowMs);
      refuseClosedZones(body, map);
    } catch (refusal) {
      // It was right when it was placed: posting it again is not wrong just because times have passed or zones closed.
      const placed = await orders.findByExternalId(caller.id, body.external_id);
      if (placed?.order.fingerprint === fingerprintOfOrder(body)) return ok(await answerOf(placed));
      throw refusal;
    }
    const policy = await book.policy(market.id, market.policyVersion);
    const row = newOrder(body, caller.id, { market, policy, zones: map, nowMs });
    const { order, created: isNew } = await record(
      transitions.placeOrder(row, actor).then((outcome) => ({ ...outcome, repeated: outcome.created === false })),
    );
    const answer = await answerOf(await owned(order.id, caller.id));
    return isNew ? created(answer, `/v1/orders/${order.id}`) : ok(answer);
  });

  on(http.listOrders, async ({ query: { limit, cursor, status, external_id }, caller }) => {
    const filter = { merchantId: caller.id, statuses: status, externalId: external_id };
    const rows = await orders.list(filter, { limit: limit + 1, after: keyOf(cursor, isIdKey) });
    const settings = new Map(await Promise.all(rows.map(async (row) => [row, await settingOf(row, book)] as const)));
    return ok(
      pageOf(
        rows,
        limit,
        ({ order }) => order.id,
        (row) => orderAnswer(row, settings.get(row)!),
      ),
    );
  });

  on(http.getOrder, async ({ params, caller }) => ok(await answerOf(await owned(params.order_id, caller.id))));

  on(http.changeOrder, async ({ params, body, caller, actor }) => {
    const { order } = await owned(params.order_id, caller.id);
    refuseImpossibleChange(body, await book.known(order.market_id), Date.now());
    await record(transitions.changeOrder(order.id, changesOf(body), actor));
    return ok(await answerOf(await owned(order.id, caller.id)));
  });

  on(http.cancelOrder, async ({ params, body, caller, actor }) => {
    const { order } = await owned(params.order_id, caller.id);
    await record(transitions.cancelOrder(order.id, body.reason, actor));
    return ok(await answerOf(await owned(order.id, caller.id)));
  });

  on(http.listOrderEvents, async ({ params, query: { limit, cursor }, caller }) => {
    const { order } = await owned(params.order_id, caller.id);
    const rows = await orders.events(order.id, { limit: limit + 1, after: keyOf(cursor, isCountKey) ?? 0 });
    return ok(pageOf(rows, limit, ({ number }) => number, eventAnswer));
  });

  on(http.listOrderOffers, async ({ params, caller }) => {
    const { order } = await owned(params.order_id, caller.id);
    return ok({ data: (await orders.offers(order.id)).map(offerAnswer) });
  });

  on(http.explainOrder, async ({ params, caller }) => {
    const { order } = await owned(params.order_id, caller.id);
    const [rows, events, market] = await Promise.all([
      orders.decisions(order.id),
      orders.events(order.id, { limit: STORY_MAX, after: 0 }),
      book.known(order.market_id),
    ]);
    const names = await orders.driverNames(driversIn(events));
    return ok({
      order_id: order.id,
      story: storyOf(events, tellMerchant(events, names)),
      decisions: rows.map((row) => decisionAnswer(row, market, anonymous)),
    });
  });

  on(http.listOrderStatuses, () => Promise.resolve(ORDER_LIFE));
}

const ORDER_LIFE: Answer = ok({
  statuses: ORDER_STATUSES.map((status) => ({ status, ended: isEnded(status), carried: isCarried(status) })),
  transitions: TRANSITIONS.map(({ request, from, to, by }: Transition) => ({ request, from, to, by })),
});
