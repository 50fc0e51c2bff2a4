import type { LegsReading } from '../eta/history';
import type { MarketReading } from '../eta/market-reading';
import { NearbyIndex, projection } from '../matching/routes/nearby';
import type { MatchDriver, Place, Snapshot } from '../matching/types';
import type { Pair } from './known-legs';
import { pairKey } from './place-key';

/** Drivers per order, and other orders per order, whose ways are asked for: farther ones are no candidates anyhow. */
const DRIVERS_PER_ORDER = 12;
const ORDERS_PER_ORDER = 4;
/** What a round asks for at most: an engine answers that many in a few hundred milliseconds. */
const PAIRS_MAX = 6_000;

/**
 * The drives that a round may plan, few of all that could be: each order's own way, the nearest drivers to its pickup,
 * the ways of routes under way, and the ways between orders that could travel together.
 */
export function pairsOfRound({ orders, drivers }: Pick<Snapshot, 'orders' | 'drivers'>): Pair[] {
  const own = orders.map(({ pickup, dropoff }): Pair => [pickup, dropoff]);
  const routes = drivers.flatMap(routeOf);
  const driversNear = nearestOf(
    drivers.filter(({ proposable }) => proposable),
    standing,
  );
  const ordersNear = nearestOf(orders, ({ pickup }) => pickup);
  const near = orders.flatMap((order) => [
    ...driversNear(order.pickup, DRIVERS_PER_ORDER).map((driver): Pair => [standing(driver), order.pickup]),
    ...ordersNear(order.pickup, ORDERS_PER_ORDER + 1)
      .filter((other) => other !== order)
      .flatMap((other): Pair[] => [
        [order.pickup, other.pickup],
        [order.dropoff, other.dropoff],
        [order.pickup, other.dropoff],
      ]),
  ]);
  return distinct([...own, ...routes, ...near]);
}

/** Where he will be free: at the end of his route, or where he stands. */
const standing = ({ route, place }: MatchDriver): Place => route.at(-1)?.place ?? place;

const routeOf = ({ place, route }: MatchDriver): Pair[] => legsAlong([place, ...route.map((stop) => stop.place)]);

/** The drives ahead that arrival times are made of. */
export function pairsOfReading({ orders, drivers }: Pick<MarketReading, 'orders' | 'drivers'>): Pair[] {
  const own = orders.map(({ pickup, dropoff }): Pair => [pickup, dropoff]);
  const routes = drivers.flatMap(({ position, left, stops }) => {
    const places = stops.map(({ lat, lng }) => ({ lat, lng }));
    const here = position ?? left ?? places[0];
    return here ? legsAlong([{ lat: here.lat, lng: here.lng }, ...places]) : [];
  });
  return distinct([...own, ...routes]);
}

/** The drives that a market's model is learned from. */
export const pairsOfHistory = ({ orders, drives }: LegsReading): Pair[] =>
  distinct([
    ...drives.map(({ from, to }): Pair => [from, to]),
    ...orders.map(({ pickup, dropoff }): Pair => [pickup, dropoff]),
  ]);

const legsAlong = (places: readonly Place[]): Pair[] => places.slice(1).map((to, i) => [places[i]!, to]);

/** Who is near a place, of those whom `placeOf` finds somewhere; nearest first. */
function nearestOf<Item>(items: readonly Item[], placeOf: (item: Item) => Place) {
  const places = items.map(placeOf);
  const flatten = projection(places);
  const flat = places.map(flatten);
  const index = new NearbyIndex(
    flat.map(({ x }) => x),
    flat.map(({ y }) => y),
  );
  return (to: Place, count: number): Item[] => {
    const { x, y } = flatten(to);
    return index.nearest(x, y, count, () => true).map((at) => items[at]!);
  };
}

function distinct(pairs: readonly Pair[]): Pair[] {
  const byKey = new Map(pairs.map((pair) => [pairKey(...pair), pair]));
  return [...byKey.values()].slice(0, PAIRS_MAX);
}
