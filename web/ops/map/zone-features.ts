import type { Feature, LineString, Point, Polygon } from 'geojson';
import { MISSING } from '../../shared/format';
import type { Driver } from '../live/board';
import type { Zone } from '../zones/zones';

export const zoneFeatures = (zones: readonly Zone[]): Feature<Polygon>[] =>
  zones.map((zone) => ({
    type: 'Feature',
    geometry: zone.polygon,
    properties: {
      id: zone.id,
      band: zone.health?.band ?? null,
      known: zone.health !== null && zone.health.score !== null,
      closed: zone.closed,
    },
  }));

/** The number stands next to the name: colour is a hint. */
export const zoneLabelFeatures = (zones: readonly Zone[]): Feature<Point>[] =>
  zones.map((zone) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [zone.centre.lng, zone.centre.lat] },
    properties: { id: zone.id, label: `${zone.name}  ${zone.closed ? 'closed' : (zone.health?.score ?? MISSING)}` },
  }));

/** From where each busy driver is through all that is ahead: straight, because nobody here knows the streets. */
export const routeFeatures = (drivers: Iterable<Driver>): Feature<LineString>[] =>
  [...drivers].flatMap((driver) => {
    if (!driver.position || driver.stops.length === 0) return [];
    return {
      type: 'Feature',
      geometry: {
        type: 'LineString',
        coordinates: [driver.position, ...driver.stops].map(({ lat, lng }) => [lng, lat]),
      },
      properties: { id: driver.id },
    };
  });
