import * as http from '../../contracts/http';
import type { DriverReads } from '../../db/read-models/driver-view';
import type { StopReport, Transitions } from '../../db/transitions';
import { realMs } from '../../domain/clock';
import { ok } from '../answer';
import { offerCard, orderOutcome, routeAnswer, selfAnswer } from '../answers/driver';
import { instantOrNull } from '../answers/common';
import type { MarketBook } from '../market-book';
import { notFound } from '../problem';
import type { Record } from '../record';
import type { Serve } from '../serve';

export interface DriverDependencies {
  transitions: Transitions;
  drivers: DriverReads;
  book: MarketBook;
  record: Record;
}

export function serveDriver({ on }: Serve, { drivers, book }: DriverDependencies): void {
  on(http.getDriver, async ({ caller }) => {
    const [self, market] = await Promise.all([drivers.find(caller.id), book.known(caller.marketId)]);
    if (!self) throw notFound('driver');
    return ok(selfAnswer(self, market));
  });
}

/** A driver's answers to offers. */
export function serveDriverOffers({ on }: Serve, { transitions, drivers, book, record }: DriverDependencies): void {
  on(http.listDriverOffers, async ({ caller }) => {
    const [offers, { currency }] = await Promise.all([drivers.openOffers(caller.id), book.known(caller.marketId)]);
    const unseen = offers.filter(({ offer }) => offer.shown_at === null).map(({ offer }) => offer.id);
    if (unseen.length > 0) await transitions.markShown(caller.id, unseen);
    return ok({ data: offers.map((offer) => offerCard(offer, currency)) });
  });

  const answer = async (outcome: ReturnType<Transitions['settleOffer']>) => {
    const { offer, repeated = false } = await record(outcome);
    if (!offer) throw new Error('an offer was settled without an offer');
    const { id, status, settledAt } = offer;
    return ok({ offer: { id, status, settled_at: instantOrNull(settledAt) }, repeated });
  };
  on(http.acceptOffer, ({ params, actor }) => answer(transitions.settleOffer(params.offer_id, 'accepted', actor)));
  on(http.declineOffer, ({ params, body: { reason }, actor }) =>
    answer(transitions.settleOffer(params.offer_id, 'declined', actor, { reason })),
  );
}

/** A driver's stops, and an order that he gives back. */
export function serveDriverRoute({ on }: Serve, { transitions, drivers, book, record }: DriverDependencies): void {
  on(http.getDriverRoute, async ({ caller }) => ok(routeAnswer(await drivers.route(caller.id))));

  const occurred = (at: string | undefined): Date | null => (at === undefined ? null : new Date(at));
  on(http.arriveAtStop, async ({ params, body, caller, actor }) => {
    const report = { occurredAt: occurred(body.occurred_at) };
    return ok(orderOutcome(await record(transitions.reportStop(params.stop_id, caller.id, 'arrive', report, actor))));
  });
  on(http.completeStop, async ({ params, body, caller, actor }) => {
    const report = { occurredAt: occurred(body.occurred_at), proof: body.proof };
    return ok(orderOutcome(await record(transitions.reportStop(params.stop_id, caller.id, 'complete', report, actor))));
  });
  on(http.failStop, async ({ params, body, caller, actor }) => {
    const shop = await shopTrouble(body.kind, caller.marketId);
    const report = { occurredAt: occurred(body.occurred_at), reason: body.reason, ...shop };
    return ok(orderOutcome(await record(transitions.reportStop(params.stop_id, caller.id, 'fail', report, actor))));
  });
  on(http.reportTrouble, async ({ params, body: { kind, note }, caller, actor }) =>
    ok(orderOutcome(await record(transitions.reportTrouble(params.order_id, caller.id, kind, note, actor)))),
  );
  on(http.releaseOrder, async ({ params, body, caller, actor }) =>
    ok(orderOutcome(await record(transitions.releaseOrder(params.order_id, caller.id, body.reason, actor)))),
  );

  /** How long a closed shop is left alone, how long a slow one gets: by the market's policy. */
  async function shopTrouble(kind: 'closed' | 'not_ready' | 'other', marketId: string): Promise<Partial<StopReport>> {
    if (kind === 'other') return {};
    const { policyVersion, clock } = await book.known(marketId);
    const { closedHoldS, notReadyS } = (await book.policy(marketId, policyVersion)).reassign;
    const [holdMs, waitMs] = [realMs(clock, closedHoldS), realMs(clock, notReadyS)];
    return kind === 'closed' ? { why: kind, holdMs, readyInMs: holdMs } : { why: kind, waitMs, readyInMs: waitMs };
  }
}
