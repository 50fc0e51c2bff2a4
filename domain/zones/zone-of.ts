import { cellOf } from './cells';
import { contains, ringOf, type Point, type Polygon } from './polygon';

/** An operator's zone, as much of it as says what lies in it. */
export interface ZoneArea {
  id: string;
  name: string;
  polygon: Polygon;
  areaM2: number;
  closed: boolean;
}

/** Finds zones of places. Made once per version of a market's zones, asked for every order and every position. */
export interface ZoneMap {
  /** The smallest zone that holds the place, otherwise its H3 cell. */
  zoneIdOf(place: Point): string;
  /** A closed zone that holds the place. */
  closedAt(place: Point): ZoneArea | null;
}

interface Framed {
  zone: ZoneArea;
  west: number;
  east: number;
  south: number;
  north: number;
}

export function zoneMap(zones: ZoneArea[]): ZoneMap {
  const bySize = zones.toSorted((a, b) => a.areaM2 - b.areaM2 || (a.id < b.id ? -1 : 1)).map(framed);
  const holds = ({ zone, west, east, south, north }: Framed, place: Point): boolean =>
    place.lng >= west && place.lng <= east && place.lat >= south && place.lat <= north && contains(zone.polygon, place);
  return {
    zoneIdOf: (place) => bySize.find((frame) => holds(frame, place))?.zone.id ?? cellOf(place),
    closedAt: (place) => bySize.find((frame) => frame.zone.closed && holds(frame, place))?.zone ?? null,
  };
}

function framed(zone: ZoneArea): Framed {
  const ring = ringOf(zone.polygon);
  const lngs = ring.map(([lng]) => lng);
  const lats = ring.map(([, lat]) => lat);
  return {
    zone,
    west: Math.min(...lngs),
    east: Math.max(...lngs),
    south: Math.min(...lats),
    north: Math.max(...lats),
  };
}
