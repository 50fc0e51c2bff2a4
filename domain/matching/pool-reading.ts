import type { MarketClock } from '../clock';
import type { Availability } from '../lifecycle/statuses';
import type { OfferStrategy } from '../policy/offering';
import type { Policy } from '../policy/policy';
import type { StopKind } from './types';

/** A market's pool and drivers as one consistent read finds them. Instants are ISO strings in real time. */
export interface PoolReading {
  marketId: string;
  /** The database's clock when it was read. */
  readAt: string;
  currency: string;
  timeZone: string;
  clock: MarketClock;
  policy: Policy;
  travel: { speedMps: number; detourFactor: number };
  orders: PoolOrderRow[];
  drivers: PoolDriverRow[];
}

export interface PoolOrderRow {
  id: string;
  version: number;
  pickupPlaceId: string;
  pickup: { lat: number; lng: number };
  dropoff: { lat: number; lng: number };
  placedAt: string;
  readyAt: string;
  promisedAt: string;
  /** Chance that the promise breaks, as it was told last; null while no time has been told. */
  lateRisk?: number | null;
  unassignedSince: string;
  priority: number;
  size: number;
  tipMinor: number;
  payRaiseMinor: number;
  offersMade: number;
  wavesMade: number;
  excludedDriverIds: string[];
  /** What the ladder has decided; null and false: as the policy says. */
  offerStrategy?: OfferStrategy | null;
  reachUnlimited?: boolean;
}

export interface PoolDriverRow {
  id: string;
  version: number;
  availability: Availability;
  vehicle: string;
  capacity: number;
  load: number;
  shiftEndsAt: string | null;
  hasOffer: boolean;
  /** False while a break is due or the last order is being finished. */
  acceptsOffers: boolean;
  /** How likely he says yes; null while nothing is known of him. */
  acceptance: number | null;
  position: { lat: number; lng: number; recordedAt: string } | null;
  stops: PoolStopRow[];
}

export interface PoolStopRow {
  id: string;
  orderId: string;
  kind: StopKind;
  status: 'planned' | 'arrived';
  lat: number;
  lng: number;
  pickupPlaceId: string;
  readyAt: string;
  promisedAt: string;
  lateRisk?: number | null;
}
