import type { MatchDriver, Place, PoolOrder, TravelTimes } from '../domain/matching';
import { Random } from '../domain/matching/routes/random';

const METERS_PER_DEGREE = 111_195;
const METERS_PER_SECOND = 5;

/** A flat made-up city on the equator; what it contains follows from its seed alone. */
export class SyntheticCity {
  private readonly random: Random;
  private readonly restaurants: Place[];

  constructor(
    seed: number,
    private readonly sideMeters: number,
    restaurants: number,
  ) {
    this.random = new Random(seed);
    this.restaurants = Array.from({ length: restaurants }, (_, i) => ({ ...this.place(), key: `r${i}` }));
  }

  readonly travel: TravelTimes = {
    seconds: (from, to) => meters(from, to) / METERS_PER_SECOND,
    meters,
  };

  order(id: string, placedAt: number, promiseSeconds: number): PoolOrder {
    const restaurant = this.random.below(this.restaurants.length);
    return {
      id,
      version: 1,
      pickupPlaceId: `r${restaurant}`,
      pickup: this.restaurants[restaurant]!,
      dropoff: { ...this.place(), key: id },
      placedAt,
      readyAt: placedAt + 60 * (5 + this.random.below(20)),
      promisedAt: placedAt + promiseSeconds,
      pickupService: { beforeSeconds: 60, afterSeconds: 60 },
      dropoffService: { beforeSeconds: 60, afterSeconds: 60 },
      priority: 0,
      excludedDriverIds: [],
      radiusMeters: null,
      size: 1,
    };
  }

  driver(id: string, freeAt: number): MatchDriver {
    return {
      id,
      version: 1,
      routeVersion: 1,
      place: { ...this.place(), key: `home-${id}` },
      freeAt,
      shiftEndsAt: null,
      capacity: 5,
      load: 0,
      vehicle: 'bicycle',
      acceptance: 0.9,
      proposable: true,
      route: [],
    };
  }

  private place(): Place {
    const along = (): number => (this.random.next() * this.sideMeters) / METERS_PER_DEGREE;
    return { lat: along(), lng: along() };
  }
}

function meters(from: Place, to: Place): number {
  return Math.hypot(from.lat - to.lat, from.lng - to.lng) * METERS_PER_DEGREE;
}
