import type { PickupPlace, Place, PoolOrder } from './types';

/** What the day has shown of its demand so far, carried from round to round. JSON-safe. */
export interface DemandSeen {
  /** Orders placed up to here are counted. */
  countedUntil: number;
  firstPlacedAt: number | null;
  /** Orders of the recent past, older ones fading out. */
  recentOrders: number;
  /** How many orders were ready how many minutes after they were placed. */
  kitchens: number[];
  places: { placeId: string; place: Place; orders: number }[];
}

const LEVEL_MEMORY_SECONDS = 40 * 60;
const SHARE_MEMORY_SECONDS = 5 * 3_600;
/** Orders that every known pickup place is credited with before the day has shown its own share. */
const PRIOR_ORDERS_PER_PLACE = 0.3;

/** Adds the orders placed since the last round. */
export function seeDemand(
  seen: DemandSeen | null,
  orders: readonly PoolOrder[],
  pickupPlaces: readonly PickupPlace[],
  now: number,
): DemandSeen {
  const before = seen ?? {
    countedUntil: -Infinity,
    firstPlacedAt: null,
    recentOrders: 0,
    places: [],
    kitchens: [...KITCHEN_PRIOR],
  };
  const elapsed = Number.isFinite(before.countedUntil) ? Math.max(0, now - before.countedUntil) : 0;
  const fade = (memory: number): number => Math.exp(-elapsed / memory);
  const shareFade = fade(SHARE_MEMORY_SECONDS);
  const places = new Map(before.places.map((p) => [p.placeId, { ...p, orders: p.orders * shareFade }]));
  for (const { id, place } of pickupPlaces) if (!places.has(id)) places.set(id, { placeId: id, place, orders: 0 });
  const kitchens = before.kitchens.slice();
  let recentOrders = before.recentOrders * fade(LEVEL_MEMORY_SECONDS);
  let { firstPlacedAt } = before;
  for (const order of orders) {
    if (order.placedAt <= before.countedUntil || order.placedAt > now) continue;
    recentOrders++;
    firstPlacedAt = Math.min(firstPlacedAt ?? Infinity, order.placedAt);
    kitchens[bucketOf(order.readyAt - order.placedAt)]!++;
    const known = places.get(order.pickupPlaceId);
    if (known) known.orders++;
    else places.set(order.pickupPlaceId, { placeId: order.pickupPlaceId, place: order.pickup, orders: 1 });
  }
  return {
    countedUntil: Math.max(now, before.countedUntil),
    firstPlacedAt,
    recentOrders,
    kitchens,
    places: [...places.values()],
  };
}

/** Orders expected per second at each place that has had one, if the day goes on as it has lately. */
export function expectedRates(seen: DemandSeen): { place: Place; rate: number }[] {
  if (seen.firstPlacedAt === null) return [];
  const observed = Math.max(600, seen.countedUntil - seen.firstPlacedAt);
  // The fading window is not full yet at the start of a day.
  const window = LEVEL_MEMORY_SECONDS * (1 - Math.exp(-observed / LEVEL_MEMORY_SECONDS));
  const level = seen.recentOrders / window;
  const total = seen.places.reduce((sum, { orders }) => sum + orders + PRIOR_ORDERS_PER_PLACE, 0);
  return seen.places.map(({ place, orders }) => ({ place, rate: (level * (orders + PRIOR_ORDERS_PER_PLACE)) / total }));
}

const KITCHEN_BUCKETS = 60;
const KITCHEN_PRIOR = Array.from({ length: KITCHEN_BUCKETS }, (_, minutes) => (minutes >= 3 && minutes < 33 ? 1 : 0));

function bucketOf(kitchenSeconds: number): number {
  return Math.min(KITCHEN_BUCKETS - 1, Math.max(0, Math.floor(kitchenSeconds / 60)));
}

/** Mean delay of an order whose driver is at the pickup so long after it was placed, given the day's kitchens. */
export function delayAfter({ kitchens }: DemandSeen): (responseSeconds: number) => number {
  const total = kitchens.reduce((sum, count) => sum + count, 0);
  const table: number[] = [0];
  let ready = 0;
  for (let minute = 0; minute < 600; minute++) {
    ready += kitchens[minute] ?? 0;
    table.push(table[minute]! + (60 * ready) / total);
  }
  return (response) => table[Math.min(600, Math.max(0, Math.round(response / 60)))]!;
}
