import * as http from '../../contracts/http';
import type { Market } from '../../db/markets';
import { ok } from '../answer';
import { opsMarketAnswer } from '../answers/ops';
import { boardDriver } from '../answers/ops';
import { readBoard, type BoardDependencies } from '../board';
import type { Looks } from '../looks';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import { isIdKey, keyOf, pageOf } from '../cursor';
import type { MarketBook } from '../market-book';
import { notFound } from '../problem';
import type { Serve } from '../serve';

/** A market for somebody who may see it; for others there is none. */
export async function visibleMarket(book: MarketBook, caller: OpsCaller | AdminCaller, id: string): Promise<Market> {
  const market = seesMarket(caller, id) ? await book.market(id) : null;
  if (!market) throw notFound('market');
  return market;
}

/** What operators look at. */
export function serveOpsBoard({ on }: Serve, dependencies: BoardDependencies & { looks: Looks }): void {
  const { board, book, looks, markets } = dependencies;

  on(http.listOpsMarkets, async ({ caller }) => {
    const visible = (await markets.list()).filter(({ id }) => seesMarket(caller, id));
    return ok({ data: visible.map(opsMarketAnswer) });
  });

  on(http.getBoard, async ({ query, caller, actor }) => {
    const market = await visibleMarket(book, caller, query.market_id);
    await looks({ marketId: market.id, what: 'board' }, actor);
    return ok(await readBoard(market, query, dependencies));
  });

  on(http.listOpsDrivers, async ({ query: { market_id, availability, limit, cursor }, caller, actor }) => {
    await visibleMarket(book, caller, market_id);
    await looks({ marketId: market_id, what: 'drivers' }, actor);
    const after = keyOf(cursor, isDriverKey);
    const rows = await board.driverPage(market_id, {
      availability,
      limit: limit + 1,
      after: after && { name: after[0], id: after[1] },
    });
    const now = Date.now();
    return ok(
      pageOf(
        rows,
        limit,
        ({ driver }) => [driver.name, driver.id],
        (row) => boardDriver(row, now),
      ),
    );
  });
}

const isDriverKey = (key: unknown): key is [name: string, id: string] =>
  Array.isArray(key) && typeof key[0] === 'string' && !key[0].includes('\0') && isIdKey(key[1]);
