import * as http from '../../contracts/http';
import type { Market, Markets } from '../../db/markets';
import { ok } from '../answer';
import { opsMarketAnswer } from '../answers/ops';
import { boardAnswer, type BoardMoment } from '../board';
import type { BoardMoments } from '../board-moments';
import type { Looks } from '../looks';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import type { MarketBook } from '../market-book';
import { notFound } from '../problem';
import type { Serve } from '../serve';

/** A market for somebody who may see it; for others there is none. */
export async function visibleMarket(book: MarketBook, caller: OpsCaller | AdminCaller, id: string): Promise<Market> {
  const market = seesMarket(caller, id) ? await book.market(id) : null;
  if (!market) throw notFound('market');
  return market;
}

export interface OpsBoardDependencies {
  book: MarketBook;
  looks: Looks;
  markets: Pick<Markets, 'list'>;
  moments: Pick<BoardMoments<BoardMoment>, 'of'>;
}

/** What operators look at. */
export function serveOpsBoard({ on }: Serve, { book, looks, markets, moments }: OpsBoardDependencies): void {
  on(http.listOpsMarkets, async ({ caller }) => {
    const visible = (await markets.list()).filter(({ id }) => seesMarket(caller, id));
    return ok({ data: visible.map(opsMarketAnswer) });
  });

  on(http.getBoard, async ({ query, caller, actor }) => {
    const market = await visibleMarket(book, caller, query.market_id);
    await looks({ marketId: market.id, what: 'board' }, actor);
    return ok(await boardAnswer(market, query, await moments.of(market), book));
  });
}
