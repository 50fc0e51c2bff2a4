import type { Ring, Zone } from './zones';

/** Corners of a zone, the repeated last one left out; [longitude, latitude] as GeoJSON has it. */
export type Corners = Ring;

/** A tenth of a metre: more digits would only look precise. */
const DIGITS = 6;

export const cornersOf = ({ polygon }: Pick<Zone, 'polygon'>): Corners => (polygon.coordinates[0] ?? []).slice(0, -1);

export function polygonOf(corners: Corners): Zone['polygon'] {
  const ring = corners.map(([lng, lat]): [number, number] => [rounded(lng), rounded(lat)]);
  const [first] = ring;
  return { type: 'Polygon', coordinates: [first ? [...ring, first] : []] };
}

const rounded = (degrees: number): number => Number(degrees.toFixed(DIGITS));

/** Why these corners are no zone yet, in words; null when they are. The server judges again. */
export function problemOf(corners: Corners): string | null {
  if (corners.length < 3) return 'A zone has at least three corners.';
  if (corners.some(([lng, lat]) => !(Math.abs(lat) <= 90 && Math.abs(lng) <= 180))) {
    return 'A corner lies nowhere: latitudes go to 90, longitudes to 180.';
  }
  return crossesItself(corners) ? 'The border crosses itself.' : null;
}

/** Every side against every other that is not its neighbour; a person draws few enough of them. */
function crossesItself(corners: Corners): boolean {
  const sides = corners.map((from, index) => [from, corners[(index + 1) % corners.length] ?? from] as const);
  return sides.some(([a, b], i) =>
    sides.some(([c, d], j) => {
      const areNeighbours = j <= i + 1 || (i === 0 && j === sides.length - 1);
      return !areNeighbours && cross(a, b, c, d);
    }),
  );
}

type Point = readonly [number, number];

const side = ([ax, ay]: Point, [bx, by]: Point, [px, py]: Point): number =>
  Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));

const cross = (a: Point, b: Point, c: Point, d: Point): boolean =>
  side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);

/** `1.4 km²`, `0.08 km²`. */
export const area = (squareMetres: number): string => {
  const km2 = squareMetres / 1e6;
  return `${km2 < 1 ? km2.toFixed(2) : km2.toFixed(1)} km²`;
};
