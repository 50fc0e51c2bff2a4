import { toMarket, type MarketClock } from '../clock';
import { timeRoute, type RouteTimes, type StopToPlan } from '../matching/routes/route-times';
import type { Place, TravelTimes } from '../matching/types';
import type { Policy, ServicePolicy } from '../policy/policy';
import type { StopKind } from '../matching/types';
import type { OfferTerms } from './offer-terms';
import { offerTerms } from './terms';

/** An order that a person gives to a driver. Instants are ISO, real time. */
export interface HandedOrder {
  id: string;
  pickup: Place;
  dropoff: Place;
  pickupPlaceId: string;
  readyAt: string;
  promisedAt: string;
  tipMinor: number;
  payRaiseMinor: number;
}

/** The driver whom it is given to: where he is, and what he still has to do. */
export interface HandedTo {
  place: Place | null;
  vehicle: string;
  stops: {
    id: string;
    orderId: string;
    kind: StopKind;
    status: 'planned' | 'arrived';
    place: Place;
    pickupPlaceId: string;
    readyAt: string;
  }[];
}

type HandSetting = { policy: Policy; clock: MarketClock; travel: TravelTimes };

/** Pay and route of an offer made by hand. */
export function handTerms(order: HandedOrder, driver: HandedTo, setting: HandSetting, nowMs: number): OfferTerms {
  const { before, after } = handRoute(order, driver, setting, nowMs);
  return offerTerms(
    {
      stops: after.stops,
      distanceM: after.meters - before.meters,
      durationS: after.endsAt - before.endsAt,
      orders: [order],
    },
    { pay: setting.policy.pay, clock: setting.clock },
  );
}

/** The driver's route without the order and with it: it goes to the end of what he has to do. */
export function handRoute(
  order: HandedOrder,
  driver: HandedTo,
  { policy, clock, travel }: HandSetting,
  nowMs: number,
): { before: RouteTimes; after: RouteTimes } {
  const now = toMarket(clock, nowMs);
  const at = (iso: string): number => toMarket(clock, Date.parse(iso));
  const soFar = driver.stops.map((stop) => ({
    ...bareStop(stop, policy.service, stop.kind === 'pickup' ? at(stop.readyAt) : null),
    stopId: stop.id,
    arrived: stop.status === 'arrived',
  }));
  const added = (['pickup', 'dropoff'] as const).map((kind) =>
    bareStop(
      { orderId: order.id, kind, place: order[kind], pickupPlaceId: order.pickupPlaceId },
      policy.service,
      kind === 'pickup' ? at(order.readyAt) : null,
    ),
  );
  // Without a position he is taken to be where his route goes next, or at the pickup.
  const place = driver.place ?? driver.stops[0]?.place ?? order.pickup;
  const start = { place, startAt: now, since: now, vehicle: driver.vehicle };
  return { before: timeRoute(start, soFar, travel), after: timeRoute(start, [...soFar, ...added], travel) };
}

function bareStop(
  { orderId, kind, place, pickupPlaceId }: { orderId: string; kind: StopKind; place: Place; pickupPlaceId: string },
  service: ServicePolicy,
  readyAt: number | null,
): StopToPlan {
  const isPickup = kind === 'pickup';
  return {
    stopId: null,
    orderId,
    kind,
    place,
    pickupPlaceId: isPickup ? pickupPlaceId : null,
    readyAt,
    promisedAt: null,
    service: isPickup
      ? { beforeSeconds: service.pickupBeforeS, afterSeconds: service.pickupAfterS }
      : { beforeSeconds: service.dropoffBeforeS, afterSeconds: service.dropoffAfterS },
    arrived: false,
  };
}
