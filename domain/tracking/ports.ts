import type { MarketClock } from '../clock';
import type { OrderStatus } from '../lifecycle/statuses';
import type { Place } from '../matching/types';
import type { NotificationPolicy } from '../notifications/policy';
import type { EmbeddedTravel } from '../travel/embedded';

/** Orders whose own door is their driver's next stop. */
export interface NearnessOfMarket {
  now: string;
  clock: MarketClock;
  travel: EmbeddedTravel;
  notifications: Partial<NotificationPolicy> | null;
  orders: { id: string; nearSince: string | null; position: Place; dropoff: Place }[];
}

/** Where a driver is who carries an order that somebody wants to follow. */
export interface LocationReading {
  id: string;
  status: OrderStatus;
  place: Place;
  /** Stops of his route that belong to other orders. */
  others: Place[];
}

export interface NearnessStore {
  /** Null when there is no such market. */
  readNearness(marketId: string): Promise<NearnessOfMarket | null>;
  noteNear(orderId: string, isNear: boolean): Promise<void>;
  /** Once per order; `secondsLeft` in market time. */
  tellApproaching(orderId: string, secondsLeft: number): Promise<void>;
  /** At most one per order and `everyMs` of real time. */
  readLocations(marketId: string, everyMs: number): Promise<LocationReading[]>;
  tellLocation(orderId: string): Promise<void>;
}
