import * as http from '../../contracts/http';
import type { TrackingReads, TrackingRecord } from '../../db/tracking';
import type { CustomerChanges, Transitions } from '../../db/transitions';
import type { Actor } from '../../domain/actor';
import { ContactUnavailable, type ContactParties, type MaskedContact } from '../../domain/tracking/contact';
import { isReachable } from '../../domain/tracking/visibility';
import { ok } from '../answer';
import { trackingHash } from '../auth/tracking-tokens';
import { ApiProblem } from '../problem';
import type { Record } from '../record';
import type { Serve } from '../serve';
import type { TrackingView } from '../tracking-view';

export interface TrackingActionDependencies {
  view: TrackingView;
  tracking: Pick<TrackingReads, 'contact'>;
  transitions: Pick<Transitions, 'customerChangesOrder'>;
  record: Record;
  /** Null: nobody has been configured who passes calls and messages on. */
  contact: MaskedContact | null;
}

/** Whoever has the link can ask again and again: changes of one order, and uses of its masked channel. */
const CHANGES_MAX = 30;
const CONTACTS_MAX = 20;
/** Enough to tell in the audit which link it was, and not enough to look it up by. */
const LINK_CHARS = 12;

/** What a customer does on his page. */
export function serveTrackingActions({ on }: Serve, dependencies: TrackingActionDependencies): void {
  const { view, tracking, transitions, record, contact } = dependencies;

  async function change(token: string, changes: CustomerChanges, requestId: string): Promise<http.Tracking> {
    const orderId = await view.openedBy(token);
    const id = trackingHash(token).slice(0, LINK_CHARS);
    const actor: Actor = { type: 'customer', id, requestId, via: 'api' };
    await record(transitions.customerChangesOrder(orderId, changes, CHANGES_MAX, actor));
    return view.answer(orderId);
  }

  on(http.changeInstructions, async ({ params, body, requestId }) =>
    ok(await change(params.token, { dropoff_notes: body.notes }, requestId)),
  );

  on(http.tipDriver, async ({ params, body, requestId }) =>
    ok(await change(params.token, { tip_minor: body.amount }, requestId)),
  );

  async function reach<Result>(
    token: string,
    kind: 'call' | 'message',
    use: (channel: MaskedContact, parties: ContactParties) => Promise<Result>,
  ): Promise<Result> {
    const orderId = await view.openedBy(token);
    const parties = partiesOf(await view.record(orderId));
    if (!contact || !parties) {
      throw new ApiProblem('illegal_transition', 'The driver cannot be reached through this link now.');
    }
    if (!(await tracking.contact(orderId, kind, CONTACTS_MAX))) {
      throw new ApiProblem('too_many_changes', 'The driver has been called or written to too often.');
    }
    try {
      return await use(contact, parties);
    } catch (error) {
      if (!(error instanceof ContactUnavailable)) throw error;
      throw new ApiProblem('unavailable', 'The driver cannot be reached at the moment. Try again.');
    }
  }

  on(http.messageDriver, async ({ params, body }) => {
    await reach(params.token, 'message', (channel, parties) => channel.message(parties, body.text));
    return { status: 202 };
  });

  on(http.callDriver, async ({ params }) => {
    const { number, expiresAt } = await reach(params.token, 'call', (channel, parties) => channel.numberFor(parties));
    return ok({ number, expires_at: expiresAt });
  });
}

/** Null when the two may not talk (any more), or cannot. */
function partiesOf({ order, driver }: TrackingRecord): ContactParties | null {
  if (!isReachable(order.status) || !driver?.phone || !order.dropoff_phone) return null;
  return { reference: order.id, driverPhone: driver.phone, customerPhone: order.dropoff_phone };
}
