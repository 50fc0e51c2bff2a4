import { cellToBoundary, cellToLatLng, isValidCell, latLngToCell } from 'h3-js';
import type { Point, Polygon } from './polygon';

/** About two kilometres across: where demand is counted, and the zone of places that no operator's polygon holds. */
const RESOLUTION = 7;

/** The H3 cell of a place. */
export const cellOf = ({ lat, lng }: Point): string => latLngToCell(lat, lng, RESOLUTION);

export const isCell = (id: string): boolean => isValidCell(id);

export function cellOutline(cell: string): Polygon {
  const corners = cellToBoundary(cell, true) as number[][];
  return { type: 'Polygon', coordinates: [corners] };
}

export function cellCentre(cell: string): Point {
  const [lat, lng] = cellToLatLng(cell);
  return { lat, lng };
}
