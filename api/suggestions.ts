import type { SuggestedAction } from '../contracts/http';
import type { EscalationRecord } from '../db/escalations';
import type { BoardReads } from '../db/read-models/board';
import type { OrderRecord } from '../db/read-models/rows';
import { suggestActions, type Around, type TroubledOrder } from '../domain/ladder/suggestions';
import { embeddedTravel } from '../domain/travel/embedded';
import { placeOf } from './answers/common';
import { suggestionAnswer } from './answers/escalations';
import type { MarketBook } from './market-book';

export interface SuggestionDependencies {
  board: Pick<BoardReads, 'freeDrivers' | 'ordersById'>;
  book: MarketBook;
}

/** What people may do about each escalation of a page, by its ID. Drivers are read once per market. */
export async function suggestionsFor(
  escalations: EscalationRecord[],
  { board, book }: SuggestionDependencies,
): Promise<Map<string, SuggestedAction[]>> {
  const open = escalations.filter(({ status }) => status !== 'resolved');
  const records = new Map(
    (await board.ordersById(open.map(({ orderId }) => orderId))).map((row) => [row.order.id, row]),
  );
  const markets = new Map(
    await Promise.all(
      [...new Set(open.map(({ marketId }) => marketId))].map(async (id) => [id, await aroundOf(id)] as const),
    ),
  );
  return new Map(
    open.flatMap(({ id, orderId, marketId }) => {
      const record = records.get(orderId);
      const market = markets.get(marketId);
      if (!record || !market) return [];
      const found = suggestActions(troubled(record), market.around);
      return [[id, found.map((one) => suggestionAnswer(one, orderId, market.currency))] as const];
    }),
  );

  async function aroundOf(marketId: string): Promise<{ around: Around; currency: string }> {
    const market = await book.known(marketId);
    const [drivers, policy] = await Promise.all([
      board.freeDrivers(marketId),
      book.policy(marketId, market.policyVersion),
    ]);
    const around = { drivers, travel: embeddedTravel(market.travel), policy, clock: market.clock, nowMs: Date.now() };
    return { around, currency: market.currency };
  }
}

function troubled({ order, driver }: OrderRecord): TroubledOrder {
  const pickup = { lat: order.goods_lat ?? order.pickup_lat, lng: order.goods_lng ?? order.pickup_lng };
  return {
    status: order.status,
    pickup: placeOf(pickup),
    dropoff: { lat: order.dropoff_lat, lng: order.dropoff_lng },
    excludedDriverIds: order.excluded_driver_ids,
    payRaiseMinor: order.pay_raise_minor,
    driver: driver && { name: driver.name, phone: driver.phone },
  };
}
