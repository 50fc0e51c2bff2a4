import { realMs, type MarketClock } from '../clock';
import type { StandingOrder } from '../dispatch/standing-order';
import type { Policy } from '../policy/policy';
import type { EscalationReason, Rung, RungCondition } from './types';

/** What is wrong with an order, and since when (milliseconds, real time); in the future: when it will be. */
export interface Cause {
  reason: EscalationReason;
  atMs: number;
}

/** The next rung that acts: its number from 1, when, and why. */
export interface NextRung extends Cause {
  number: number;
  rung: Rung;
}

/** A stage with a deadline of its own: why people would be asked when it passes. */
export interface Stage {
  reason: EscalationReason;
  deadlineMs: number;
}

/**
 * The rung that acts next, or null when none is left. Of the rungs above the last one that acted it is the one whose
 * condition holds first; the very next one also acts when the deadline of the last one has passed.
 */
export function nextRung(
  order: StandingOrder,
  stage: Stage | null,
  policy: Policy,
  clock: MarketClock,
): NextRung | null {
  const moments = policy.ladder.rungs.flatMap((rung, index): NextRung[] => {
    const number = index + 1;
    if (number <= order.ladderRung) return [];
    const causes = rung.when.flatMap((condition) => causeOf(condition, order, stage, policy, clock) ?? []);
    const own = earliest(causes);
    const passed = number === order.ladderRung + 1 ? afterDeadline(order, stage, policy, clock) : null;
    const first = earliest([own, passed].filter((cause) => cause !== null));
    return first ? [{ ...first, number, rung }] : [];
  });
  return moments.reduce<NextRung | null>((best, next) => (best && best.atMs <= next.atMs ? best : next), null);
}

/** The cause that has held longest stays the reason on every rung: one cause, one escalation. */
function afterDeadline(order: StandingOrder, stage: Stage | null, policy: Policy, clock: MarketClock): Cause | null {
  if (order.ladderRung === 0 || order.escalationDeadlineAt === null) return null;
  const conditions = policy.ladder.rungs.slice(0, order.ladderRung).flatMap(({ when }) => when);
  const causes = conditions.flatMap((condition) => causeOf(condition, order, stage, policy, clock) ?? []);
  const reason = earliest(causes)?.reason ?? stage?.reason ?? 'unassigned_too_long';
  return { reason, atMs: Date.parse(order.escalationDeadlineAt) };
}

function causeOf(
  condition: RungCondition,
  order: StandingOrder,
  stage: Stage | null,
  policy: Policy,
  clock: MarketClock,
): Cause | null {
  const since = Date.parse(order.unassignedSince ?? order.placedAt);
  const waits = order.status === 'unassigned';
  const strandedMs = Date.parse(order.strandedAt ?? order.placedAt);
  const cause = (reason: EscalationReason, atMs: number): Cause => ({ reason, atMs });
  switch (condition.kind) {
    case 'unassigned':
      return waits
        ? cause('unassigned_too_long', since + realMs(clock, condition.afterS ?? policy.deadlines.unassignedS))
        : null;
    case 'refusals': {
      const refusals = condition.count ?? policy.pool.offersMax;
      return waits && order.offersMade >= refusals ? cause('offers_exhausted', since) : null;
    }
    case 'moves_exhausted':
      return waits && order.moves >= policy.reassign.movesMax ? cause('moves_exhausted', since) : null;
    case 'late':
      return waits || order.status === 'stranded'
        ? cause('promise_broken', Date.parse(order.promisedAt) + realMs(clock, condition.byS))
        : null;
    case 'stage':
      return stage && cause(stage.reason, stage.deadlineMs);
    case 'driver_lost':
      return order.status === 'stranded' ? cause('driver_lost', strandedMs + realMs(clock, condition.afterS)) : null;
    case 'rescue_failed':
      return order.status === 'stranded' && order.rescuesFailed >= condition.count
        ? cause('rescue_failed', strandedMs)
        : null;
  }
}

const earliest = (causes: Cause[]): Cause | null =>
  causes.reduce<Cause | null>((best, next) => (best && best.atMs <= next.atMs ? best : next), null);

/** What a rung can do to an order in this status; the rest of its actions would have no meaning. */
export function actionsFor(rung: Rung, order: Pick<StandingOrder, 'status'>): Rung['actions'] {
  const looksForDriver = order.status === 'unassigned' || order.status === 'stranded';
  return rung.actions.filter(({ kind }) => {
    if (kind === 'refund_and_cancel' || kind === 'partner') return order.status === 'unassigned';
    if (kind === 'widen' || kind === 'raise_pay' || kind === 'strategy' || kind === 'ask_on_break')
      return looksForDriver;
    return kind !== 'new_promise' || order.status !== 'returning';
  });
}
