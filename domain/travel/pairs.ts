import type { LegsReading } from '../eta/history';
import type { MarketReading } from '../eta/market-reading';
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
  const askable = drivers.filter(({ proposable }) => proposable);
  const near = orders.flatMap((order) => [
    ...nearest(order.pickup, askable, DRIVERS_PER_ORDER, standing).map((driver): Pair => [
      standing(driver),
      order.pickup,
    ]),
    ...nearest(order.pickup, orders, ORDERS_PER_ORDER + 1, ({ pickup }) => pickup)
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

/** Few of many, without sorting all of them: a round has hundreds of orders and drivers. */
function nearest<Item>(to: Place, items: readonly Item[], count: number, placeOf: (item: Item) => Place): Item[] {
  const best: { item: Item; away: number }[] = [];
  const narrowing = Math.cos((to.lat * Math.PI) / 180);
  for (const item of items) {
    const { lat, lng } = placeOf(item);
    const away = (lat - to.lat) ** 2 + ((lng - to.lng) * narrowing) ** 2;
    if (best.length === count && away >= best[count - 1]!.away) continue;
    const at = best.findIndex((other) => other.away > away);
    best.splice(at < 0 ? best.length : at, 0, { item, away });
    if (best.length > count) best.pop();
  }
  return best.map(({ item }) => item);
}

function distinct(pairs: readonly Pair[]): Pair[] {
  const byKey = new Map(pairs.map((pair) => [pairKey(...pair), pair]));
  return [...byKey.values()].slice(0, PAIRS_MAX);
}
