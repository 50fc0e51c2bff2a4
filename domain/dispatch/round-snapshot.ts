import { marketSeconds, toMarket } from '../clock';
import { secondOfDay } from '../matching/anticipation/demand-days';
import { guardedPromise } from '../eta/guarded-promise';
import { reachOf } from '../policy/offering';
import { serviceTime } from '../policy/policy';
import type { PoolDriverRow, PoolOrderRow, PoolReading, PoolStopRow } from '../matching/pool-reading';
import type { CommittedStop, MatchDriver, PoolOrder, Snapshot } from '../matching/types';

/** Of a driver who has not been asked yet: most people say yes to most offers. */
const ACCEPTANCE_UNKNOWN = 0.9;

/** Turns what was read of a market into what its matcher reads: market seconds, radii and service times by policy. */
export function roundSnapshot(reading: PoolReading, roundNo: number): Omit<Snapshot, 'memory'> {
  const { policy } = reading;
  const withPosition = reading.drivers.filter(({ position, stops }) => position !== null || stops.length > 0);
  return {
    marketId: reading.marketId,
    roundNo,
    now: instantOf(reading, reading.readAt),
    secondOfDay: secondOfDay(Date.parse(reading.readAt), reading.timeZone, reading.clock),
    seed: roundNo,
    orders: reading.orders
      .filter(({ offersMade }) => offersMade < policy.pool.offersMax)
      .map((row) => poolOrder(reading, row)),
    drivers: withPosition.map((row) => matchDriver(reading, row)),
    policy: policy.matching,
  };
}

const instantOf = ({ clock }: PoolReading, iso: string): number => toMarket(clock, Date.parse(iso));

function poolOrder(reading: PoolReading, row: PoolOrderRow): PoolOrder {
  const { policy, clock, readAt } = reading;
  const waitedS = marketSeconds(clock, Date.parse(readAt) - Date.parse(row.unassignedSince));
  return {
    id: row.id,
    version: row.version,
    pickupPlaceId: row.pickupPlaceId,
    pickup: row.pickup,
    dropoff: row.dropoff,
    placedAt: instantOf(reading, row.placedAt),
    readyAt: instantOf(reading, row.readyAt),
    promisedAt: guardedPromise(instantOf(reading, row.promisedAt), row.lateRisk),
    pickupService: serviceTime(policy.service, 'pickup'),
    dropoffService: serviceTime(policy.service, 'dropoff'),
    priority: row.priority,
    excludedDriverIds: row.excludedDriverIds,
    radiusMeters: row.reachUnlimited ? null : reachOf(policy.pool, waitedS, row.wavesMade),
    size: row.size,
  };
}

function matchDriver(reading: PoolReading, row: PoolDriverRow): MatchDriver {
  const route = row.stops.map((stop) => committedStop(reading, stop));
  const here = row.position ?? route[0]?.place;
  if (!here) throw new Error(`driver ${row.id} is nowhere`);
  return {
    id: row.id,
    version: row.version,
    routeVersion: row.version,
    place: { lat: here.lat, lng: here.lng },
    freeAt: instantOf(reading, reading.readAt),
    shiftEndsAt: row.shiftEndsAt === null ? null : instantOf(reading, row.shiftEndsAt),
    capacity: row.capacity,
    load: row.load,
    vehicle: row.vehicle,
    acceptance: row.acceptance ?? ACCEPTANCE_UNKNOWN,
    proposable: row.availability === 'available' && row.acceptsOffers && !row.hasOffer,
    route,
  };
}

function committedStop(reading: PoolReading, row: PoolStopRow): CommittedStop {
  const isPickup = row.kind === 'pickup';
  return {
    stopId: row.id,
    orderId: row.orderId,
    kind: row.kind,
    place: { lat: row.lat, lng: row.lng },
    pickupPlaceId: isPickup ? row.pickupPlaceId : null,
    readyAt: isPickup ? instantOf(reading, row.readyAt) : null,
    promisedAt: isPickup ? null : guardedPromise(instantOf(reading, row.promisedAt), row.lateRisk),
    service: serviceTime(reading.policy.service, row.kind),
    size: 1,
    arrived: row.status === 'arrived',
  };
}
