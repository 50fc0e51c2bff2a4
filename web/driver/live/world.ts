import type { MarketClock } from '../../shared/market-clock';
import type { AvailabilityChange, Driver, Offer, OfferOutcome, Rescue, Route, Snapshot, Stop } from './wire';

/** What the server has said, last of all; this phone's own unsent actions are kept apart, in the queue. */
export interface World {
  driver: Driver | null;
  offers: Offer[];
  stops: Stop[];
  /** This phone's time when the stops were heard. */
  stopsHeardAt: number;
  /** Server's clock minus this phone's. */
  serverAheadMs: number;
  /** The last offer that ended without this phone having heard the answer to it. */
  ended: { offerId: string; outcome: OfferOutcome | 'unheard'; at: number } | null;
}

export const EMPTY_WORLD: World = {
  driver: null,
  offers: [],
  stops: [],
  stopsHeardAt: 0,
  serverAheadMs: 0,
  ended: null,
};

export type WorldEvent =
  | { event: 'snapshot'; data: Snapshot }
  | { event: 'offer.sent'; data: Offer }
  | { event: 'offer.closed'; data: { offer_id: string; outcome: OfferOutcome } }
  | { event: 'route.changed'; data: Route }
  | { event: 'availability.changed'; data: AvailabilityChange }
  | { event: 'rescues.changed'; data: { rescues: Rescue[] } };

/** The world after a message of the stream, heard at `nowMs` of this phone. */
export function heard(world: World, { event, data }: WorldEvent, nowMs: number): World {
  switch (event) {
    case 'snapshot':
      return {
        driver: data.driver,
        offers: data.offers,
        stops: data.route.stops,
        stopsHeardAt: nowMs,
        serverAheadMs: ahead(data.driver.server_time, nowMs),
        ended: missedEnding(world, data.offers, nowMs) ?? world.ended,
      };
    case 'offer.sent':
      return {
        ...world,
        offers: [...world.offers.filter(({ id }) => id !== data.id), data],
        serverAheadMs: ahead(data.server_time, nowMs),
      };
    case 'offer.closed':
      return {
        ...world,
        offers: world.offers.filter(({ id }) => id !== data.offer_id),
        ended: { offerId: data.offer_id, outcome: data.outcome, at: nowMs },
      };
    case 'route.changed':
      return {
        ...world,
        stops: data.stops,
        stopsHeardAt: nowMs,
        serverAheadMs: ahead(data.server_time, nowMs),
      };
    case 'availability.changed':
    case 'rescues.changed':
      return world.driver ? { ...world, driver: { ...world.driver, ...data } } : world;
    default:
      // A newer server may say more.
      return world;
  }
}

/** An offer that was shown and is not open any more ended while nobody listened. */
function missedEnding(world: World, open: Offer[], nowMs: number): World['ended'] {
  const gone = world.offers.find(({ id }) => open.every((offer) => offer.id !== id));
  if (!gone) return null;
  const hasExpired = Date.parse(gone.expires_at) <= nowMs + world.serverAheadMs;
  return { offerId: gone.id, outcome: hasExpired ? 'expired' : 'unheard', at: nowMs };
}

const ahead = (serverTime: string, nowMs: number): number => Date.parse(serverTime) - nowMs;

export function clockOf({ driver, serverAheadMs }: World): MarketClock {
  const { rate = 1, offset_ms: offsetMs = 0 } = driver?.market.clock ?? {};
  return { rate, offsetMs, serverAheadMs };
}

/** A server that knows shifts also plans breaks, counts earnings and keeps a score. */
export const knowsShifts = ({ driver }: World): boolean => driver?.shift !== undefined;
