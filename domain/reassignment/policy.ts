/** What happens to goods whose driver is lost. */
const ON_FAILURE = ['rescue', 'return', 'dispose'] as const;
export type OnFailure = (typeof ON_FAILURE)[number];

/** When an order is taken from a driver before the pickup, and what becomes of goods after it. `…S` market seconds. */
export interface ReassignPolicy {
  /** Drivers that an order may lose or be taken from; then people are asked, and nobody is taken off any more. */
  movesMax: number;
  /** Who has refused or lost an order is asked again after this. */
  forgiveS: number;
  /** The same when nobody else is left to ask. */
  forgiveLastS: number;
  /** Without having come nearer to the next stop by `stallProgressM` for this long a driver is stalled; null: never. */
  stallS: number | null;
  stallProgressM: number;
  /** Chance of breaking the promise from which another driver is looked at; above 1: never. */
  lateRiskMin: number;
  /** How much sooner another driver must make it, how long after an assignment it is left alone, how often at most. */
  lateGainS: number;
  lateSettleS: number;
  lateMovesMax: number;
  /** A shop that is closed: nobody is asked for so long, then once more. */
  closedHoldS: number;
  /** Goods that are not ready: after waiting this long a driver may move on; the kitchen gets this much longer. */
  notReadyS: number;
  /** When the merchant has not said what becomes of the goods. */
  onFailure: OnFailure;
}

/** When a common cause makes one incident instead of an escalation for each order. */
export interface IncidentPolicy {
  /** Orders without a driver in a market or zone from which on its cause is looked for. */
  ordersMin: number;
  /** How long each of them has waited. */
  waitedS: number;
  /** A driver within this distance serves a zone. */
  radiusM: number;
}

export const DEFAULT_REASSIGN: ReassignPolicy = {
  movesMax: 5,
  forgiveS: 900,
  forgiveLastS: 120,
  stallS: 420,
  stallProgressM: 100,
  lateRiskMin: 0.8,
  lateGainS: 300,
  lateSettleS: 300,
  lateMovesMax: 1,
  closedHoldS: 600,
  notReadyS: 600,
  onFailure: 'rescue',
};

export const DEFAULT_INCIDENT: IncidentPolicy = { ordersMin: 5, waitedS: 120, radiusM: 8000 };
