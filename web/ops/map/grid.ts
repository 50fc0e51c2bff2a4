import type { Feature, LineString } from 'geojson';
import type { LatLng } from '../../shared/geo';

const METRES_PER_DEGREE = 111_320;
const REACH_KM = 40;

/** A kilometre grid around the market: without tiles it is what gives distances a measure. */
export function kilometreGrid({ lat, lng }: LatLng): Feature<LineString>[] {
  const latStep = 1000 / METRES_PER_DEGREE;
  const lngStep = latStep / Math.cos((lat * Math.PI) / 180);
  const lines: Feature<LineString>[] = [];
  for (let km = -REACH_KM; km <= REACH_KM; km += 1) {
    const [west, east] = [lng - REACH_KM * lngStep, lng + REACH_KM * lngStep];
    const [south, north] = [lat - REACH_KM * latStep, lat + REACH_KM * latStep];
    lines.push(
      gridLine(km, [west, lat + km * latStep], [east, lat + km * latStep]),
      gridLine(km, [lng + km * lngStep, south], [lng + km * lngStep, north]),
    );
  }
  return lines;
}

const gridLine = (km: number, from: [number, number], to: [number, number]): Feature<LineString> => ({
  type: 'Feature',
  geometry: { type: 'LineString', coordinates: [from, to] },
  properties: { isMajor: km % 5 === 0 },
});
