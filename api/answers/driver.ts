import type { z } from 'zod';
import type { DriverRescue, DriverRoute, DriverSelf, OfferCard, OrderOutcome } from '../../contracts/http';
import type { Market } from '../../db/markets';
import type { DriverRecord, OfferRecord, RescueRecord, RouteRecord } from '../../db/read-models/driver-view';
import type { StandingOrder } from '../../domain/dispatch/standing-order';
import { firstNameOf, instant, instantOrNull, money, payPartsOf, placeOf } from './common';
import { shiftAnswer } from './shift';

export function selfAnswer(record: DriverRecord, market: Market): z.infer<typeof DriverSelf> {
  const { driver, shift, noFaultReasons, load, routeId, routeVersion, waitAt, rescues, readAt } = record;
  return {
    id: driver.id,
    name: driver.name,
    vehicle: driver.vehicle,
    capacity: driver.capacity,
    availability: driver.availability,
    since: instant(driver.availability_since),
    shift_ends_at: instantOrNull(driver.shift_ends_at),
    load,
    shift: shift && shiftAnswer(shift, market.clock),
    no_fault_reasons: noFaultReasons,
    route_id: routeId,
    route_version: routeVersion,
    wait_at: waitAt && { location: { lat: waitAt.lat, lng: waitAt.lng }, depart_at: instant(waitAt.departAt) },
    rescues: rescues.map(rescueAnswer),
    market: {
      id: market.id,
      name: market.name,
      time_zone: market.timeZone,
      currency: market.currency,
      clock: { rate: market.clock.rate, offset_ms: market.clock.offsetMs },
    },
    server_time: instant(readAt),
  };
}

export const rescueAnswer = ({
  orderId,
  externalId,
  step,
  rescuer,
  arrivesAt,
}: RescueRecord): z.infer<typeof DriverRescue> => ({
  order_id: orderId,
  external_id: externalId,
  step,
  driver: rescuer && { first_name: firstNameOf(rescuer.name), vehicle: rescuer.vehicle },
  arrives_at: instantOrNull(arrivesAt),
});

/** Goods that are rescued have no address. */
const LAST_SEEN = 'Where the driver was last seen';

/** A home's position is personal: before he has said yes a driver sees it to about a hundred metres. */
const coarse = ({ lat, lng }: { lat: number; lng: number }): { lat: number; lng: number } => ({
  lat: Math.round(lat * 1_000) / 1_000,
  lng: Math.round(lng * 1_000) / 1_000,
});

export function offerCard({ offer, orders, carriedOrderIds, why, readAt }: OfferRecord, currency: string): OfferCard {
  const offered = new Set(orders.map(({ order }) => order.id));
  const expiresAt = instant(offer.expires_at ?? readAt);
  return {
    id: offer.id,
    pay: money(offer.pay_minor, currency),
    pay_parts: payPartsOf(offer.pay_parts),
    orders: orders.map(({ order, merchantName }) => ({
      id: order.id,
      merchant: merchantName,
      pickup: {
        ...(order.goods_lat === null
          ? { name: order.pickup_name, address: order.pickup_address }
          : { name: 'Goods with another driver', address: LAST_SEEN }),
        location: { lat: order.goods_lat ?? order.pickup_lat, lng: order.goods_lng ?? order.pickup_lng },
        ready_at: instant(order.ready_at),
      },
      dropoff: {
        location: coarse({ lat: order.dropoff_lat, lng: order.dropoff_lng }),
        promised_at: instant(order.promised_at),
      },
      size: order.size,
    })),
    stops: offer.stops
      .filter(({ order_id }) => offered.has(order_id) || carriedOrderIds.includes(order_id))
      .map((stop) => ({
        order_id: stop.order_id,
        kind: stop.kind,
        location: stop.kind === 'dropoff' && offered.has(stop.order_id) ? coarse(stop) : placeOf(stop),
        arrive_at: instant(stop.arrive_at),
        complete_at: instant(stop.complete_at),
        offered: offered.has(stop.order_id),
      })),
    distance_m: offer.distance_m,
    duration_s: offer.duration_s,
    strategy: offer.strategy,
    why: why && { considered: why.considered, to_pickup_s: Math.round(why.toPickupS) },
    opened_at: instant(offer.opened_at ?? offer.reserved_at),
    expires_at: expiresAt,
    seconds_left: Math.max(0, (Date.parse(expiresAt) - Date.parse(readAt)) / 1_000),
    server_time: instant(readAt),
  };
}

export const routeAnswer = ({ routeId, version, stops, readAt }: RouteRecord): DriverRoute => ({
  route_id: routeId,
  version,
  stops: stops.map(stopAnswer),
  server_time: instant(readAt),
});

function stopAnswer({ stop, order, lost }: RouteRecord['stops'][number]): DriverRoute['stops'][number] {
  const atDoor = stop.kind === 'dropoff';
  return {
    id: stop.id,
    order_id: stop.order_id,
    external_id: order.external_id,
    kind: stop.kind,
    status: stop.status,
    position: stop.position,
    location: placeOf(stop),
    name: lost ? `Goods with ${firstNameOf(lost.name)}` : atDoor ? order.dropoff_name : order.pickup_name,
    address: lost ? LAST_SEEN : atDoor ? order.dropoff_address : order.pickup_address,
    phone: lost ? lost.phone : atDoor ? order.dropoff_phone : order.pickup_phone,
    notes: atDoor ? order.dropoff_notes : order.pickup_notes,
    ready_at: stop.kind === 'pickup' ? instant(order.ready_at) : null,
    promised_at: atDoor ? instant(order.promised_at) : null,
    proof: atDoor ? order.proof_demand : null,
    size: order.size,
    rescue: lost && { from: firstNameOf(lost.name), phone: lost.phone },
    planned_arrive_at: instantOrNull(stop.planned_arrive_at),
    planned_complete_at: instantOrNull(stop.planned_complete_at),
    arrived_at: instantOrNull(stop.arrived_at),
  };
}

export const orderOutcome = ({
  order: { id, status, version },
  repeated = false,
}: {
  order: StandingOrder;
  repeated?: boolean;
}): z.infer<typeof OrderOutcome> => ({ order: { id, status, version }, repeated });
