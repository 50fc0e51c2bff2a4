import * as http from '../../contracts/http';
import { toMarket, toReal } from '../../domain/clock';
import { modelOf, offsetOf } from '../../domain/eta/market-model';
import type { EtaStore } from '../../domain/eta/ports';
import { predict } from '../../domain/eta/predict';
import { scheduleOrder, wrongTimes } from '../../domain/schedule/schedule';
import { embeddedTravel } from '../../domain/travel/embedded';
import { ok } from '../answer';
import { instant } from '../answers/common';
import type { MarketBook } from '../market-book';
import { placeIdOf } from '../placement';
import { invalid, notFound } from '../problem';
import type { Serve } from '../serve';

export interface EstimateDependencies {
  book: MarketBook;
  etas: Pick<EtaStore, 'readEtas' | 'kitchenLoad'>;
}

/** Before an order is placed: when it would be at the door, by the same model that tells the time afterwards. */
export function serveEstimates({ on }: Serve, { book, etas }: EstimateDependencies): void {
  on(http.estimateOrder, async ({ body: { pickup, dropoff }, caller }) => {
    const market = await book.known(caller.marketId);
    const nowMs = Date.now();
    const asked = {
      readyAt: pickup.ready_at === undefined ? null : Date.parse(pickup.ready_at),
      promisedAt: null,
      scheduledFor: null,
    };
    const [wrong] = wrongTimes(asked, nowMs);
    if (wrong) throw invalid({ pointer: '/pickup/ready_at', message: wrong.message });
    const merchantId = placeIdOf(caller.id, pickup);
    const [policy, reading, kitchenLoad] = await Promise.all([
      book.policy(market.id, market.policyVersion),
      etas.readEtas(market.id, []),
      etas.kitchenLoad(market.id, merchantId),
    ]);
    if (!reading) throw notFound('market');
    const travel = embeddedTravel(market.travel);
    const driveS = travel.seconds(pickup.location, dropoff.location);
    const { schedule, service } = policy;
    const { readyAt, promisedAt } = scheduleOrder({ asked, driveS, schedule, service, clock: market.clock, nowMs });
    const forecast = predict(modelOf(reading).body, {
      now: toMarket(market.clock, nowMs),
      utcOffsetS: offsetOf(reading),
      travel,
      marketLoad: reading.marketLoad,
      order: {
        merchantId,
        kitchenLoad,
        pickup: pickup.location,
        dropoff: dropoff.location,
        readyAt: toMarket(market.clock, readyAt),
        promisedAt: null,
      },
      driver: null,
    });
    const at = (marketS: number): string => instant(new Date(toReal(market.clock, marketS)));
    const { low, median, high } = forecast.dropoff;
    return ok({
      low: at(low),
      median: at(median),
      high: at(high),
      pickup_at: at(forecast.pickup?.median ?? median),
      promise: instant(new Date(promisedAt)),
    });
  });
}
