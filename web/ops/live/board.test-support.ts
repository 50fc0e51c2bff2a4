import { WALL_CLOCK } from '../../shared/market-clock';
import type { Board, Driver, Order } from './board';

/** Boards for tests: everything plausible, and only what a test is about given by it. */
export const NOW = Date.UTC(2026, 10, 22, 19, 43);

export function anOrder(given: Partial<Order> = {}): Order {
  return {
    id: 'order-1',
    version: 1,
    status: 'unassigned',
    externalId: 'A-1',
    zoneId: 'centro',
    merchant: { id: 'merchant-1', name: 'Padaria Sol' },
    pickup: { name: 'Padaria Sol', lat: 38.71, lng: -9.14 },
    dropoff: { name: 'Miradouro', lat: 38.72, lng: -9.13 },
    driver: null,
    asked: null,
    next: { step: 'widen_radius', waitsFor: 'a driver', at: NOW + 60_000, otherwise: 'drivers further away are asked' },
    placedAt: NOW - 60_000,
    readyAt: NOW,
    promisedAt: NOW + 40 * 60_000,
    slackMs: 20 * 60_000,
    reckonedAt: NOW,
    rung: 0,
    escalationDeadlineAt: null,
    eta: null,
    ...given,
  };
}

export function aDriver(given: Partial<Driver> = {}): Driver {
  return {
    id: 'driver-1',
    version: 1,
    name: 'Marta S.',
    vehicle: 'e-bike',
    availability: 'available',
    hasStops: false,
    isAsked: false,
    load: 0,
    capacity: 3,
    position: { lat: 38.715, lng: -9.142, heading: 90, at: NOW },
    stops: [],
    availableSince: NOW - 60 * 60_000,
    shiftEndsAt: null,
    ...given,
  };
}

const byId = <Item extends { id: string }>(items: Item[]): Map<string, Item> =>
  new Map(items.map((item) => [item.id, item]));

export function aBoard({ orders = [], drivers = [] }: { orders?: Order[]; drivers?: Driver[] } = {}): Board {
  return {
    market: {
      id: 'lisbon',
      name: 'Lisbon',
      timeZone: 'Europe/Lisbon',
      currency: 'EUR',
      center: { lat: 38.72, lng: -9.14 },
      clock: WALL_CLOCK,
    },
    orders: byId(orders),
    ordersHidden: 0,
    drivers: byId(drivers),
    leaving: new Map(),
    cursor: '0',
  };
}
