import type { OfferStrategy } from '../policy/offering';

/**
 * What makes a rung act. Market seconds count from when the condition began to hold: since the order has no driver, since
 * its promise passed. A rung without conditions acts when the deadline of the one before has passed.
 */
export type RungCondition =
  /** Without a number: the policy's `deadlines.unassignedS`. */
  | { kind: 'unassigned'; afterS: number | null }
  /** Past its promise and without a driver. */
  | { kind: 'late'; byS: number }
  /** Offers without a yes; without a count: as many as the policy's `pool.offersMax`. */
  | { kind: 'refusals'; count: number | null }
  /** A stage's deadline has passed: `deadlines` of the policy. */
  | { kind: 'stage' }
  /** Goods have waited so long for a rescuer. */
  | { kind: 'driver_lost'; afterS: number }
  | { kind: 'rescue_failed'; count: number }
  | { kind: 'moves_exhausted' };

/** What a rung does. What does not fit the order's status is left out. */
export type RungAction =
  /** Drivers at any distance are asked. */
  | { kind: 'widen' }
  /** Within the order's and the market-day's budget; what is left of it when it asks for more. */
  | { kind: 'raise_pay'; minor: number }
  | { kind: 'strategy'; strategy: OfferStrategy }
  /** Drivers on break hear that an order waits; nobody has to come. */
  | { kind: 'ask_on_break' }
  /** A new promise, so many market seconds from now, of which the merchant hears. */
  | { kind: 'new_promise'; inS: number }
  | { kind: 'escalate' }
  | { kind: 'page' }
  /** Offers it to a partner fleet, which is a driver account of this market. */
  | { kind: 'partner'; driverId: string }
  /** Ends the order before its pickup; what was paid goes back. */
  | { kind: 'refund_and_cancel' };

export interface Rung {
  when: RungCondition[];
  actions: RungAction[];
  /** How long people have before the next rung acts. */
  deadlineS: number;
}

export interface LadderPolicy {
  rungs: Rung[];
  /** The most that the ladder adds to one order's pay, and to all of one day of the market. Minor units. */
  orderBudgetMinor: number;
  dayBudgetMinor: number;
}

/** Why people are asked. One cause has at most one open escalation. */
export type EscalationReason =
  | 'unassigned_too_long'
  | 'offers_exhausted'
  | 'moves_exhausted'
  | 'promise_broken'
  | 'pickup_late'
  | 'kitchen_late'
  | 'dropoff_late'
  | 'handover_late'
  | 'return_late'
  | 'driver_lost'
  | 'rescue_failed'
  | 'rescue_late';
