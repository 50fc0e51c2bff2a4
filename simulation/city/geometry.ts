export interface Point {
  lat: number;
  lng: number;
}

const EARTH_RADIUS_M = 6_371_000;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const degrees = (angle: number): number => (angle * 180) / Math.PI;

/** Great-circle distance. */
export function distanceM(a: Point, b: Point): number {
  const latA = radians(a.lat);
  const latB = radians(b.lat);
  const half =
    Math.sin((latB - latA) / 2) ** 2 +
    Math.cos(latA) * Math.cos(latB) * Math.sin((radians(b.lng) - radians(a.lng)) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The point a share (0 to 1) of the way from `a` to `b`. Straight on the map, which is exact enough within a city. */
export const pointBetween = (a: Point, b: Point, share: number): Point => ({
  lat: a.lat + (b.lat - a.lat) * share,
  lng: a.lng + (b.lng - a.lng) * share,
});

/** Compass direction of travel in degrees, 0 = north. */
export function headingDegrees(from: Point, to: Point): number {
  const east = (to.lng - from.lng) * Math.cos(radians(from.lat));
  return (degrees(Math.atan2(east, to.lat - from.lat)) + 360) % 360;
}

/**
 * Puts plane coordinates (metres east and north of `origin`) on the globe. A transverse Mercator: simply dividing by
 * the length of a degree would bend diagonals by more than our 0.1 % at the rim of a large city.
 */
export function onGlobe(origin: Point, eastM: number, northM: number): Point {
  const east = eastM / EARTH_RADIUS_M;
  const north = northM / EARTH_RADIUS_M + radians(origin.lat);
  return {
    lat: degrees(Math.asin(Math.sin(north) / Math.cosh(east))),
    lng: origin.lng + degrees(Math.atan2(Math.sinh(east), Math.cos(north))),
  };
}
