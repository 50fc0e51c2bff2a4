import * as http from '../../contracts/http';
import type { Market } from '../../db/markets';
import type { Policies } from '../../db/policies';
import type { OrderReads } from '../../db/read-models/orders';
import type { RoundInputReads } from '../../db/read-models/round-inputs';
import { toMarket, toReal } from '../../domain/clock';
import { midnightOf } from '../../domain/market-day';
import type { ShadowOutcome, ShadowTotal } from '../../domain/policy/shadow-run';
import { shareOf } from '../../domain/analytics/sums';
import { ok } from '../answer';
import { instant, money } from '../answers/common';
import { policyProblems } from '../answers/policies';
import type { MarketBook } from '../market-book';
import { invalid, notFound } from '../problem';
import type { Serve } from '../serve';
import type { ShadowRunner } from '../shadow-run/runner';
import { visibleMarket } from './ops-board';
import { changed } from './ops-policies';

export interface ShadowRunDependencies {
  book: MarketBook;
  policies: Policies;
  orders: Pick<OrderReads, 'driverNames'>;
  roundInputs: RoundInputReads;
  runShadow: ShadowRunner;
}

const JUDGED =
  'Each round is worked out again with the orders and drivers that it had; what would have followed from other ' +
  'decisions is not. Offer strategies, deadlines and the ladder do not act within a round. Radii, when they are changed, ' +
  'go by the time since an order was placed.';

/** What a change of a policy would have meant. */
export function serveShadowRuns({ on }: Serve, dependencies: ShadowRunDependencies): void {
  const { book, policies, orders, roundInputs, runShadow } = dependencies;

  on(http.runShadow, async ({ params, body, caller }) => {
    const market = await visibleMarket(book, caller, params.market_id);
    const base = await policies.find(market.id, body.based_on);
    if (!base) throw notFound('version');
    const after = changed(base.policy, body.changes);
    const problems = policyProblems(after);
    if (problems.length > 0) throw invalid(...problems);
    const { from, to } = spanOf(body, market);
    const { found, inputs } = await roundInputs.sample(market.id, from, to, body.rounds_max);
    const total = await runShadow({ rounds: inputs, before: base.policy, after });
    const names = await orders.driverNames(
      total.changed.flatMap(({ before, after: now }) => [before, now].filter(isSomebody)),
    );
    return ok(shadowAnswer(total, market, { from, to, found }, names));
  });
}

const isSomebody = (id: string | null): id is string => id !== null;

/** What was asked for, otherwise the market's day before this one. */
function spanOf({ from, to }: { from?: string; to?: string }, { timeZone, clock }: Market): { from: Date; to: Date } {
  if (from !== undefined && to !== undefined) return { from: new Date(from), to: new Date(to) };
  const now = toMarket(clock, Date.now());
  const midnight = (days: number): Date => new Date(toReal(clock, midnightOf(timeZone, now, days)));
  return { from: midnight(-1), to: midnight(0) };
}

function shadowAnswer(
  total: ShadowTotal,
  { id, currency }: Market,
  { from, to, found }: { from: Date; to: Date; found: number },
  names: Map<string, string>,
): http.ShadowRun {
  const driver = (driverId: string | null) =>
    driverId === null ? null : { id: driverId, name: names.get(driverId) ?? '' };
  const outcome = ({ proposed, unassigned, waitS, late, lateS, payMinor, offers }: ShadowOutcome) => ({
    proposed,
    unassigned,
    wait_mean_s: shareOf(waitS, proposed),
    late,
    late_mean_s: shareOf(lateS, late),
    pay: money(payMinor, currency),
    offers,
  });
  return {
    market_id: id,
    from: instant(from),
    to: instant(to),
    rounds: { found, run: total.rounds },
    orders: total.orders,
    before: outcome(total.before),
    after: outcome(total.after),
    changed_orders: total.changedTotal,
    examples: total.changed.map(({ roundNo, orderId, before, after }) => ({
      round_no: roundNo,
      order_id: orderId,
      driver_before: driver(before),
      driver_after: driver(after),
    })),
    judged: JUDGED,
  };
}
