import { EARNEST } from '../clock';
import { DEFAULT_POLICY } from '../policy/policy';
import { embeddedTravel } from '../travel/embedded';
import { handTerms, type HandedOrder, type HandedTo } from './hand-assignment';

const NOW = Date.UTC(2026, 5, 1, 12);
const iso = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
const market = { policy: DEFAULT_POLICY, clock: EARNEST, travel: embeddedTravel({ speedMps: 5, detourFactor: 1 }) };
const order: HandedOrder = {
  id: 'order',
  pickup: { lat: 38.72, lng: -9.14 },
  dropoff: { lat: 38.73, lng: -9.15 },
  pickupPlaceId: 'place',
  readyAt: iso(20),
  promisedAt: iso(60),
  tipMinor: 150,
  payRaiseMinor: 0,
};
const idle: HandedTo = { place: { lat: 38.71, lng: -9.14 }, vehicle: 'bicycle', stops: [] };

it('offers pickup and dropoff to an idle driver, with pay that adds up', () => {
  const terms = handTerms(order, idle, market, NOW);
  expect(terms.stops.map(({ kind }) => kind)).toEqual(['pickup', 'dropoff']);
  expect(terms.stops[0]!.complete_at).toBe(order.readyAt);
  expect(Object.values(terms.payParts).reduce((sum, part) => sum + part, 0)).toBe(terms.payMinor);
  expect(terms.payParts.tip).toBe(150);
});

it('puts the order behind what the driver has to do, and counts only what it adds', () => {
  const door = { lat: 38.75, lng: -9.16 };
  const busy: HandedTo = {
    ...idle,
    stops: [
      {
        id: 's',
        orderId: 'other',
        kind: 'dropoff',
        status: 'planned',
        place: door,
        pickupPlaceId: 'p',
        readyAt: iso(0),
      },
    ],
  };
  const terms = handTerms(order, busy, market, NOW);
  expect(terms.stops.map(({ order_id }) => order_id)).toEqual(['other', 'order', 'order']);
  const alone = market.travel.meters(idle.place!, door);
  const whole = [idle.place!, door, order.pickup, order.dropoff].reduce(
    (sum, place, i, all) => (i === 0 ? 0 : sum + market.travel.meters(all[i - 1]!, place)),
    0,
  );
  expect(terms.distanceM).toBe(Math.round(whole - alone));
});
