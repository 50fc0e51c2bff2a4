import { STATUSES, type OrderStatus } from '../../shared/statuses';
import type { MarketClock } from '../../shared/market-clock';

export interface Place {
  name: string;
  lat: number;
  lng: number;
}

export interface Person {
  id: string;
  name: string;
}

/** What an open order waits for, until when, and what happens otherwise. */
export interface Next {
  step: string;
  waitsFor: string;
  at: number;
  otherwise: string;
}

/** An order as the board knows it. Instants are real time in milliseconds. */
export interface Order {
  id: string;
  version: number;
  status: string;
  externalId: string;
  zoneId: string;
  merchant: Person;
  pickup: Place;
  dropoff: Place;
  driver: Person | null;
  /** Who is being asked, while an offer is reserved or open. */
  asked: Person | null;
  next: Next | null;
  placedAt: number;
  readyAt: number;
  promisedAt: number;
  /** Market milliseconds between promise and expected arrival, as the server reckoned at `reckonedAt`. */
  slackMs: number | null;
  reckonedAt: number;
  rung: number;
  /** When somebody must have looked; null when nobody must. */
  escalationDeadlineAt: number | null;
  eta: Eta | null;
}

/** When the goods are expected at the door: four of five arrivals lie between `low` and `high`. */
export interface Eta {
  low: number;
  median: number;
  high: number;
}

export interface Position {
  lat: number;
  lng: number;
  heading: number | null;
  at: number;
}

export interface Stop {
  orderId: string;
  kind: string;
  lat: number;
  lng: number;
  plannedAt: number | null;
}

export interface Driver {
  id: string;
  version: number;
  name: string;
  vehicle: string;
  availability: string;
  hasStops: boolean;
  isAsked: boolean;
  load: number;
  capacity: number;
  position: Position | null;
  /** What is left to do, in order. */
  stops: Stop[];
  availableSince: number;
  shiftEndsAt: number | null;
}

export interface Market {
  id: string;
  name: string;
  timeZone: string;
  currency: string;
  center: { lat: number; lng: number };
  clock: MarketClock;
}

export interface Board {
  market: Market;
  /** Open orders, and for a moment those that have just ended. */
  orders: ReadonlyMap<string, Order>;
  /** Open orders beyond what the API gives at once, when the board was read: those that it gave need someone first. */
  ordersHidden: number;
  drivers: ReadonlyMap<string, Driver>;
  /** When this page heard of an end: the row stays for a moment with its end state. */
  leaving: ReadonlyMap<string, number>;
  /** Where the stream goes on from here. */
  cursor: string;
}

export type BoardEvent = { kind: 'order'; order: Order } | { kind: 'driver'; driver: Driver };

/** How long a row shows its end before it leaves the board. */
export const LEAVING_MS = 3000;

/** Who has the order, or is being asked to take it. */
export const driverOf = (order: Order): Person | null => order.driver ?? order.asked;

export const hasEnded = (order: Order): boolean =>
  order.status in STATUSES && STATUSES[order.status as OrderStatus].ended;

/**
 * The board after these events, and after letting go of what ended long enough ago. An event may come twice or late: an
 * older version than the one known changes nothing. Returns the same board when nothing changed, so that nothing redraws.
 */
export function applyEvents(board: Board, events: readonly BoardEvent[], nowMs: number): Board {
  const orders = copyOnWrite(board.orders);
  const drivers = copyOnWrite(board.drivers);
  const leaving = copyOnWrite(board.leaving);

  for (const event of events) {
    if (event.kind === 'driver') applyDriver(drivers, event.driver);
    else applyOrder(orders, leaving, event.order, nowMs);
  }
  for (const [id, endedAt] of board.leaving) {
    if (nowMs - endedAt < LEAVING_MS) continue;
    leaving.write().delete(id);
    orders.write().delete(id);
  }

  const isSame = [orders, drivers, leaving].every((part) => !part.isCopied());
  return isSame ? board : { ...board, orders: orders.read(), drivers: drivers.read(), leaving: leaving.read() };
}

function applyOrder(
  orders: CopyOnWrite<string, Order>,
  leaving: CopyOnWrite<string, number>,
  order: Order,
  nowMs: number,
): void {
  const known = orders.read().get(order.id);
  if (known ? known.version >= order.version : hasEnded(order)) return;
  orders.write().set(order.id, order);
  if (hasEnded(order)) leaving.write().set(order.id, nowMs);
}

/** A driver's version rises with availability and work, not with every position: these go by their own time. */
function applyDriver(drivers: CopyOnWrite<string, Driver>, driver: Driver): void {
  const known = drivers.read().get(driver.id);
  if (known && known.version > driver.version) return;
  if (driver.availability === 'offline' && !driver.hasStops) {
    if (known) drivers.write().delete(driver.id);
    return;
  }
  const isOlder = (known?.position?.at ?? 0) > (driver.position?.at ?? 0);
  drivers.write().set(driver.id, isOlder ? { ...driver, position: known?.position ?? null } : driver);
}

interface CopyOnWrite<Key, Value> {
  read(): ReadonlyMap<Key, Value>;
  write(): Map<Key, Value>;
  isCopied(): boolean;
}

/** Copies a map on its first change only: thousands of rows stand behind each. */
function copyOnWrite<Key, Value>(original: ReadonlyMap<Key, Value>): CopyOnWrite<Key, Value> {
  let copy: Map<Key, Value> | null = null;
  return {
    read: () => copy ?? original,
    write: () => (copy ??= new Map(original)),
    isCopied: () => copy !== null,
  };
}
