import type { Money } from '../story/story';

export interface ShadowOutcome {
  proposed: number;
  unassigned: number;
  wait_mean_s: number | null;
  late: number;
  late_mean_s: number | null;
  pay: Money;
  offers: number;
}

/** Stored rounds worked out again under a changed policy, as `POST …/shadow_runs` answers. */
export interface ShadowRun {
  from: string;
  to: string;
  rounds: { found: number; run: number };
  orders: number;
  before: ShadowOutcome;
  after: ShadowOutcome;
  changed_orders: number;
  examples: {
    round_no: number;
    order_id: string;
    driver_before: { name: string } | null;
    driver_after: { name: string } | null;
  }[];
  judged: string;
}

export type Unit = 'orders' | 'seconds' | 'money';

export interface ShadowRow {
  label: string;
  unit: Unit;
  before: number | null;
  after: number | null;
  /** Which way is better for the market; null where it is only different. */
  better: 'less' | 'more' | null;
}

const perOffer = ({ pay, offers }: ShadowOutcome): number | null => (offers === 0 ? null : pay.amount / offers);

/** What the run found, one figure a row: who is left out, how long they wait, what it pays. */
export const rowsOf = ({ before, after }: ShadowRun): ShadowRow[] => [
  {
    label: 'Orders left without a driver',
    unit: 'orders',
    better: 'less',
    before: before.unassigned,
    after: after.unassigned,
  },
  {
    label: 'Wait for the pickup, mean',
    unit: 'seconds',
    better: 'less',
    before: before.wait_mean_s,
    after: after.wait_mean_s,
  },
  { label: 'Orders after their promise', unit: 'orders', better: 'less', before: before.late, after: after.late },
  {
    label: 'How late those are, mean',
    unit: 'seconds',
    better: 'less',
    before: before.late_mean_s,
    after: after.late_mean_s,
  },
  { label: 'Offers made', unit: 'orders', better: null, before: before.offers, after: after.offers },
  { label: 'Pay per offer', unit: 'money', better: null, before: perOffer(before), after: perOffer(after) },
  { label: 'Pay of all offers', unit: 'money', better: null, before: before.pay.amount, after: after.pay.amount },
];

/** `better`, `worse`, or only `other`; null where nothing differs or nothing can be compared. */
export function verdictOf({ before, after, better }: ShadowRow): 'better' | 'worse' | 'other' | null {
  if (before === null || after === null || before === after) return null;
  if (better === null) return 'other';
  return after < before === (better === 'less') ? 'better' : 'worse';
}
