import type { Actor } from '../domain/actor';
import type {
  AppliedRound,
  AvailabilityOutcome,
  Outcome,
  PlaceOutcome,
  ShiftOutcome,
  SettleOutcome,
} from '../domain/dispatch/outcome';
import type { OfferTerms, RoundProposal } from '../domain/dispatch/offer-terms';
import type { Climb } from '../domain/ladder/climb';
import type { PlannedHours, ShiftRequest } from '../domain/shift/requests';
import { Prisma, type PrismaClient } from './generated/client';

export type { OfferStop, OfferTerms, RoundProposal } from '../domain/dispatch/offer-terms';

/** What a driver reports about a stop; durations in real milliseconds. */
export interface StopReport {
  occurredAt: Date | null;
  reason?: string;
  proof?: unknown;
  /** Of a pickup that cannot be done: whose doing it is, and what time it takes. */
  why?: 'closed' | 'not_ready';
  holdMs?: number;
  readyInMs?: number;
  waitMs?: number;
}

/** Columns of a new order under their database names; see prisma/schema.prisma. */
export type NewOrder = Record<string, unknown>;

/** What a customer may change, one at a time; null takes the note away. */
export type CustomerChanges = { dropoff_notes: string | null } | { tip_minor: number };

/**
 * The transitions: each is one round trip to one function of db/functions/, which locks, judges, writes row, event and
 * outbox, and answers with the outcome and the standing order. A refusal is an answer, never an exception.
 */
export function createTransitions(prisma: PrismaClient) {
  async function call<Result>(fn: Prisma.Sql): Promise<Result> {
    const [row] = await prisma.$queryRaw<{ result: Result }[]>(Prisma.sql`SELECT ${fn} AS result`);
    if (!row) throw new Error('a transition answered nothing');
    return row.result;
  }
  const json = (value: unknown): Prisma.Sql => Prisma.sql`${JSON.stringify(value)}::jsonb`;
  const uuid = (value: string): Prisma.Sql => Prisma.sql`${value}::uuid`;

  return {
    placeOrder: (order: NewOrder, actor: Actor) =>
      call<PlaceOutcome>(Prisma.sql`place_order(${json(order)}, ${json(actor)})`),
    enterPool: (orderId: string, actor: Actor) =>
      call<Outcome>(Prisma.sql`enter_pool(${uuid(orderId)}, ${json(actor)})`),
    startRound: (marketId: string) => call<{ lastRoundNo: number } | null>(Prisma.sql`start_round(${marketId})`),
    lapseReservations: (marketId: string) => call<number>(Prisma.sql`lapse_reservations(${marketId})`),
    applyRound: (marketId: string, roundNo: number, proposals: RoundProposal[], reservationMs: number) =>
      call<AppliedRound>(
        Prisma.sql`apply_round(${marketId}, ${roundNo}::int, ${json(proposals)}, ${reservationMs}::float8)`,
      ),
    openOffer: (offerId: string, caller: string, lifetimeMs: number, actor: Actor) =>
      call<Outcome>(Prisma.sql`open_offer(${uuid(offerId)}, ${uuid(caller)}, ${lifetimeMs}::float8, ${json(actor)})`),
    settleOffer: (
      offerId: string,
      outcome: 'accepted' | 'declined' | 'expired' | 'withdrawn',
      actor: Actor,
      { reason = null, caller = null }: { reason?: string | null; caller?: string | null } = {},
    ) =>
      call<SettleOutcome>(
        Prisma.sql`settle_offer(${uuid(offerId)}, ${outcome}, ${json(actor)}, ${reason}::text, ${caller}::uuid)`,
      ),
    settleDue: (orderId: string, actor: Actor) =>
      call<SettleOutcome>(Prisma.sql`settle_due(${uuid(orderId)}, ${json(actor)})`),
    /** They have reached the driver, so that silence counts. */
    markShown: (driverId: string, offerIds: string[]) =>
      call<number>(Prisma.sql`mark_shown(${uuid(driverId)}, ${offerIds}::uuid[])`),
    assignOrder: (orderId: string, driverId: string, terms: OfferTerms, reservationMs: number, actor: Actor) =>
      call<Outcome>(
        Prisma.sql`assign_order(${uuid(orderId)}, ${uuid(driverId)}, ${json(terms)}, ${reservationMs}::float8, ${json(actor)})`,
      ),
    forceAssign: (orderId: string, driverId: string, reason: string, actor: Actor) =>
      call<Outcome>(Prisma.sql`force_assign(${uuid(orderId)}, ${uuid(driverId)}, ${reason}, ${json(actor)})`),
    waiveProof: (orderId: string, reason: string, actor: Actor) =>
      call<Outcome>(Prisma.sql`waive_proof(${uuid(orderId)}, ${reason}, ${json(actor)})`),
    releaseOrder: (orderId: string, driverId: string, reason: string, actor: Actor) =>
      call<Outcome>(Prisma.sql`release_order(${uuid(orderId)}, ${uuid(driverId)}, ${reason}, ${json(actor)})`),
    /** `version` is named by the order's own workflow only, which gets the standing order as the answer. */
    requeueOrder: (orderId: string, reason: string, actor: Actor, version: number | null = null) =>
      call<Outcome>(Prisma.sql`requeue_order(${uuid(orderId)}, ${reason}, ${json(actor)}, ${version}::int)`),
    cancelOrder: (orderId: string, reason: string, actor: Actor) =>
      call<Outcome>(Prisma.sql`cancel_order(${uuid(orderId)}, ${reason}, ${json(actor)})`),
    giveUpOrder: (orderId: string, version: number, reason: string, actor: Actor) =>
      call<Outcome>(Prisma.sql`give_up_order(${uuid(orderId)}, ${version}::int, ${reason}, ${json(actor)})`),
    reportStop: (
      stopId: string,
      driverId: string,
      report: 'arrive' | 'complete' | 'fail',
      { occurredAt, ...data }: StopReport,
      actor: Actor,
    ) =>
      call<Outcome>(
        Prisma.sql`report_stop(${uuid(stopId)}, ${uuid(driverId)}, ${report}, ${occurredAt}::timestamptz, ${json(data)}, ${json(actor)})`,
      ),
    reportTrouble: (orderId: string, driverId: string, kind: string, note: string, actor: Actor) =>
      call<Outcome>(Prisma.sql`report_trouble(${uuid(orderId)}, ${uuid(driverId)}, ${kind}, ${note}, ${json(actor)})`),
    changeShift: (driverId: string, { request, ...data }: ShiftRequest, actor: Actor) =>
      call<AvailabilityOutcome>(Prisma.sql`change_shift(${uuid(driverId)}, ${request}, ${json(data)}, ${json(actor)})`),
    planShift: (driverId: string, { from, until, terms }: PlannedHours, actor: Actor) =>
      call<AvailabilityOutcome>(
        Prisma.sql`plan_shift(${uuid(driverId)}, ${from}::timestamptz, ${until}::timestamptz, ${json(terms)}, ${json(actor)})`,
      ),
    cancelShift: (shiftId: string, driverId: string, actor: Actor) =>
      call<AvailabilityOutcome>(Prisma.sql`cancel_shift(${uuid(shiftId)}, ${uuid(driverId)}, ${json(actor)})`),
    overrideBreak: (driverId: string, reason: string, actor: Actor) =>
      call<AvailabilityOutcome>(Prisma.sql`override_break(${uuid(driverId)}, ${reason}, ${json(actor)})`),
    passShiftMoment: (shiftId: string, step: string, actor: Actor) =>
      call<ShiftOutcome>(Prisma.sql`pass_shift_moment(${uuid(shiftId)}, ${step}, ${json(actor)})`),
    setAvailability: (driverId: string, state: string, shiftEndsAt: Date | null, actor: Actor) =>
      call<AvailabilityOutcome>(
        Prisma.sql`set_availability(${uuid(driverId)}, ${state}, ${shiftEndsAt}::timestamptz, ${json(actor)})`,
      ),
    climbLadder: (orderId: string, { version, ...climb }: { version: number } & Climb, actor: Actor) =>
      call<Outcome>(Prisma.sql`climb_ladder(${uuid(orderId)}, ${version}::int, ${json(climb)}, ${json(actor)})`),
    endSnooze: (orderId: string, version: number, actor: Actor) =>
      call<Outcome>(Prisma.sql`end_snooze(${uuid(orderId)}, ${version}::int, ${json(actor)})`),
    changeOrder: (orderId: string, changes: Record<string, unknown>, actor: Actor) =>
      call<Outcome>(Prisma.sql`change_order(${uuid(orderId)}, ${json(changes)}, ${json(actor)})`),
    customerChangesOrder: (orderId: string, changes: CustomerChanges, changesMax: number, actor: Actor) =>
      call<Outcome>(
        Prisma.sql`customer_changes_order(${uuid(orderId)}, ${json(changes)}, ${changesMax}::int, ${json(actor)})`,
      ),
  };
}

export type Transitions = ReturnType<typeof createTransitions>;
