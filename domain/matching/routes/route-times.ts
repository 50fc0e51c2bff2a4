import type { MatchDriver, Place, PlannedStop, PoolOrder, ServiceTime, StopKind, TravelTimes } from '../types';

/** A stop before its times are known: committed (with its ID) or of an order that is about to be proposed. */
export interface StopToPlan {
  stopId: string | null;
  orderId: string;
  kind: StopKind;
  place: Place;
  pickupPlaceId: string | null;
  readyAt: number | null;
  promisedAt: number | null;
  service: ServiceTime;
  arrived: boolean;
}

export interface RouteTimes {
  stops: PlannedStop[];
  endPlace: Place;
  endsAt: number;
  meters: number;
}

export interface RouteStart {
  place: Place;
  startAt: number;
  /** Since when the driver has been there: whoever stands at a restaurant has parked already. */
  since: number;
  vehicle: string;
}

/** When each stop of a route happens for a driver who starts at `place` at `startAt` and never waits longer than needed. */
export function timeRoute(start: RouteStart, stops: readonly StopToPlan[], travel: TravelTimes): RouteTimes {
  const planned: PlannedStop[] = [];
  let { place, startAt: clock, since } = start;
  let meters = 0;
  for (let first = 0; first < stops.length;) {
    const visit = visitFrom(stops, first);
    const { place: to, service, arrived } = visit[0]!;
    const drive = arrived || isSamePlace(place, to) ? 0 : travel.seconds(place, to, start.vehicle);
    const arriveAt = drive === 0 ? since : clock + drive;
    meters += drive === 0 ? 0 : travel.meters(place, to);
    const servedAt = arriveAt + (arrived ? 0 : service.beforeSeconds);
    const handedOverAt = visit.reduce((at, stop) => Math.max(at, stop.readyAt ?? at), Math.max(clock, servedAt));
    for (const stop of visit) {
      planned.push({
        stopId: stop.stopId,
        orderId: stop.orderId,
        kind: stop.kind,
        place: stop.place,
        arriveAt,
        completeAt: handedOverAt,
      });
    }
    place = to;
    clock = handedOverAt + service.afterSeconds;
    since = clock;
    first += visit.length;
  }
  return { stops: planned, endPlace: place, endsAt: clock, meters };
}

/** Pickups that follow each other at one place are one visit: parked once, and gone when the last order is ready. */
function visitFrom(stops: readonly StopToPlan[], first: number): readonly StopToPlan[] {
  const { kind, pickupPlaceId } = stops[first]!;
  let end = first + 1;
  if (kind === 'pickup') {
    while (end < stops.length && stops[end]!.kind === 'pickup' && stops[end]!.pickupPlaceId === pickupPlaceId) end++;
  }
  return stops.slice(first, end);
}

export function startOf({ place, freeAt, vehicle }: MatchDriver, now: number): RouteStart {
  return { place, startAt: Math.max(now, freeAt), since: freeAt, vehicle };
}

export function isSamePlace(a: Place, b: Place): boolean {
  return a.key !== undefined || b.key !== undefined ? a.key === b.key : a.lat === b.lat && a.lng === b.lng;
}

export function committedStops(driver: MatchDriver): StopToPlan[] {
  return driver.route;
}

export function pickupOf(order: PoolOrder): StopToPlan {
  return {
    stopId: null,
    orderId: order.id,
    kind: 'pickup',
    place: order.pickup,
    pickupPlaceId: order.pickupPlaceId,
    readyAt: order.readyAt,
    promisedAt: null,
    service: order.pickupService,
    arrived: false,
  };
}

export function dropoffOf(order: PoolOrder): StopToPlan {
  return {
    stopId: null,
    orderId: order.id,
    kind: 'dropoff',
    place: order.dropoff,
    pickupPlaceId: null,
    readyAt: null,
    promisedAt: order.promisedAt,
    service: order.dropoffService,
    arrived: false,
  };
}
