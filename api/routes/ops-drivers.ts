import * as http from '../../contracts/http';
import type { Market } from '../../db/markets';
import type { DriverReads } from '../../db/read-models/driver-view';
import type { DriverSince, OpsDriverReads, OpsDriverRecord } from '../../db/read-models/ops-drivers';
import { dayBegan } from '../../domain/market-day';
import { ok } from '../answer';
import { historyEntry, opsDriver, recentOffer } from '../answers/ops-drivers';
import { shiftAnswer } from '../answers/shift';
import { seesMarket, type AdminCaller, type OpsCaller } from '../caller';
import { isIdKey, keyOf, pageOf } from '../cursor';
import type { Looks } from '../looks';
import type { MarketBook } from '../market-book';
import { notFound } from '../problem';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export interface OpsDriverDependencies {
  book: MarketBook;
  drivers: Pick<DriverReads, 'shifts'>;
  opsDrivers: OpsDriverReads;
  looks: Looks;
}

const SCORE_DAYS = 30;

/** Drivers as operators see them, and what they may do with them. */
export function serveOpsDrivers({ on }: Serve, { book, drivers, opsDrivers, looks }: OpsDriverDependencies): void {
  async function visible(id: string, caller: OpsCaller | AdminCaller): Promise<Seen> {
    // His market is not known before he is: read as of now, and again with the right midnight.
    const found = await opsDrivers.find(id, { today: new Date(), score: new Date() });
    if (!found || !seesMarket(caller, found.driver.market_id)) throw notFound('driver');
    const market = await book.known(found.driver.market_id);
    const since = sinceOf(market);
    const record = await opsDrivers.find(id, since);
    if (!record) throw notFound('driver');
    return { record, market, since };
  }
  const answerOf = ({ record, market, since }: Seen): http.OpsDriver => opsDriver(record, market, since, Date.now());

  on(http.listOpsDrivers, async ({ query: { market_id, limit, cursor, ...filter }, caller, actor }) => {
    const market = await visibleMarket(book, caller, market_id);
    await looks({ marketId: market.id, what: 'drivers' }, actor);
    const since = sinceOf(market);
    const after = keyOf(cursor, isDriverKey);
    const rows = await opsDrivers.page(market.id, since, {
      ...filter,
      limit: limit + 1,
      after: after && { name: after[0], id: after[1] },
    });
    return ok(
      pageOf(
        rows,
        limit,
        ({ driver }) => [driver.name, driver.id],
        (record) => answerOf({ record, market, since }),
      ),
    );
  });

  on(http.getOpsDriver, async ({ params, caller, actor }) => {
    const seen = await visible(params.driver_id, caller);
    await looks({ marketId: seen.market.id, driverId: params.driver_id, what: 'driver' }, actor);
    const [shifts, offers, history] = await Promise.all([
      drivers.shifts(params.driver_id),
      opsDrivers.recentOffers(params.driver_id),
      opsDrivers.history(params.driver_id),
    ]);
    const detail: http.OpsDriverDetail = {
      ...answerOf(seen),
      shifts: shifts.map((shift) => shiftAnswer(shift, seen.market.clock)),
      recent_offers: offers.map(recentOffer),
      history: history.map(historyEntry),
    };
    return ok(detail);
  });

  on(http.changeOpsDriver, async ({ params, body: { reason, taken_out, hand_over, ...changes }, caller, actor }) => {
    await visible(params.driver_id, caller);
    const asked = { ...changes, takenOut: taken_out, handOver: hand_over };
    if (!(await opsDrivers.change(params.driver_id, asked, reason, actor))) throw notFound('driver');
    return ok(answerOf(await visible(params.driver_id, caller)));
  });
}

interface Seen {
  record: OpsDriverRecord;
  market: Market;
  since: DriverSince;
}

const sinceOf = (market: Market): DriverSince => ({
  today: new Date(dayBegan(market, Date.now())),
  score: new Date(Date.now() - SCORE_DAYS * 86_400_000),
});

const isDriverKey = (key: unknown): key is [name: string, id: string] =>
  Array.isArray(key) && typeof key[0] === 'string' && !key[0].includes('\0') && isIdKey(key[1]);
