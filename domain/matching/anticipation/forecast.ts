import type { DemandRate } from './coverage';
import type { UsualDay } from './demand-profile';
import type { PickupPlace, Place, PoolOrder } from '../types';

/** What the day has shown of its demand so far, carried from round to round. JSON-safe. */
export interface DemandSeen {
  /** Orders placed up to here are counted. */
  countedUntil: number;
  firstPlacedAt: number | null;
  /** Orders of the recent past, older ones fading out. */
  recentOrders: number;
  places: { placeId: string; place: Place; orders: number }[];
}

const LEVEL_MEMORY_SECONDS = 40 * 60;
const SHARE_MEMORY_SECONDS = 3 * 3_600;
/** Orders that every known pickup place is credited with before the day has shown its own share. */
const PRIOR_ORDERS_PER_PLACE = 0.3;
/** Waiting places are chosen for about this far ahead. */
const LOOK_AHEAD_SECONDS = 900;
const STEP_SECONDS = 600;
/** Orders after which the day so far counts as much as the usual day: for the level, and for the shares of the places. */
const LEVEL_PRIOR_ORDERS = 8;
const USUAL_ORDERS = 100;
/** Days after which a usual day is fully trusted. */
const USUAL_DAYS = 5;

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
  };
  const elapsed = Number.isFinite(before.countedUntil) ? Math.max(0, now - before.countedUntil) : 0;
  const fade = (memory: number): number => Math.exp(-elapsed / memory);
  const shareFade = fade(SHARE_MEMORY_SECONDS);
  const places = new Map(before.places.map((p) => [p.placeId, { ...p, orders: p.orders * shareFade }]));
  for (const { id, place } of pickupPlaces) if (!places.has(id)) places.set(id, { placeId: id, place, orders: 0 });
  let recentOrders = before.recentOrders * fade(LEVEL_MEMORY_SECONDS);
  let { firstPlacedAt } = before;
  for (const order of orders) {
    if (order.placedAt <= before.countedUntil || order.placedAt > now) continue;
    recentOrders++;
    firstPlacedAt = Math.min(firstPlacedAt ?? Infinity, order.placedAt);
    const known = places.get(order.pickupPlaceId);
    if (known) known.orders++;
    else places.set(order.pickupPlaceId, { placeId: order.pickupPlaceId, place: order.pickup, orders: 1 });
  }
  return {
    countedUntil: Math.max(now, before.countedUntil),
    firstPlacedAt,
    recentOrders,
    places: [...places.values()],
  };
}

/**
 * Orders expected per second at each place soon: as the day has gone lately, corrected by the market's usual day where
 * one is known. The usual day's shape says where demand is heading, the day itself how busy it is today; both estimates
 * are shrunk towards each other by how many orders stand behind them (gamma-Poisson for the level, Dirichlet-multinomial
 * for the places; Gelman et al., "Bayesian Data Analysis", 2013, chapter 2).
 */
export function expectedRates(seen: DemandSeen, usual: UsualDay | null = null): DemandRate[] {
  const level = usual ? levelLike(usual, seen) : recentLevel(seen);
  if (level === 0) return [];
  const pseudoOrders = new Map<string, { place: Place; orders: number }>();
  for (const { placeId, place, orders } of seen.places) {
    pseudoOrders.set(placeId, { place, orders: orders + PRIOR_ORDERS_PER_PLACE });
  }
  const trust = usual ? USUAL_ORDERS * Math.min(1, usual.days / USUAL_DAYS) : 0;
  for (const { id, place, share } of usual?.sharesIn(LOOK_AHEAD_SECONDS) ?? []) {
    const known = pseudoOrders.get(id);
    if (known) known.orders += trust * share;
    else pseudoOrders.set(id, { place, orders: trust * share });
  }
  const expected = [...pseudoOrders.values()];
  const total = expected.reduce((sum, { orders }) => sum + orders, 0);
  return expected.map(({ place, orders }) => ({ place, rate: (level * orders) / total }));
}

function recentLevel(seen: DemandSeen): number {
  return seen.firstPlacedAt === null ? 0 : seen.recentOrders / fadedSeconds(observedSeconds(seen));
}

/** The usual level of the time ahead, times how today compares with the usual day so far. */
function levelLike(usual: UsualDay, seen: DemandSeen): number {
  const observed = seen.firstPlacedAt === null ? 0 : observedSeconds(seen);
  let expectedSoFar = 0;
  for (let ago = 0; ago < Math.min(observed, 4 * LEVEL_MEMORY_SECONDS); ago += STEP_SECONDS) {
    const seconds = Math.min(STEP_SECONDS, observed - ago);
    const middle = ago + seconds / 2;
    expectedSoFar += usual.rateIn(-middle) * Math.exp(-middle / LEVEL_MEMORY_SECONDS) * seconds;
  }
  const today = (seen.recentOrders + LEVEL_PRIOR_ORDERS) / (expectedSoFar + LEVEL_PRIOR_ORDERS);
  return usual.rateIn(LOOK_AHEAD_SECONDS) * today;
}

function observedSeconds(seen: DemandSeen): number {
  return Math.max(600, seen.countedUntil - seen.firstPlacedAt!);
}

/** The fading window is not full yet at the start of a day. */
function fadedSeconds(observed: number): number {
  return LEVEL_MEMORY_SECONDS * (1 - Math.exp(-observed / LEVEL_MEMORY_SECONDS));
}
