import type { Place, TravelTimes } from '../matching/types';
import type { KitchenOrder } from './kitchen';

/** What an estimate is given from. Times are market seconds. */
export interface Situation {
  now: number;
  utcOffsetS: number;
  /** The market's travel model, or what its road engine answered for the drives ahead. */
  travel: TravelTimes;
  order: OrderToEstimate;
  /** Open orders per driver at work. */
  marketLoad: number;
  /** Null while nobody has said yes. */
  driver: DriverAtWork | null;
}

export interface OrderToEstimate extends KitchenOrder {
  pickup: Place;
  dropoff: Place;
  /** Latest arrival that keeps the promise; null when nothing was promised. */
  promisedAt: number | null;
}

export interface DriverAtWork {
  place: Place;
  vehicle: string;
  /** The stop that he has completed and stands at still, and since when. */
  left: { kind: 'pickup' | 'dropoff'; at: number } | null;
  /** His stops up to this order's dropoff, in the order of his route. */
  stops: StopAhead[];
}

export type StopAhead = PickupAhead | DropoffAhead;

interface Visit {
  place: Place;
  /** When he came there, if he has. */
  arrivedAt: number | null;
  /** The stop belongs to the order that is asked for. */
  own: boolean;
}
export interface PickupAhead extends Visit, KitchenOrder {
  kind: 'pickup';
}
export interface DropoffAhead extends Visit {
  kind: 'dropoff';
}
