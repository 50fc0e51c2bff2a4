import { realMs } from '../domain/clock';
import type { Outcome, SettleOutcome } from '../domain/dispatch/outcome';
import type { StandingOrder } from '../domain/dispatch/standing-order';
import { standingOrder } from '../domain/dispatch/standing-order.test-support';
import type { Climb } from '../domain/ladder/climb';
import { isEnded } from '../domain/lifecycle/statuses';
import { nextStatus, type TransitionRequest } from '../domain/lifecycle/transitions';
import type { DispatchReading, DispatchStore } from '../domain/ports';
import { isLive, ModelRows, OFF_THE_LADDER } from './dispatch-rows.test-support';

type Settled = 'accepted' | 'declined' | 'expired' | 'withdrawn';

/**
 * Orders and offers in memory, as db/functions keeps them as far as a workflow can tell: versions, compare-and-set,
 * refusals with the standing order, messages for what the workflow did not do itself.
 */
export class DispatchModel extends ModelRows implements DispatchStore {
  // What people do.

  async place(id: string, { poolInS = 0 } = {}): Promise<void> {
    const now = await this.now();
    const later = (seconds: number): string => new Date(now + seconds * 1000).toISOString();
    const since = { placedAt: later(0), poolAt: later(poolInS), readyAt: later(900), promisedAt: later(3000) };
    const waits = poolInS > 0 ? { status: 'scheduled' as const, unassignedSince: null } : { unassignedSince: later(0) };
    this.add(standingOrder({ id, changedAt: later(0), ...since, ...waits }));
  }

  /** What a round does. The first of the orders leads. */
  async reserve(driverId: string, ...lines: string[]): Promise<string> {
    const reservedUntil = await this.in(this.policy.offer.reservationS * 1000);
    const id = `offer-${this.offers.size + 1}`;
    const [leadOrderId = ''] = lines;
    this.offers.set(id, { id, status: 'reserved', driverId, leadOrderId, reservedUntil, expiresAt: null, lines });
    for (const line of lines) this.change(line, null, {});
    return id;
  }

  /** A step on the street, or a merchant's or operator's request. */
  async request(id: string, request: TransitionRequest, changes: Partial<StandingOrder> = {}): Promise<void> {
    const now = await this.in(0);
    const became = nextStatus(this.order(id).status, request);
    const ended = became && isEnded(became) ? { endedAt: now, endReason: became, unassignedSince: null } : {};
    const freed = became && WAITING.has(became) ? { ...this.leavesDriver(id), unassignedSince: now } : {};
    const lost = became === 'stranded' ? { strandedAt: now, rescuesFailed: this.order(id).rescuesFailed + 1 } : {};
    this.leaveOffers(id);
    this.change(id, request, { ...stamp(became, now), ...OFF_THE_LADDER, ...ended, ...freed, ...lost, ...changes });
  }

  /** What the sweep does to an order whose driver does not come: never more often than policy allows. */
  async reassign(id: string): Promise<boolean> {
    const { status, moves } = this.order(id);
    if (nextStatus(status, 'release') === null || moves >= this.policy.reassign.movesMax) return false;
    await this.request(id, 'release');
    return true;
  }

  /** A person takes an escalation, or puts it off until then: either gives the order its rung's time again. */
  async answer(id: string, snoozedUntil: string | null): Promise<void> {
    const { ladderRung } = this.order(id);
    const deadlineMs = realMs(this.clock, this.policy.ladder.rungs[ladderRung - 1]?.deadlineS ?? 0);
    const now = await this.in(0);
    const from = snoozedUntil ?? now;
    const escalationDeadlineAt = new Date(Date.parse(from) + deadlineMs).toISOString();
    this.change(id, null, { snoozedUntil, escalationDeadlineAt });
  }

  // What the workflow asks for.

  async readDispatch(id: string): Promise<DispatchReading | null> {
    return this.orders.has(id) ? { order: this.standing(id), policy: this.policy, clock: this.clock } : null;
  }

  async enterPool(id: string): Promise<Outcome> {
    if (this.order(id).status !== 'scheduled') return this.refused(id, 'illegal_transition');
    if ((await this.now()) < Date.parse(this.order(id).poolAt)) return this.refused(id, 'too_early');
    return this.done(id, 'enter_pool', { unassignedSince: await this.in(0) });
  }

  async openOffer(offerId: string, caller: string, lifetimeMs: number): Promise<Outcome> {
    const offer = this.offer(offerId);
    if (offer.status === 'open') return { done: true, repeated: true, order: this.standing(caller) };
    if (offer.status !== 'reserved' || offer.leadOrderId !== caller) return this.refused(caller, 'offer_closed');
    if (Date.parse(offer.reservedUntil) < (await this.now())) return this.refused(caller, 'offer_lapsed');
    Object.assign(offer, { status: 'open', expiresAt: await this.in(lifetimeMs) });
    for (const line of offer.lines) {
      const sent = this.order(line).status === 'stranded' ? null : 'send_offer';
      this.change(line, sent, { offersMade: this.order(line).offersMade + 1 }, line !== caller);
    }
    return { done: true, order: this.standing(caller) };
  }

  async settleOffer(
    offerId: string,
    outcome: Settled,
    _actor: unknown,
    { reason = null, caller = null }: { reason?: string | null; caller?: string | null } = {},
  ): Promise<SettleOutcome> {
    const offer = this.offer(offerId);
    const asked = caller ?? offer.leadOrderId;
    const now = await this.now();
    if (!isLive(offer.status)) return this.refused(asked, 'offer_closed');
    const lapses = offer.status === 'reserved' && Date.parse(offer.reservedUntil) <= now;
    if (reason === 'lapsed' && !lapses) return this.refused(asked, 'too_early');
    const waitMs = Date.parse(offer.expiresAt ?? offer.reservedUntil) - now;
    if (outcome === 'expired' && waitMs > 0) return { ...this.refused(asked, 'too_early'), waitMs };
    offer.status = outcome;
    for (const line of offer.lines) this.settleLine(line, offer, line !== caller, new Date(now).toISOString());
    return { done: true, order: this.standing(asked) };
  }

  async settleDue(id: string): Promise<SettleOutcome> {
    const live = [...this.offers.values()].filter(({ status, lines }) => isLive(status) && lines.includes(id));
    const answers: SettleOutcome[] = [];
    for (const { id: offerId, status } of live) {
      const settled = status === 'open' ? 'expired' : 'withdrawn';
      const reason = status === 'open' ? null : 'lapsed';
      answers.push(await this.settleOffer(offerId, settled, null, { reason, caller: id }));
    }
    return { done: true, ...answers.find(({ done }) => !done), order: this.standing(id) };
  }

  async requeueOrder(id: string, _reason: string, _actor: unknown, version: number | null): Promise<Outcome> {
    const { version: standing, status } = this.order(id);
    if (standing !== version) return this.refused(id, 'order_changed');
    const now = await this.in(0);
    return this.done(id, status === 'rescuing' ? 'release_rescue' : 'requeue', {
      ...this.leavesDriver(id),
      unassignedSince: now,
      ...OFF_THE_LADDER,
    });
  }

  async giveUpOrder(id: string, version: number, endReason: string): Promise<Outcome> {
    if (this.order(id).version !== version) return this.refused(id, 'order_changed');
    return this.done(id, 'give_up', { endedAt: await this.in(0), endReason });
  }

  async climbLadder(id: string, { version, rung, deadlineMs, actions }: { version: number } & Climb): Promise<Outcome> {
    const order = this.order(id);
    if (order.version !== version || order.ladderRung >= rung) return this.refused(id, 'order_changed');
    const told = actions.some(({ kind }) => kind === 'escalate') ? { escalationRung: rung } : {};
    const again = actions.some(({ kind }) => kind === 'widen' || kind === 'strategy') ? { offersMade: 0 } : {};
    const climbed = { ladderRung: rung, escalationDeadlineAt: await this.in(deadlineMs), snoozedUntil: null };
    return this.done(id, null, { ...climbed, ...told, ...again });
  }

  async endSnooze(id: string, version: number): Promise<Outcome> {
    const { snoozedUntil, version: standing } = this.order(id);
    if (standing !== version || snoozedUntil === null) return this.refused(id, 'order_changed');
    if ((await this.now()) < Date.parse(snoozedUntil)) return this.refused(id, 'too_early');
    return this.done(id, null, { snoozedUntil: null });
  }

  async endHold(id: string): Promise<Outcome> {
    const { heldUntil } = this.order(id);
    if (heldUntil === null) return { done: true, repeated: true, order: this.standing(id) };
    if ((await this.now()) < Date.parse(heldUntil)) return this.refused(id, 'too_early');
    return this.done(id, null, { heldUntil: null, unassignedSince: await this.in(0) });
  }
}

/** Without a driver. */
const WAITING = new Set<StandingOrder['status']>(['unassigned', 'stranded']);
/** The instant that a step of the street leaves in the row. */
function stamp(became: StandingOrder['status'] | null, now: string): Partial<StandingOrder> {
  switch (became) {
    case 'arrived_at_pickup':
      return { arrivedAtPickupAt: now };
    case 'picked_up':
      return { pickedUpAt: now };
    case 'arrived_at_dropoff':
      return { arrivedAtDropoffAt: now };
    case 'returning':
      return { returningAt: now };
    default:
      return {};
  }
}
