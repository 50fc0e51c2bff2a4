import * as http from '../../contracts/http';
import type { PushSubscriptions } from '../../db/push-subscriptions';
import type { DriverRecords } from '../../db/read-models/driver-record';
import { ok } from '../answer';
import { earningsAnswer, pastOfferAnswer, scoreAnswer } from '../answers/driver-record';
import { isIdKey, keyOf, pageOf } from '../cursor';
import type { MarketBook } from '../market-book';
import type { Serve } from '../serve';

export interface DriverRecordDependencies {
  records: DriverRecords;
  subscriptions: PushSubscriptions;
  /** Null when no pushes are sent. */
  pushKey: string | null;
  book: MarketBook;
}

/** What a score looks back on. */
export const SCORE_DAYS = 30;

/** What a driver has behind him. */
export function serveDriverRecord({ on }: Serve, { records, book }: DriverRecordDependencies): void {
  on(http.listPastOffers, async ({ query: { limit, cursor }, caller }) => {
    const { currency } = await book.known(caller.marketId);
    const rows = await records.pastOffers(caller.id, limit + 1, keyOf(cursor, isIdKey));
    return ok(
      pageOf(
        rows,
        limit,
        ({ offer }) => offer.id,
        (row) => pastOfferAnswer(row, currency),
      ),
    );
  });

  on(http.getEarnings, async ({ caller }) => {
    const { currency, timeZone } = await book.known(caller.marketId);
    return ok(earningsAnswer(await records.paidOrders(caller.id, timeZone), currency));
  });

  on(http.getScore, async ({ caller }) => {
    const since = new Date(Date.now() - SCORE_DAYS * 86_400_000);
    return ok(scoreAnswer(await records.score(caller.id, since), since));
  });
}

/** Where a driver's browsers can be woken. */
export function servePushSubscriptions({ on }: Serve, { subscriptions, pushKey }: DriverRecordDependencies): void {
  on(http.getPushKey, async () => ok({ public_key: pushKey }));
  on(http.putPushSubscription, async ({ body: { endpoint, keys }, caller }) => {
    await subscriptions.keep(caller.id, { endpoint, ...keys });
    return { status: 204 };
  });
  on(http.deletePushSubscription, async ({ caller }) => {
    await subscriptions.forgetAll(caller.id);
    return { status: 204 };
  });
}
