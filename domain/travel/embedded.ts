import type { Place, TravelTimes } from '../matching/types';

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Great-circle distance in metres (haversine). */
export function greatCircleMeters(from: Place, to: Place): number {
  const dLat = (to.lat - from.lat) * RADIANS;
  const dLng = (to.lng - from.lng) * RADIANS;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(from.lat * RADIANS) * Math.cos(to.lat * RADIANS) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** How a market travels when no road engine is configured. */
export interface EmbeddedTravel {
  /** Straight-line speed in metres per market second. */
  speedMps: number;
  /** Road distance over straight-line distance. */
  detourFactor: number;
}

/** The travel model that needs nothing from outside: great-circle distance, a detour factor, one speed. */
export function embeddedTravel({ speedMps, detourFactor }: EmbeddedTravel): TravelTimes {
  const meters = (from: Place, to: Place): number => greatCircleMeters(from, to) * detourFactor;
  return { meters, seconds: (from, to) => meters(from, to) / speedMps };
}
