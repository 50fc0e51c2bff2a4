import type { Place } from '../matching/types';

/** An order that was delivered, with its times (market seconds) and what was known when it was placed. */
export interface FinishedOrder {
  id: string;
  merchantId: string;
  pickup: Place;
  dropoff: Place;
  vehicle: string;
  /** From pickup to dropoff by the market's travel model. */
  freeS: number;
  placedAt: number;
  /** Announced, not actual: nobody reports when the goods are really ready. */
  readyAt: number;
  assignedAt: number;
  arrivedAtPickupAt: number;
  pickedUpAt: number;
  arrivedAtDropoffAt: number;
  deliveredAt: number;
  /** Orders that the kitchen had, and open orders per driver that the market had. */
  kitchenLoad: number;
  marketLoad: number;
}

/** A drive between two stops of a route, from the stop's completion to the next one's arrival. */
export interface FinishedDrive {
  left: 'pickup' | 'dropoff';
  to: Place;
  /** By the market's travel model. */
  freeS: number;
  vehicle: string;
  leftAt: number;
  arrivedAt: number;
}

/** What a market's model is learned from. */
export interface FinishedLegs {
  orders: FinishedOrder[];
  drives: FinishedDrive[];
  /** From asking a driver to his yes. */
  answersS: number[];
  utcOffsetS: number;
}

export const NO_LEGS: FinishedLegs = { orders: [], drives: [], answersS: [], utcOffsetS: 0 };
