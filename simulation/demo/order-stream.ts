import { onGlobe, type Point } from '../city/geometry';
import type { PlaceOrder } from '../client/answers';
import { Chance, type Random } from '../time/random';
import { CUSTOMERS, DISTRICTS, RESTAURANTS, STREETS } from './lisbon';

/** One order per slot, at an uneven moment of it: every 20 to 40 seconds. */
export const SLOT_MS = 30_000;
const UNEVEN_MS = 10_000;

export interface DemoOrder {
  placeAtMs: number;
  body: PlaceOrder;
}

/** Every slot of time has its order, whoever asks and how often: a restart in the same slot places the same one again. */
export function orderOfSlot(seed: number, slot: number, clockRate: number): DemoOrder {
  const random = new Chance(seed).of('order', slot);
  const placeAtMs = slot * SLOT_MS + Math.floor(random.next() * UNEVEN_MS);
  const restaurant = random.oneOf(RESTAURANTS);
  const [district, centre] = random.oneOf(Object.entries(DISTRICTS));
  const kitchenMs = (random.between(5, 12) * 60_000) / clockRate;
  return {
    placeAtMs,
    body: {
      external_id: `demo-${slot}`,
      pickup: {
        place_id: restaurant.name,
        name: restaurant.name,
        address: `${restaurant.district}, Lisboa`,
        location: placeOf(seed, restaurant),
        ready_at: new Date(placeAtMs + kitchenMs).toISOString(),
      },
      dropoff: {
        name: random.oneOf(CUSTOMERS),
        address: `${random.oneOf(STREETS)} ${1 + Math.floor(random.next() * 80)}, ${district}, Lisboa`,
        location: near(centre, random, 250),
      },
    },
  };
}

function placeOf(seed: number, { name, district }: (typeof RESTAURANTS)[number]): Point {
  return near(DISTRICTS[district]!, new Chance(seed).of('restaurant', name), 150);
}

const near = (centre: Point, random: Random, withinM: number): Point =>
  onGlobe(centre, random.between(-withinM, withinM), random.between(-withinM, withinM));
