import type { DriverReads } from '../db/read-models/driver-view';
import type { OrderRecord } from '../db/read-models/rows';
import type { Market } from '../db/markets';
import { handTerms, type HandedOrder, type HandedTo } from '../domain/dispatch/hand-assignment';
import type { OfferTerms } from '../domain/dispatch/offer-terms';
import type { Policy } from '../domain/policy/policy';
import { embeddedTravel } from '../domain/travel/embedded';
import type { MarketBook } from './market-book';
import { notFound } from './problem';

/** What an operator's choice of a driver would mean for him: pay and route, as in any other offer. */
export async function handOver(
  { order }: OrderRecord,
  driverId: string,
  { drivers, book }: { drivers: DriverReads; book: MarketBook },
): Promise<{ terms: OfferTerms; market: Market; policy: Policy }> {
  const [market, policy, found] = await Promise.all([
    book.known(order.market_id),
    book.policy(order.market_id, order.policy_version),
    drivers.find(driverId),
  ]);
  if (!found || found.driver.market_id !== order.market_id) throw notFound('driver');
  const { stops } = await drivers.route(driverId);
  const driver: HandedTo = {
    place: found.position,
    vehicle: found.driver.vehicle,
    stops: stops.map(({ stop, order: his }) => ({
      id: stop.id,
      orderId: stop.order_id,
      kind: stop.kind,
      status: stop.status === 'arrived' ? 'arrived' : 'planned',
      place: { lat: stop.lat, lng: stop.lng },
      pickupPlaceId: his.pickup_place_id,
      readyAt: his.ready_at,
    })),
  };
  const travel = embeddedTravel(market.travel);
  return {
    terms: handTerms(handedOrder(order), driver, { policy, clock: market.clock, travel }, Date.now()),
    market,
    policy,
  };
}

/** An order as a person gives it to a driver. */
export const handedOrder = (order: OrderRecord['order']): HandedOrder => ({
  id: order.id,
  pickup: { lat: order.goods_lat ?? order.pickup_lat, lng: order.goods_lng ?? order.pickup_lng },
  dropoff:
    order.goods_lat !== null && order.on_failure === 'return'
      ? { lat: order.pickup_lat, lng: order.pickup_lng }
      : { lat: order.dropoff_lat, lng: order.dropoff_lng },
  pickupPlaceId: order.pickup_place_id,
  readyAt: order.ready_at,
  promisedAt: order.promised_at,
  tipMinor: order.tip_minor,
  payRaiseMinor: order.pay_raise_minor,
});
