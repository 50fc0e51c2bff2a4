import * as http from '../../contracts/http';
import type { Moves } from '../../db/moves';
import type { OrderReads } from '../../db/read-models/orders';
import type { OrderRow } from '../../db/read-models/rows';
import { ok } from '../answer';
import { orderOutcome } from '../answers/driver';
import type { AdminCaller, OpsCaller } from '../caller';
import type { MarketBook } from '../market-book';
import { invalid } from '../problem';
import type { Record } from '../record';
import type { Serve } from '../serve';
import { visibleOrder } from './visible-order';
import { refuseFarAway } from './ops-escalations';

export interface OpsMoveDependencies {
  moves: Moves;
  orders: OrderReads;
  book: MarketBook;
  record: Record;
}

const HOLD_MAX_MS = 7 * 86_400_000;
const RAISE_MAX_MINOR = 1_000_000;

/** What operators do to an order beside assigning it; each is judged, recorded and audited with who and why. */
export function serveOpsMoves({ on }: Serve, { moves, orders, book, record }: OpsMoveDependencies): void {
  async function visible(orderId: string, caller: OpsCaller | AdminCaller): Promise<OrderRow> {
    return (await visibleOrder(orders, orderId, caller)).order;
  }
  const done = async (outcome: ReturnType<Moves['endHold']>) => ok(orderOutcome(await record(outcome)));

  on(http.raisePay, async ({ params, body: { amount, reason }, caller, actor }) => {
    const { id, market_id: marketId } = await visible(params.order_id, caller);
    const { currency } = await book.known(marketId);
    if (amount.currency !== currency) throw invalid({ pointer: '/amount/currency', message: `must be ${currency}` });
    if (amount.amount < 1 || amount.amount > RAISE_MAX_MINOR) {
      throw invalid({ pointer: '/amount/amount', message: `must be from 1 to ${RAISE_MAX_MINOR}` });
    }
    return done(moves.raisePay(id, amount.amount, reason, actor));
  });
  on(http.changePromise, async ({ params, body: { promised_at: at, reason }, caller, actor }) => {
    const { id } = await visible(params.order_id, caller);
    refuseFarAway(at, HOLD_MAX_MS, '/promised_at');
    return done(moves.changePromise(id, at, reason, actor));
  });
  on(http.holdOrder, async ({ params, body: { until, reason }, caller, actor }) => {
    const { id } = await visible(params.order_id, caller);
    refuseFarAway(until, HOLD_MAX_MS, '/until');
    return done(moves.holdOrder(id, until, reason, actor));
  });
  on(http.endHold, async ({ params, body, caller, actor }) =>
    done(moves.endHold((await visible(params.order_id, caller)).id, body.reason, actor)),
  );
  on(http.takeDriverOut, async ({ params, body, caller, actor }) =>
    done(moves.takeOut((await visible(params.order_id, caller)).id, body.reason, actor)),
  );
  on(http.bringBack, async ({ params, body, caller, actor }) =>
    done(moves.bringBack((await visible(params.order_id, caller)).id, body.reason, actor)),
  );
  on(http.disposeGoods, async ({ params, body, caller, actor }) =>
    done(moves.dispose((await visible(params.order_id, caller)).id, body.reason, actor)),
  );
}
