import { realMs, type MarketClock } from '../clock';
import { nextRung, type NextRung, type Stage } from '../ladder/ladder';
import type { EscalationReason, RungAction } from '../ladder/types';
import type { Policy } from '../policy/policy';
import { stageOf } from './stage';
import type { StandingOrder } from './standing-order';

/** Things that an order does by itself when a moment comes. */
export const Step = {
  enterPool: 'enter_pool',
  sendOffer: 'send_offer',
  expireOffer: 'expire_offer',
  widenRadius: 'widen_radius',
  /** The next rung of the ladder acts. */
  raiseEscalation: 'raise_escalation',
  endSnooze: 'end_snooze',
  endHold: 'end_hold',
  requeue: 'requeue',
  /** Another rescuer is looked for. */
  releaseRescue: 'release_rescue',
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
  /** Why the ladder would act, and its rung, when `step` is an escalation. */
  reason?: EscalationReason;
  rung?: number;
}

/**
 * What happens next to an order that has not ended. Pure: the workflow arms its alarm with it, the API and the console
 * show it. `nowMs` only decides which radius levels are over.
 */
export function plan(order: StandingOrder, policy: Policy, clock: MarketClock, nowMs: number): Plan | null {
  const next = planOf(order, policy, clock, nowMs);
  return (
    next && fromNowOn(order.snoozedUntil === null ? next : earliest([next, comesBack(next, order.snoozedUntil)]), order)
  );
}

const comesBack = ({ waitsFor }: Plan, snoozedUntil: string): Plan => ({
  step: Step.endSnooze,
  waitsFor,
  at: snoozedUntil,
  otherwise: 'people are reminded of the escalation',
});

/** What has held for longer (a broken promise, offers used up) became due when the order came to stand so, not before. */
function fromNowOn(next: Plan, { changedAt }: StandingOrder): Plan {
  const isOlder = changedAt !== undefined && Date.parse(next.at) < Date.parse(changedAt);
  return isOlder ? { ...next, at: iso(Date.parse(changedAt)) } : next;
}

function planOf(order: StandingOrder, policy: Policy, clock: MarketClock, nowMs: number): Plan | null {
  switch (order.status) {
    case 'scheduled':
      return {
        step: Step.enterPool,
        waitsFor: 'the time to look for a driver',
        at: order.poolAt,
        otherwise: 'a driver is looked for',
      };
    case 'unassigned':
      if (order.heldUntil !== null && !order.offer) return held(order.heldUntil);
      return order.offer ? asked(order.offer) : unassigned(order, policy, clock, nowMs);
    case 'offered':
      return offered(order);
    case 'stranded':
      return order.offer ? asked(order.offer) : stranded(order, policy, clock);
    default: {
      const stage = stageOf(order, policy, clock);
      return stage && inStage(order, stage, policy, clock);
    }
  }
}

const iso = (ms: number): string => new Date(ms).toISOString();

const reserved = (offer: NonNullable<StandingOrder['offer']>): Plan => ({
  step: Step.sendOffer,
  waitsFor: 'the offer to be sent',
  at: offer.reservedUntil,
  otherwise: 'the reservation lapses and another driver is looked for',
});

const offered = (order: Pick<StandingOrder, 'offer' | 'placedAt'>): Plan => ({
  step: Step.expireOffer,
  waitsFor: "the driver's answer",
  at: order.offer?.expiresAt ?? order.placedAt,
  otherwise: 'the offer expires and another driver is looked for',
});

/** A stranded order keeps its status while somebody is asked. */
const asked = (offer: NonNullable<StandingOrder['offer']>): Plan =>
  offer.status === 'open' ? offered({ offer, placedAt: offer.reservedUntil }) : reserved(offer);

const held = (until: string): Plan => ({
  step: Step.endHold,
  waitsFor: 'the end of the hold',
  at: until,
  otherwise: 'a driver is looked for',
});

/** Without a driver: the radius widens, then the ladder acts, rung by rung, and at last the order is given up. */
function unassigned(order: StandingOrder, policy: Policy, clock: MarketClock, nowMs: number): Plan {
  const since = Date.parse(order.unassignedSince ?? order.placedAt);
  const giveUp: Plan = {
    step: Step.giveUp,
    waitsFor: 'a driver',
    at: iso(since + realMs(clock, policy.deadlines.giveUpS)),
    otherwise: 'the order ends as undeliverable',
  };
  const rung = nextRung(order, null, policy, clock);
  const plans = [giveUp, ...(rung ? [climb(order, rung, 'a driver')] : [])];
  const wider = nextRadius(policy, clock, since, nowMs);
  if (wider) plans.push(wider);
  return earliest(plans);
}

/** Goods without a driver who could bring them: a rescuer is looked for, and people are asked beside it. */
function stranded(order: StandingOrder, policy: Policy, clock: MarketClock): Plan {
  const since = Date.parse(order.strandedAt ?? order.placedAt);
  const giveUp: Plan = {
    step: Step.giveUp,
    waitsFor: 'another driver for the goods',
    at: iso(since + realMs(clock, policy.deadlines.giveUpS)),
    otherwise: 'the order ends as undeliverable',
  };
  const rung = nextRung(order, null, policy, clock);
  return rung ? earliest([giveUp, climb(order, rung, 'another driver for the goods')]) : giveUp;
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

/** With a driver: when the stage's time is over the ladder acts, and in the end the order moves by itself. */
function inStage(order: StandingOrder, stage: Stage & { waitsFor: string }, policy: Policy, clock: MarketClock): Plan {
  const rung = nextRung(order, stage, policy, clock);
  if (rung) return climb(order, rung, stage.waitsFor);
  const at = order.escalationDeadlineAt ?? iso(stage.deadlineMs);
  return { waitsFor: 'somebody to act on the escalation', at, ...lastResort(order) };
}

function lastResort({ status, pickedUpAt }: StandingOrder): Pick<Plan, 'step' | 'otherwise'> {
  if (status === 'rescuing')
    return { step: Step.releaseRescue, otherwise: 'another driver for the goods is looked for' };
  return pickedUpAt === null
    ? { step: Step.requeue, otherwise: 'another driver is looked for' }
    : { step: Step.giveUp, otherwise: 'the order ends as undeliverable' };
}

const climb = (order: StandingOrder, { number, rung, atMs, reason }: NextRung, waitsFor: string): Plan => ({
  step: Step.raiseEscalation,
  waitsFor: order.ladderRung === 0 ? waitsFor : 'somebody to act on the escalation',
  at: iso(atMs),
  otherwise: rung.actions.some(({ kind }) => kind === 'escalate')
    ? `people are told (rung ${number})`
    : `the ladder acts (rung ${number}): ${rung.actions.map(inWords).join(', ')}`,
  reason,
  rung: number,
});

const inWords = ({ kind }: RungAction): string => kind.replaceAll('_', ' ');

const earliest = (plans: Plan[]): Plan => plans.reduce((a, b) => (Date.parse(b.at) < Date.parse(a.at) ? b : a));
