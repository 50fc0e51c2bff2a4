import { distance } from '../../shared/format';
import { bearing, metresBetween, type LatLng } from '../../shared/geo';
import type { Driver } from '../live/wire';

/** Nearer than this is there. */
const THERE_M = 200;

const WINDS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];

/** Where orders are expected, as a driver would say it; null where there is nothing to say. */
export function waitWords(here: LatLng | null, hint: Driver['wait_at']): string | null {
  if (!hint || !here) return null;
  const metres = metresBetween(here, hint.location);
  if (metres < THERE_M) return 'You are where the next orders are expected.';
  const wind = WINDS[Math.round(bearing(here, hint.location) / 45) % WINDS.length];
  return `More orders are expected ${distance(metres)} to the ${wind}.`;
}
