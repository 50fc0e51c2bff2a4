import type { MatchDriver, MatchingPolicy, Place, PoolOrder, Snapshot, TravelTimes } from './types';

const NOW = 1_000_000;
const METERS_PER_DEGREE = 111_195;

/** A place `x` metres east and `y` metres north of a corner of the test city, which lies on the equator. */
export function at(x: number, y: number): Place {
  return { lat: y / METERS_PER_DEGREE, lng: x / METERS_PER_DEGREE };
}

/** Straight lines at 5 m/s. */
export const straight: TravelTimes = {
  seconds: (from, to) => meters(from, to) / 5,
  meters,
};

function meters(from: Place, to: Place): number {
  return Math.hypot(from.lat - to.lat, from.lng - to.lng) * METERS_PER_DEGREE;
}

export function testOrder(id: string, fields: Partial<PoolOrder> = {}): PoolOrder {
  return {
    id,
    version: 1,
    pickupPlaceId: `place-of-${id}`,
    pickup: at(0, 0),
    dropoff: at(1_000, 0),
    placedAt: NOW,
    readyAt: NOW,
    promisedAt: NOW + 3_600,
    pickupService: { beforeSeconds: 60, afterSeconds: 60 },
    dropoffService: { beforeSeconds: 60, afterSeconds: 60 },
    priority: 0,
    excludedDriverIds: [],
    radiusMeters: null,
    size: 1,
    ...fields,
  };
}

export function testDriver(id: string, fields: Partial<MatchDriver> = {}): MatchDriver {
  return {
    id,
    version: 1,
    routeVersion: 1,
    place: at(0, 0),
    freeAt: NOW,
    shiftEndsAt: null,
    capacity: 3,
    load: 0,
    vehicle: 'bicycle',
    acceptance: 1,
    proposable: true,
    route: [],
    ...fields,
  };
}

const POLICY: MatchingPolicy = {
  iterationsMax: 200,
  bundleSizeMax: 3,
  expectedAnswerSeconds: 0,
  lateCommitment: false,
  roundIntervalSeconds: 60,
  repositioning: false,
  candidatesKeptMax: 5,
};

export function testSnapshot(
  orders: PoolOrder[],
  drivers: MatchDriver[],
  { policy, ...fields }: Partial<Omit<Snapshot, 'policy'>> & { policy?: Partial<MatchingPolicy> } = {},
): Snapshot {
  return {
    marketId: 'test',
    roundNo: 1,
    now: NOW,
    seed: 1,
    orders,
    drivers,
    memory: null,
    ...fields,
    policy: { ...POLICY, ...policy },
  };
}
