import { realMs, type MarketClock } from '../clock';
import type { Policy } from '../policy/policy';
import type { StandingOrder } from './standing-order';

/** Things that an order does by itself when a moment comes. */
export const Step = {
  enterPool: 'enter_pool',
  sendOffer: 'send_offer',
  expireOffer: 'expire_offer',
  widenRadius: 'widen_radius',
  raiseEscalation: 'raise_escalation',
  requeue: 'requeue',
  giveUp: 'give_up',
} as const;
export type Step = (typeof Step)[keyof typeof Step];

/** What an open order waits for, until when (ISO, real time), and what happens otherwise. */
export interface Next {
  step: Step;
  waitsFor: string;
  at: string;
  otherwise: string;
}

export interface Plan extends Next {
  /** Why people would be asked, when `step` is an escalation. */
  reason?: EscalationReason;
}

export type EscalationReason =
  | 'unassigned_too_long'
  | 'offers_exhausted'
  | 'pickup_late'
  | 'kitchen_late'
  | 'dropoff_late'
  | 'handover_late'
  | 'return_late';

/**
 * What happens next to an order that has not ended. Pure: the workflow arms its alarm with it, the API and the console
 * show it. `nowMs` only decides which radius levels are over.
 */
export function plan(order: StandingOrder, policy: Policy, clock: MarketClock, nowMs: number): Plan | null {
  const after = (instant: string | null, seconds: number): number =>
    Date.parse(instant ?? order.placedAt) + realMs(clock, seconds);
  const { deadlines } = policy;
  switch (order.status) {
    case 'scheduled':
      return {
        step: Step.enterPool,
        waitsFor: 'the time to look for a driver',
        at: order.poolAt,
        otherwise: 'a driver is looked for',
      };
    case 'unassigned':
      return order.offer ? reserved(order.offer) : unassigned(order, policy, clock, nowMs);
    case 'offered':
      return offered(order);
    case 'assigned':
      return stage(
        order,
        policy,
        'pickup_late',
        'the driver to reach the pickup',
        after(order.assignedAt, deadlines.pickupArrivalS),
      );
    case 'arrived_at_pickup': {
      const from = laterOf(order.arrivedAtPickupAt, order.readyAt);
      return stage(order, policy, 'kitchen_late', 'the goods to be handed over', after(from, deadlines.pickupWaitS));
    }
    case 'picked_up':
      return stage(
        order,
        policy,
        'dropoff_late',
        'the driver to reach the door',
        after(order.pickedUpAt, deadlines.dropoffArrivalS),
      );
    case 'arrived_at_dropoff':
      return stage(
        order,
        policy,
        'handover_late',
        'the goods to be handed over at the door',
        after(order.arrivedAtDropoffAt, deadlines.handoverS),
      );
    case 'returning':
      return stage(order, policy, 'return_late', 'the goods to come back', after(order.returningAt, deadlines.returnS));
    default:
      return null;
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();

const laterOf = (a: string | null, b: string): string => (a !== null && Date.parse(a) > Date.parse(b) ? a : b);

const reserved = (offer: NonNullable<StandingOrder['offer']>): Plan => ({
  step: Step.sendOffer,
  waitsFor: 'the offer to be sent',
  at: offer.reservedUntil,
  otherwise: 'the reservation lapses and another driver is looked for',
});

const offered = (order: StandingOrder): Plan => ({
  step: Step.expireOffer,
  waitsFor: "the driver's answer",
  at: order.offer?.expiresAt ?? order.placedAt,
  otherwise: 'the offer expires and another driver is looked for',
});

/** Without a driver: the radius widens, then people are told, rung by rung, and at last the order is given up. */
function unassigned(order: StandingOrder, policy: Policy, clock: MarketClock, nowMs: number): Plan {
  const since = Date.parse(order.unassignedSince ?? order.placedAt);
  const at = (seconds: number): number => since + realMs(clock, seconds);
  const exhausted = order.offersMade >= policy.pool.offersMax;
  const plans: Plan[] = [
    {
      step: Step.giveUp,
      waitsFor: 'a driver',
      at: iso(at(policy.deadlines.giveUpS)),
      otherwise: 'the order ends as undeliverable',
    },
    ...escalation(
      order,
      policy,
      exhausted ? 'offers_exhausted' : 'unassigned_too_long',
      'a driver',
      exhausted ? since : at(policy.deadlines.unassignedS),
    ),
  ];
  const wider = nextRadius(policy, clock, since, nowMs);
  if (wider) plans.push(wider);
  return earliest(plans);
}

/** Levels that have passed need no step: the matcher reads the radius from the time waited. */
function nextRadius(policy: Policy, clock: MarketClock, since: number, nowMs: number): Plan | null {
  const level = policy.pool.radii.find(({ afterS }) => since + realMs(clock, afterS) > nowMs);
  if (!level) return null;
  const radius = level.radiusM === null ? 'any distance' : `${level.radiusM} m`;
  return {
    step: Step.widenRadius,
    waitsFor: 'a driver',
    at: iso(since + realMs(clock, level.afterS)),
    otherwise: `drivers within ${radius} are asked`,
  };
}

/** With a driver: when the stage's time is over people are told, and in the end the order moves by itself. */
function stage(
  order: StandingOrder,
  policy: Policy,
  reason: EscalationReason,
  waitsFor: string,
  deadlineMs: number,
): Plan {
  const [next] = escalation(order, policy, reason, waitsFor, deadlineMs);
  if (next) return next;
  const carried = order.pickedUpAt !== null;
  return {
    step: carried ? Step.giveUp : Step.requeue,
    waitsFor: 'somebody to act on the escalation',
    at: order.escalationDeadlineAt ?? iso(deadlineMs),
    otherwise: carried ? 'the order ends as undeliverable' : 'another driver is looked for',
  };
}

/** The next rung, or nothing when the last one has been reached. */
function escalation(
  order: StandingOrder,
  policy: Policy,
  reason: EscalationReason,
  waitsFor: string,
  firstMs: number,
): Plan[] {
  const rung = order.escalationRung;
  if (rung >= policy.ladder.rungsMax) return [];
  const at = rung === 0 ? iso(firstMs) : (order.escalationDeadlineAt ?? iso(firstMs));
  return [
    {
      step: Step.raiseEscalation,
      waitsFor: rung === 0 ? waitsFor : 'somebody to act on the escalation',
      at,
      otherwise: `people are told (rung ${rung + 1})`,
      reason,
    },
  ];
}

const earliest = (plans: Plan[]): Plan => plans.reduce((a, b) => (Date.parse(b.at) < Date.parse(a.at) ? b : a));
