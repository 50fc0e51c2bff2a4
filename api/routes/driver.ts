import * as http from '../../contracts/http';
import type { Positions } from '../../db/positions';
import type { DriverReads } from '../../db/read-models/driver-view';
import type { Transitions } from '../../db/transitions';
import { ok } from '../answer';
import { availabilityAnswer, offerCard, orderOutcome, routeAnswer, selfAnswer } from '../answers/driver';
import { instantOrNull } from '../answers/common';
import type { MarketBook } from '../market-book';
import { notFound, Refused } from '../problem';
import type { Record } from '../record';
import type { Serve } from '../serve';

export interface DriverDependencies {
  transitions: Transitions;
  drivers: DriverReads;
  positions: Positions;
  book: MarketBook;
  record: Record;
}

/** A driver's shift: himself, his availability, where he is. */
export function serveDriver({ on }: Serve, { transitions, drivers, positions, book }: DriverDependencies): void {
  on(http.getDriver, async ({ caller }) => {
    const [self, market] = await Promise.all([drivers.find(caller.id), book.known(caller.marketId)]);
    if (!self) throw notFound('driver');
    return ok(selfAnswer(self, market));
  });

  on(http.setAvailability, async ({ body: { state, shift_ends_at }, caller, actor }) => {
    const shiftEndsAt = shift_ends_at === undefined ? null : new Date(shift_ends_at);
    // Orders whose offers this withdraws are not in the answer, so their messages are the relay's, and at once.
    const outcome = await transitions.setAvailability(caller.id, state, shiftEndsAt, { ...actor, via: undefined });
    if (!outcome.done) throw new Refused({ code: outcome.code, order: null });
    return ok(availabilityAnswer(outcome));
  });

  on(http.reportLocations, async ({ body: { points }, caller }) => {
    const latest = points.reduce((a, b) => (Date.parse(b.recorded_at) > Date.parse(a.recorded_at) ? b : a));
    await positions.report(caller.id, positionOf(latest));
    return { status: 202, body: { points: points.length } };
  });
}

/** A driver's answers to offers. */
export function serveDriverOffers({ on }: Serve, { transitions, drivers, book, record }: DriverDependencies): void {
  on(http.listDriverOffers, async ({ caller }) => {
    const [offers, { currency }] = await Promise.all([drivers.openOffers(caller.id), book.known(caller.marketId)]);
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
export function serveDriverRoute({ on }: Serve, { transitions, drivers, record }: DriverDependencies): void {
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
    const report = { occurredAt: occurred(body.occurred_at), reason: body.reason };
    return ok(orderOutcome(await record(transitions.reportStop(params.stop_id, caller.id, 'fail', report, actor))));
  });
  on(http.releaseOrder, async ({ params, body, caller, actor }) =>
    ok(orderOutcome(await record(transitions.releaseOrder(params.order_id, caller.id, body.reason, actor)))),
  );
}

/** A phone whose clock runs ahead must not keep later positions out. */
const positionOf = ({ location, recorded_at, accuracy_m, heading, speed_mps }: http.LocationPoint) => ({
  ...location,
  accuracyM: accuracy_m ?? null,
  heading: heading ?? null,
  speedMps: speed_mps ?? null,
  recordedAt: new Date(Math.min(Date.parse(recorded_at), Date.now())),
});
