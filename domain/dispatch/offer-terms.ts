import type { OfferStrategy } from '../policy/offering';

/** Pay and route of an offer, as the database keeps them. Money in minor units, instants ISO in real time. */
export interface OfferTerms {
  payMinor: number;
  payParts: Record<string, number>;
  distanceM: number;
  durationS: number;
  stops: OfferStop[];
}

export interface OfferStop {
  order_id: string;
  kind: 'pickup' | 'dropoff' | 'return';
  lat: number;
  lng: number;
  arrive_at: string;
  complete_at: string;
}

/** One offer that a round asks the database to reserve; versions are what it was decided on. */
export interface RoundProposal {
  driverId: string;
  driverVersion: number;
  orders: { id: string; version: number }[];
  terms: OfferTerms;
  decision: unknown;
  /** Where several are asked at once. */
  wave?: Wave;
}

/** The others who are asked at the same time as a proposal's driver; the first yes wins. */
export interface Wave {
  strategy: Exclude<OfferStrategy, 'exclusive'>;
  number: number;
  others: { driverId: string; driverVersion: number; terms: OfferTerms }[];
}
