import * as http from '../../contracts/http';
import type { DriverReads } from '../../db/read-models/driver-view';
import type { Transitions } from '../../db/transitions';
import type { Actor } from '../../domain/actor';
import { type MarketClock, realMs } from '../../domain/clock';
import type { AvailabilityOutcome } from '../../domain/dispatch/outcome';
import type { ShiftRequest } from '../../domain/shift/requests';
import { shiftTerms, type ShiftTerms } from '../../domain/shift/terms';
import { ok } from '../answer';
import { availabilityAnswer, limitAnswer, shiftAnswer } from '../answers/shift';
import type { MarketBook } from '../market-book';
import { Refused } from '../problem';
import type { Serve } from '../serve';
import { visibleMarket } from './ops-board';

export interface ShiftDependencies {
  transitions: Transitions;
  drivers: DriverReads;
  book: MarketBook;
}

type DriverId = { id: string; marketId: string };

/** A driver's shift: coming on and going off, breaks, the last order, hours agreed beforehand. */
export function serveDriverShift({ on }: Serve, { transitions, drivers, book }: ShiftDependencies): void {
  async function change({ id, marketId }: DriverId, request: ShiftRequest, actor: Actor) {
    const { clock } = await book.known(marketId);
    // Orders whose offers this withdraws are not in the answer, so their messages are the relay's, and at once.
    const outcome = await transitions.changeShift(id, request, { ...actor, via: undefined });
    return ok(availabilityAnswer(done(outcome, clock), clock));
  }

  async function terms(marketId: string): Promise<ShiftTerms> {
    const { policyVersion, clock } = await book.known(marketId);
    return shiftTerms(await book.policy(marketId, policyVersion), clock);
  }

  async function planned(outcome: AvailabilityOutcome, { marketId }: DriverId): Promise<http.DriverShift> {
    const { clock } = await book.known(marketId);
    const { shift } = done(outcome, clock);
    if (!shift) throw new Error('a shift was planned without a shift');
    return shiftAnswer(shift, clock);
  }

  on(http.setAvailability, async ({ body, caller, actor }) => {
    const { state, shift_ends_at: endsAt = null, break_minutes: minutes, hand_over: handOver = false } = body;
    switch (state) {
      case 'available':
        return change(caller, { request: 'come_on', endsAt, terms: await terms(caller.marketId) }, actor);
      case 'on_break': {
        const { clock } = await book.known(caller.marketId);
        const lengthMs = minutes === undefined ? null : realMs(clock, minutes * 60);
        return change(caller, { request: 'ask_break', lengthMs }, actor);
      }
      case 'offline':
        return change(caller, { request: 'go_off', handOver }, actor);
    }
  });

  on(http.setLastOrder, ({ body, caller, actor }) => change(caller, { request: 'last_order', on: body.on }, actor));

  on(http.planDriverShift, async ({ body, caller, actor }) => {
    const hours = {
      from: new Date(body.starts_at),
      until: new Date(body.ends_at),
      terms: await terms(caller.marketId),
    };
    return { status: 201, body: await planned(await transitions.planShift(caller.id, hours, actor), caller) };
  });

  on(http.cancelDriverShift, async ({ params, caller, actor }) =>
    ok(await planned(await transitions.cancelShift(params.shift_id, caller.id, actor), caller)),
  );

  on(http.listDriverShifts, async ({ caller }) => {
    const [shifts, { clock }] = await Promise.all([drivers.shifts(caller.id), book.known(caller.marketId)]);
    return ok({ data: shifts.map((shift) => shiftAnswer(shift, clock)) });
  });

  on(http.overrideBreak, async ({ params, body, caller, actor }) => {
    const marketId = await drivers.marketOf(params.driver_id);
    const { clock } = await visibleMarket(book, caller, marketId ?? '');
    const outcome = await transitions.overrideBreak(params.driver_id, body.reason, actor);
    return ok(availabilityAnswer(done(outcome, clock), clock));
  });
}

function done(outcome: AvailabilityOutcome, clock: MarketClock): AvailabilityOutcome {
  const limits = outcome.limits?.map((limit) => limitAnswer(limit, clock));
  if (!outcome.done) throw new Refused({ ...outcome, order: null, limits });
  return outcome;
}
