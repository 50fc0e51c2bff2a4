import { realMs, type MarketClock } from '../clock';
import type { Plan } from '../dispatch/plan';
import type { StandingOrder } from '../dispatch/standing-order';
import type { Policy } from '../policy/policy';
import { actionsFor } from './ladder';
import type { RungAction } from './types';

/** What the database is asked to do when a rung acts; durations in real milliseconds. */
export interface Climb {
  rung: number;
  reason: string;
  deadlineMs: number;
  actions: (Exclude<RungAction, { kind: 'new_promise' }> | { kind: 'new_promise'; inMs: number })[];
  orderBudgetMinor: number;
  dayBudgetMinor: number;
}

/** The rung that a plan names, for an order as it stands. */
export function climbOf(
  next: Plan,
  order: StandingOrder,
  { policy, clock }: { policy: Policy; clock: MarketClock },
): Climb {
  const { rungs, orderBudgetMinor, dayBudgetMinor } = policy.ladder;
  const number = next.rung ?? order.ladderRung + 1;
  const rung = rungs[number - 1];
  return {
    rung: number,
    reason: next.reason ?? 'unassigned_too_long',
    deadlineMs: realMs(clock, rung?.deadlineS ?? 0),
    actions: (rung ? actionsFor(rung, order) : []).map((action) =>
      action.kind === 'new_promise' ? { kind: action.kind, inMs: realMs(clock, action.inS) } : action,
    ),
    orderBudgetMinor,
    dayBudgetMinor,
  };
}
