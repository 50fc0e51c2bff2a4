import type { Board, Driver, Market, Order } from './board';

/** What the API sends, as far as this page reads it. `GET /openapi.json` has the whole. */
interface WirePerson {
  id: string;
  name: string;
}
interface WireLocation {
  lat: number;
  lng: number;
}

export interface WireOrder {
  id: string;
  external_id: string;
  zone_id: string;
  merchant: WirePerson;
  status: string;
  version: number;
  pickup: { name: string; location: WireLocation };
  dropoff: { name: string; location: WireLocation };
  driver: WirePerson | null;
  offer: { driver: WirePerson } | null;
  escalation_rung: number;
  escalation_deadline_at: string | null;
  eta: { low: string; median: string; high: string } | null;
  next: { step: string; waits_for: string; at: string; otherwise: string } | null;
  slack_s: number | null;
  placed_at: string;
  ready_at: string;
  promised_at: string;
}

export interface WireDriver {
  id: string;
  name: string;
  vehicle: string;
  availability: string;
  busy: boolean;
  load: number;
  capacity: number;
  version: number;
  since: string;
  shift_ends_at: string | null;
  position: { location: WireLocation; heading: number | null; recorded_at: string } | null;
  offer: object | null;
  route: {
    stops: { order_id: string; kind: string; location: WireLocation; planned_arrive_at: string | null }[];
  } | null;
}

export interface WireMarket {
  id: string;
  name: string;
  time_zone: string;
  currency: string;
  location: WireLocation;
  clock: { rate: number; offset_ms: number };
}

export interface WireBoard {
  market: WireMarket;
  orders: WireOrder[];
  orders_total: number;
  drivers: WireDriver[];
  stream_cursor: string;
  server_time: string;
}

const byId = <Item extends { id: string }>(items: Item[]): Map<string, Item> =>
  new Map(items.map((item) => [item.id, item]));

/** `askedAt` and `nowMs` are this machine's clock around the request: half of it is taken as the way back. */
export function boardOf(wire: WireBoard, askedAt: number, nowMs: number): Board {
  const serverNow = Date.parse(wire.server_time);
  const serverAheadMs = serverNow - (askedAt + nowMs) / 2;
  return {
    market: marketOf(wire.market, serverAheadMs),
    orders: byId(wire.orders.map((order) => orderOf(order, serverNow))),
    ordersHidden: Math.max(0, wire.orders_total - wire.orders.length),
    drivers: byId(wire.drivers.map(driverOf)),
    leaving: new Map(),
    cursor: wire.stream_cursor,
  };
}

function marketOf(wire: WireMarket, serverAheadMs: number): Market {
  return {
    id: wire.id,
    name: wire.name,
    timeZone: wire.time_zone,
    currency: wire.currency,
    center: wire.location,
    clock: { rate: wire.clock.rate, offsetMs: wire.clock.offset_ms, serverAheadMs },
  };
}

const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text));

/** `reckonedAt`: the server's clock when it sent the order. */
export function orderOf(wire: WireOrder, reckonedAt: number): Order {
  return {
    id: wire.id,
    version: wire.version,
    status: wire.status,
    externalId: wire.external_id,
    zoneId: wire.zone_id,
    merchant: wire.merchant,
    pickup: { name: wire.pickup.name, ...wire.pickup.location },
    dropoff: { name: wire.dropoff.name, ...wire.dropoff.location },
    driver: wire.driver,
    asked: wire.offer?.driver ?? null,
    next: wire.next && {
      step: wire.next.step,
      waitsFor: wire.next.waits_for,
      at: Date.parse(wire.next.at),
      otherwise: wire.next.otherwise,
    },
    placedAt: Date.parse(wire.placed_at),
    readyAt: Date.parse(wire.ready_at),
    promisedAt: Date.parse(wire.promised_at),
    slackMs: wire.slack_s === null ? null : wire.slack_s * 1000,
    reckonedAt,
    rung: wire.escalation_rung,
    escalationDeadlineAt: instant(wire.escalation_deadline_at),
    eta: wire.eta && {
      low: Date.parse(wire.eta.low),
      median: Date.parse(wire.eta.median),
      high: Date.parse(wire.eta.high),
    },
  };
}

export function driverOf(wire: WireDriver): Driver {
  const { position } = wire;
  return {
    id: wire.id,
    version: wire.version,
    name: wire.name,
    vehicle: wire.vehicle,
    availability: wire.availability,
    hasStops: wire.busy,
    isAsked: wire.offer !== null,
    load: wire.load,
    capacity: wire.capacity,
    position: position && { ...position.location, heading: position.heading, at: Date.parse(position.recorded_at) },
    stops: (wire.route?.stops ?? []).map((stop) => ({
      orderId: stop.order_id,
      kind: stop.kind,
      ...stop.location,
      plannedAt: instant(stop.planned_arrive_at),
    })),
    availableSince: Date.parse(wire.since),
    shiftEndsAt: instant(wire.shift_ends_at),
  };
}
