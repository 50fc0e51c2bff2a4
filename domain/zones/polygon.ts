/** A GeoJSON polygon with one ring; positions are [longitude, latitude], the last one repeats the first. */
export interface Polygon {
  type: 'Polygon';
  coordinates: number[][][];
}

export interface Point {
  lat: number;
  lng: number;
}

type Position = readonly [lng: number, lat: number];

/** Corners of a ring, the repeated one not counted. More than a person draws, little enough to check in a moment. */
export const CORNERS_MAX = 500;
/** The largest zone: a hundred kilometres square. Beyond it somebody has swapped numbers. */
const AREA_MAX_M2 = 1e10;
const AREA_MIN_M2 = 100;

const EARTH_RADIUS_M = 6_371_000;
const RADIANS = Math.PI / 180;

export const ringOf = ({ coordinates }: Polygon): Position[] => (coordinates[0] ?? []) as unknown as Position[];

/** What is wrong with a polygon, for whoever drew it; null when it can be a zone. */
export function whyNoZone(polygon: Polygon): string | null {
  if (polygon.coordinates.length !== 1) return 'must have one ring, without holes';
  const ring = ringOf(polygon);
  const corners = ring.slice(0, -1);
  if (corners.length < 3) return 'must have at least three corners and end where it begins';
  if (corners.length > CORNERS_MAX) return `must have at most ${CORNERS_MAX} corners`;
  if (!isSame(ring[0]!, ring.at(-1)!)) return 'must end where it begins';
  if (corners.some((corner, at) => isSame(corner, corners[(at + 1) % corners.length]!))) {
    return 'must not have the same corner twice in a row';
  }
  if (crossesItself(corners)) return 'must not cross or touch itself';
  const area = areaM2(polygon);
  if (area < AREA_MIN_M2) return 'is too small to hold anything';
  if (area > AREA_MAX_M2) return 'is larger than any city';
  return null;
}

/** Square metres, on a plane that touches the polygon: right to a percent for anything the size of a city. */
export function areaM2(polygon: Polygon): number {
  const ring = ringOf(polygon);
  const lat0 = (ring[0]?.[1] ?? 0) * RADIANS;
  const x = ([lng]: Position): number => lng * RADIANS * Math.cos(lat0) * EARTH_RADIUS_M;
  const y = ([, lat]: Position): number => lat * RADIANS * EARTH_RADIUS_M;
  // Measured from the first corner: products of large coordinates would eat the digits that matter.
  const [x0, y0] = ring[0] ? [x(ring[0]), y(ring[0])] : [0, 0];
  let twice = 0;
  for (let at = 1; at < ring.length; at += 1) {
    const [a, b] = [ring[at - 1]!, ring[at]!];
    twice += (x(a) - x0) * (y(b) - y0) - (x(b) - x0) * (y(a) - y0);
  }
  return Math.abs(twice) / 2;
}

/** Whether a place lies in the polygon: the even-odd rule, so a place on a border between two zones is in one of them. */
export function contains(polygon: Polygon, { lat, lng }: Point): boolean {
  const ring = ringOf(polygon);
  let inside = false;
  for (let at = 1; at < ring.length; at += 1) {
    const [aLng, aLat] = ring[at - 1]!;
    const [bLng, bLat] = ring[at]!;
    if (aLat > lat !== bLat > lat && lng < ((bLng - aLng) * (lat - aLat)) / (bLat - aLat) + aLng) inside = !inside;
  }
  return inside;
}

/** Where its name stands on a map: the mean of its corners. */
export function centreOf(polygon: Polygon): Point {
  const corners = ringOf(polygon).slice(0, -1);
  const mean = (axis: 0 | 1): number => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length;
  return { lat: mean(1), lng: mean(0) };
}

const isSame = (a: Position, b: Position): boolean => a[0] === b[0] && a[1] === b[1];

function crossesItself(corners: Position[]): boolean {
  const n = corners.length;
  for (let i = 0; i < n; i += 1) {
    for (let j = i + 1; j < n; j += 1) {
      const [a, b, c, d] = [corners[i]!, corners[(i + 1) % n]!, corners[j]!, corners[(j + 1) % n]!];
      const areNeighbours = j === i + 1 || (i === 0 && j === n - 1);
      // Neighbours share a corner; they must not fold back onto each other.
      const meet = areNeighbours ? foldsBack(j === i + 1 ? [a, b, d] : [c, a, b]) : segmentsMeet(a, b, c, d);
      if (meet) return true;
    }
  }
  return false;
}

/** Above 0 when a → b → c turns left, below when right, 0 when straight. */
const turn = (a: Position, b: Position, c: Position): number =>
  Math.sign((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]));

function foldsBack([a, b, c]: [Position, Position, Position]): boolean {
  const along = (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]);
  return turn(a, b, c) === 0 && along < 0;
}

function segmentsMeet(a: Position, b: Position, c: Position, d: Position): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc !== abd && cda !== cdb) return true;
  return (
    (abc === 0 && isBetween(a, b, c)) ||
    (abd === 0 && isBetween(a, b, d)) ||
    (cda === 0 && isBetween(c, d, a)) ||
    (cdb === 0 && isBetween(c, d, b))
  );
}

const isBetween = (a: Position, b: Position, p: Position): boolean =>
  Math.min(a[0], b[0]) <= p[0] &&
  p[0] <= Math.max(a[0], b[0]) &&
  Math.min(a[1], b[1]) <= p[1] &&
  p[1] <= Math.max(a[1], b[1]);
