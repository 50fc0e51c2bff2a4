import { match } from '../matching';
import { travelOfRound, type StoredRound } from '../matching/stored-round';
import type { Proposal, RoundResult, Snapshot } from '../matching/types';
import { offerPay } from '../pay/pay';
import { radiusAfter } from './offering';
import { serviceTime, type Policy } from './policy';

/** What rounds come to under a policy. Durations are market seconds. */
export interface ShadowOutcome {
  /** Orders that got a driver in their round, and those that did not. */
  proposed: number;
  unassigned: number;
  /** From the round to the pickup, over all proposed orders. */
  waitS: number;
  late: number;
  lateS: number;
  /** Of the offers, without tips and raises, which no policy changes. */
  payMinor: number;
  offers: number;
}

export interface ChangedOrder {
  roundNo: number;
  orderId: string;
  /** The driver it would be offered to; null: it waits. */
  before: string | null;
  after: string | null;
}

export interface ComparedRound {
  orders: number;
  before: ShadowOutcome;
  after: ShadowOutcome;
  changed: ChangedOrder[];
}

/**
 * A stored round under two policies. Each round is judged as it was read: what would have become of it in the rounds
 * after is not followed.
 */
export function compareRound(round: StoredRound, before: Policy, after: Policy): ComparedRound {
  const { snapshot } = round;
  const times = travelOfRound(round);
  const radii = JSON.stringify(before.pool.radii) !== JSON.stringify(after.pool.radii);
  const run = (policy: Policy): RoundResult => match(underPolicy(snapshot, policy, radii), times);
  const [was, becomes] = [run(before), run(after)];
  const drivers = [driversOf(was), driversOf(becomes)] as const;
  return {
    orders: snapshot.orders.length,
    before: outcomeOf(snapshot, was, before),
    after: outcomeOf(snapshot, becomes, after),
    changed: snapshot.orders.flatMap(({ id }) => {
      const [a, b] = [drivers[0].get(id) ?? null, drivers[1].get(id) ?? null];
      return a === b ? [] : [{ roundNo: snapshot.roundNo, orderId: id, before: a, after: b }];
    }),
  };
}

/**
 * The snapshot as it would have been read under a policy. Radii are kept unless they are what is compared: the snapshot
 * does not hold how often an order had been offered, so they then go by the time since it was placed.
 */
function underPolicy(snapshot: Snapshot, policy: Policy, radiiToo: boolean): Snapshot {
  return {
    ...snapshot,
    policy: policy.matching,
    orders: snapshot.orders.map((order) => ({
      ...order,
      pickupService: serviceTime(policy.service, 'pickup'),
      dropoffService: serviceTime(policy.service, 'dropoff'),
      ...(radiiToo && { radiusMeters: radiusAfter(policy.pool, snapshot.now - order.placedAt) }),
    })),
    drivers: snapshot.drivers.map((driver) => ({
      ...driver,
      route: driver.route.map((stop) => ({ ...stop, service: serviceTime(policy.service, stop.kind) })),
    })),
  };
}

const driversOf = ({ proposals }: RoundResult): Map<string, string> =>
  new Map(proposals.flatMap(({ driverId, orders }) => orders.map(({ id }) => [id, driverId] as const)));

function outcomeOf({ orders, now }: Snapshot, { proposals }: RoundResult, policy: Policy): ShadowOutcome {
  const promised = new Map(orders.map(({ id, promisedAt }) => [id, promisedAt]));
  const proposed = proposals.flatMap((proposal) => proposal.orders.map(({ id }) => timesOf(proposal, id)));
  const lateness = proposed.map(({ id, dropoffAt }) => Math.max(0, dropoffAt - (promised.get(id) ?? dropoffAt)));
  return {
    proposed: proposed.length,
    unassigned: orders.length - proposed.length,
    waitS: sum(proposed.map(({ pickupAt }) => Math.max(0, pickupAt - now))),
    late: lateness.filter((seconds) => seconds >= 1).length,
    lateS: sum(lateness),
    payMinor: sum(proposals.map((proposal) => payOf(proposal, policy))),
    offers: proposals.length,
  };
}

function timesOf({ stops }: Proposal, id: string): { id: string; pickupAt: number; dropoffAt: number } {
  const at = (kind: 'pickup' | 'dropoff'): number =>
    stops.find((stop) => stop.orderId === id && stop.kind === kind)?.completeAt ?? 0;
  return { id, pickupAt: at('pickup'), dropoffAt: at('dropoff') };
}

const payOf = ({ distanceMeters, durationSeconds, orders }: Proposal, { pay }: Policy): number =>
  offerPay(pay, {
    distanceM: distanceMeters,
    durationS: durationSeconds,
    orders: orders.map(() => ({ tipMinor: 0, payRaiseMinor: 0 })),
  }).totalMinor;

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);

const NOTHING: ShadowOutcome = { proposed: 0, unassigned: 0, waitS: 0, late: 0, lateS: 0, payMinor: 0, offers: 0 };

/** Changed orders that are named one by one. */
const NAMED_MAX = 50;

export interface ShadowTotal extends ComparedRound {
  rounds: number;
  changedTotal: number;
}

export const noRounds = (): ShadowTotal => ({
  rounds: 0,
  orders: 0,
  before: NOTHING,
  after: NOTHING,
  changed: [],
  changedTotal: 0,
});

export const withRound = (total: ShadowTotal, round: ComparedRound): ShadowTotal => ({
  rounds: total.rounds + 1,
  orders: total.orders + round.orders,
  before: plus(total.before, round.before),
  after: plus(total.after, round.after),
  changed: [...total.changed, ...round.changed].slice(0, NAMED_MAX),
  changedTotal: total.changedTotal + round.changed.length,
});

const plus = (a: ShadowOutcome, b: ShadowOutcome): ShadowOutcome => ({
  proposed: a.proposed + b.proposed,
  unassigned: a.unassigned + b.unassigned,
  waitS: a.waitS + b.waitS,
  late: a.late + b.late,
  lateS: a.lateS + b.lateS,
  payMinor: a.payMinor + b.payMinor,
  offers: a.offers + b.offers,
});
