import type { MatchDriver, Place, PoolOrder, Snapshot, TravelTimes, Unserved, UnservedReason } from './types';

/** What a round works on once impossible input is taken out. */
export interface CheckedInput {
  orders: PoolOrder[];
  drivers: MatchDriver[];
  /** Orders that cannot be worked on at all. */
  unserved: Unserved[];
}

/**
 * Keeps one bad row from stopping a market: duplicates count once, orders with impossible numbers are answered
 * `invalid`, drivers with impossible numbers get nothing. Sorted by ID, so that the answer does not depend on the order
 * in which a database returned its rows.
 */
export function checkInput(snapshot: Pick<Snapshot, 'orders' | 'drivers'>): CheckedInput {
  const unserved: Unserved[] = [];
  const orders = uniqueById(snapshot.orders).filter((order) => {
    if (isUsableOrder(order)) return true;
    unserved.push(unservedFor(order.id, 'invalid'));
    return false;
  });
  return { orders, drivers: uniqueById(snapshot.drivers).filter(isUsableDriver), unserved };
}

export function unservedFor(orderId: string, reason: UnservedReason): Unserved {
  return { orderId, reason, tentativeDriverId: null, commitAt: null };
}

/** A travel model that answers `Infinity` for "cannot be reached", whatever the one behind it does. */
export function guardTravel(travel: TravelTimes): TravelTimes {
  return {
    seconds: (from, to, vehicle) => {
      try {
        const answer = travel.seconds(from, to, vehicle);
        return answer >= 0 ? answer : Infinity;
      } catch {
        return Infinity;
      }
    },
    meters: (from, to) => {
      try {
        const answer = travel.meters(from, to);
        return answer >= 0 ? answer : Infinity;
      } catch {
        return Infinity;
      }
    },
  };
}

function uniqueById<T extends { id: string }>(rows: readonly T[]): T[] {
  const byId = new Map<string, T>();
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row);
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function isUsableOrder(order: PoolOrder): boolean {
  const { pickupService, dropoffService } = order;
  const numbers = [order.placedAt, order.readyAt, order.promisedAt, order.size, order.priority];
  const services = [pickupService, dropoffService].flatMap((s) => [s.beforeSeconds, s.afterSeconds]);
  return (
    isOnMap(order.pickup) && isOnMap(order.dropoff) && numbers.every(Number.isFinite) && services.every((s) => s >= 0)
  );
}

function isUsableDriver(driver: MatchDriver): boolean {
  return (
    isOnMap(driver.place) &&
    Number.isFinite(driver.freeAt) &&
    driver.route.every((stop) => isOnMap(stop.place)) &&
    !Number.isNaN(driver.capacity - driver.load)
  );
}

function isOnMap(place: Place): boolean {
  return Math.abs(place.lat) <= 90 && Math.abs(place.lng) <= 180;
}
