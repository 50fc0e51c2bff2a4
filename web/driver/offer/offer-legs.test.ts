import type { OfferLeg } from './offer-legs';
import { placesOf } from './offer-legs';

const leg = (order_id: string, kind: 'pickup' | 'dropoff', lat: number): OfferLeg => ({
  stop: { order_id, kind, location: { lat, lng: -9.14 }, arrive_at: '', offered: true },
  order: {
    id: order_id,
    merchant: 'Padaria Sol',
    pickup: { name: 'Padaria Sol', address: 'Rua do Carmo 41', location: { lat: 38.71, lng: -9.14 }, ready_at: '' },
    dropoff: { location: { lat, lng: -9.14 }, promised_at: '' },
    size: 1,
  },
  from: null,
  metres: null,
});
const shown = (...legs: OfferLeg[]): string[] =>
  placesOf(legs).map((place) => place.map(({ stop }) => stop.order_id + stop.kind).join('+'));

test('two orders of one shop are one place, two doors are two', () => {
  expect(
    shown(
      leg('a', 'pickup', 38.71),
      leg('b', 'pickup', 38.7101),
      leg('a', 'dropoff', 38.72),
      leg('b', 'dropoff', 38.73),
    ),
  ).toEqual(['apickup+bpickup', 'adropoff', 'bdropoff']);
});

test('only what follows each other, and only of one kind', () => {
  expect(shown(leg('a', 'pickup', 38.71), leg('a', 'dropoff', 38.71), leg('b', 'pickup', 38.71))).toEqual([
    'apickup',
    'adropoff',
    'bpickup',
  ]);
});
