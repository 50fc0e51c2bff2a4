import { metresBetween, type LatLng } from '../../shared/geo';
import type { Offer, OfferedOrder, OfferStop } from '../live/wire';

export interface OfferLeg {
  stop: OfferStop;
  order: OfferedOrder;
  /** From the place before: the driver's own for the first. Null when that is not known. */
  from: LatLng | null;
  metres: number | null;
}

/**
 * What comes with the offer, stop by stop. Nobody here knows the streets, the server's distance does: where the whole
 * route is the offer its legs are drawn out so that they add up to it.
 */
export function offerLegs({ stops, orders, distance_m }: Offer, you: LatLng | null): OfferLeg[] {
  const places = [you, ...stops.map(({ location }) => location)];
  const straight = stops.map(({ location }, index) => {
    const from = places[index];
    return from ? metresBetween(from, location) : null;
  });
  const total = straight.reduce<number>((sum, metres) => sum + (metres ?? 0), 0);
  const isWhole = you !== null && stops.every(({ offered }) => offered);
  const stretch = isWhole && total > 0 ? distance_m / total : 1;
  return stops.flatMap((stop, index) => {
    const order = orders.find(({ id }) => id === stop.order_id);
    const metres = straight[index];
    return order && stop.offered
      ? [{ stop, order, from: places[index] ?? null, metres: metres == null ? null : metres * stretch }]
      : [];
  });
}

/** Stops of one kind that follow each other at one place: a shop that gives out two orders is read once. */
export type OfferPlace = [OfferLeg, ...OfferLeg[]];
const SAME_PLACE_M = 30;

export function placesOf(legs: OfferLeg[]): OfferPlace[] {
  const places: OfferPlace[] = [];
  for (const leg of legs) {
    const last = places.at(-1);
    const [before] = last ?? [];
    const isSame =
      before?.stop.kind === leg.stop.kind && metresBetween(before.stop.location, leg.stop.location) < SAME_PLACE_M;
    if (last && isSame) last.push(leg);
    else places.push([leg]);
  }
  return places;
}

const WINDS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];

/** Where a place lies from another, as one would say it. */
export function bearing(from: LatLng, to: LatLng): string {
  const east = (to.lng - from.lng) * Math.cos((from.lat * Math.PI) / 180);
  const degrees = (Math.atan2(east, to.lat - from.lat) * 180) / Math.PI;
  return WINDS[Math.round((degrees + 360) / 45) % 8] ?? '';
}
