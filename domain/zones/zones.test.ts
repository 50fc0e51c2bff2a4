import { cellOf, cellOutline, isCell } from './cells';
import { areaM2, contains, CORNERS_MAX, whyNoZone, type Polygon } from './polygon';
import { zoneMap, type ZoneArea } from './zone-of';

const polygon = (...corners: [lng: number, lat: number][]): Polygon => ({
  type: 'Polygon',
  coordinates: [[...corners, corners[0]!]],
});
/** About 880 by 1110 metres in Lisbon. */
const block = (west = -9.15, south = 38.71, size = 0.01): Polygon =>
  polygon([west, south], [west + size, south], [west + size, south + size], [west, south + size]);
const area = (id: string, shape: Polygon, closed = false): ZoneArea => ({
  id,
  name: id,
  polygon: shape,
  areaM2: areaM2(shape),
  closed,
});

describe('a polygon', () => {
  it('that is simple and closed can be a zone, whichever way round it was drawn', () => {
    expect(whyNoZone(block())).toBeNull();
    const [ring] = block().coordinates;
    expect(whyNoZone({ type: 'Polygon', coordinates: [ring!.toReversed()] })).toBeNull();
    expect(whyNoZone(polygon([0, 0], [0.02, 0], [0.02, 0.02], [0.01, 0.005], [0, 0.02]))).toBeNull();
  });

  it.each<[string, Polygon, RegExp]>([
    ['a bow tie', polygon([0, 0], [0.01, 0.01], [0.01, 0], [0, 0.01]), /cross/],
    ['a ring that touches itself', polygon([0, 0], [0.02, 0], [0.02, 0.02], [0.01, 0], [0, 0.02]), /touch/],
    ['a spike', polygon([0, 0], [0.02, 0], [0.01, 0], [0.01, 0.01]), /cross|touch/],
    ['an open ring', { type: 'Polygon', coordinates: [[...block().coordinates[0]!.slice(0, -1), [1, 1]]] }, /ends?/],
    ['two corners', { type: 'Polygon', coordinates: [[[0, 0], [0, 1], [0, 0]]] }, /three/], // prettier-ignore
    ['a corner twice', polygon([0, 0], [0, 0], [0.01, 0], [0.01, 0.01]), /twice/],
    ['a hole', { type: 'Polygon', coordinates: [...block().coordinates, ...block().coordinates] }, /one ring/],
    ['a speck', block(0, 0, 1e-6), /small/],
    ['a country', block(-9, 38, 3), /larger/],
  ])('that is %s is refused', (_what, shape, why) => {
    expect(whyNoZone(shape)).toMatch(why);
  });

  it('has bounded corners', () => {
    const circle = (corners: number) =>
      polygon(
        ...Array.from({ length: corners }, (_, at): [number, number] => {
          const angle = (2 * Math.PI * at) / corners;
          return [0.05 * Math.cos(angle), 0.05 * Math.sin(angle)];
        }),
      );
    expect(whyNoZone(circle(CORNERS_MAX))).toBeNull();
    expect(whyNoZone(circle(CORNERS_MAX + 1))).toMatch(/at most/);
  });

  it('is measured in square metres', () => {
    expect(areaM2(block()) / (1_112 * 1_112 * Math.cos((38.71 * Math.PI) / 180))).toBeCloseTo(1, 2);
  });

  it('holds what is inside, and of two neighbours one holds their border', () => {
    const [west, east] = [block(-9.15), block(-9.14)];
    expect(contains(west, { lat: 38.715, lng: -9.145 })).toBe(true);
    expect(contains(west, { lat: 38.705, lng: -9.145 })).toBe(false);
    const border = { lat: 38.715, lng: -9.14 };
    expect([contains(west, border), contains(east, border)].filter(Boolean)).toHaveLength(1);
  });
});

describe('the zone of a place', () => {
  const place = { lat: 38.715, lng: -9.145 };
  it('is the smallest polygon that holds it, otherwise its H3 cell', () => {
    const zones = [area('large', block(-9.16, 38.7, 0.03)), area('small', block())];
    expect(zoneMap(zones).zoneIdOf(place)).toBe('small');
    expect(zoneMap(zones.toReversed()).zoneIdOf(place)).toBe('small');
    expect(zoneMap(zones).zoneIdOf({ lat: 38.705, lng: -9.155 })).toBe('large');
    const elsewhere = { lat: 38.8, lng: -9.3 };
    expect(zoneMap(zones).zoneIdOf(elsewhere)).toBe(cellOf(elsewhere));
  });

  it('is closed when any zone that holds it is', () => {
    const zones = [area('large', block(-9.16, 38.7, 0.03), true), area('small', block())];
    expect(zoneMap(zones).closedAt(place)?.id).toBe('large');
    expect(zoneMap(zones).closedAt({ lat: 38.8, lng: -9.3 })).toBeNull();
  });

  it('has an outline also where it is a cell', () => {
    const cell = cellOf(place);
    expect(isCell(cell)).toBe(true);
    expect(contains(cellOutline(cell), place)).toBe(true);
    expect(isCell('lisbon')).toBe(false);
  });
});
