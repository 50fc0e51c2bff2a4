import type { Place } from '../matching/types';

/** Keys are asked for again and again for the same objects: a round's places. */
const keys = new WeakMap<Place, string>();

/** Four decimals are about ten metres: no driver's time differs within them. */
export function placeKey(place: Place): string {
  const known = keys.get(place);
  if (known !== undefined) return known;
  const key = `${place.lng.toFixed(4)},${place.lat.toFixed(4)}`;
  keys.set(place, key);
  return key;
}

export const pairKey = (from: Place, to: Place): string => `${placeKey(from)};${placeKey(to)}`;
