import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities';
import * as contract from '../contracts/order-dispatch';
import { realMs } from '../domain/clock';
import { plan, Step, type Plan } from '../domain/dispatch/plan';
import { climbOf } from '../domain/ladder/climb';
import type { StandingOrder } from '../domain/dispatch/standing-order';
import { isEnded } from '../domain/lifecycle/statuses';
import type { DispatchReading } from '../domain/ports';
import { Alarm } from './lib/alarm';
import { Inbox } from './lib/inbox';
import { Story } from './lib/story';

// Local activities: a deciding transaction is one round trip, and workflow tasks are what an order costs.
const dispatch = wf.proxyLocalActivities<Activities>({
  startToCloseTimeout: '10 seconds',
  retry: { initialInterval: '100 milliseconds', maximumInterval: '5 seconds' },
});

/** A step that changed nothing (its moment had not come by the database's clock) is tried again after this. */
const TRY_AGAIN_MS = 1000;
/** How much later than the lead order the other orders of an offer see to it themselves. */
const BACKSTOP_MS = 5000;

/**
 * Carries one order from placement to its end. The database decides and holds the truth; this loop sequences: it waits
 * for what has been recorded or for the next deadline, does one thing at a time, and adopts the order as it stands.
 */
export async function orderDispatch({ orderId }: contract.OrderDispatchInput): Promise<contract.OrderEnd> {
  const inbox = new Inbox<contract.OrderMessage>();
  const alarm = new Alarm();
  const story = new Story();
  let order: StandingOrder | null = null;
  let next: Plan | null = null;
  wf.setHandler(contract.orderChangedSignal, (message) => inbox.put(message));
  wf.setHandler(contract.orderDispatchViewQuery, () => ({ order, next, taken: inbox.taken }));

  const {
    policy,
    clock,
    order: stored,
  } = await dispatch.readDispatch.executeWithOptions({ summary: 'how the order stands, and by which policy' }, [
    { orderId },
  ]);
  let current = adopt(stored);
  let notBefore = 0;

  while (!isEnded(current.status)) {
    next = plan(current, policy, clock, Date.now());
    if (!next) throw wf.ApplicationFailure.nonRetryable(`${current.status} without a next step`);
    story.tell(current, next);
    alarm.set(Math.max(momentOf(current, next), notBefore), `${next.step}: otherwise ${next.otherwise}`);
    await wf.condition(() => inbox.waiting || alarm.due);

    const message = inbox.take();
    if (message) {
      notBefore = 0; // What was tried too early is not what comes next any more.
      current = adopt(message.order);
    } else if (alarm.due) {
      const { order: standing, waitMs = TRY_AGAIN_MS } = await carryOut(next, current, { policy, clock });
      notBefore = standing.version > current.version ? 0 : Date.now() + waitMs;
      current = adopt(standing);
    }
    if (wf.workflowInfo().continueAsNewSuggested && !inbox.waiting && !isEnded(current.status)) {
      await wf.continueAsNew<contract.OrderDispatch>({ orderId }); // All state is in the order's row.
    }
  }
  next = null;
  alarm.clear();
  story.tell(current, next);
  return { orderId, status: current.status, reason: current.endReason };

  function adopt(standing: StandingOrder): StandingOrder {
    if (order === null || standing.version > order.version) {
      order = standing;
      story.adopted(order);
    }
    return order;
  }
}

/** When this order acts, in milliseconds: a lead sends its offer at once, the others of an offer only look after it. */
function momentOf(order: StandingOrder, next: Plan): number {
  if (next.step === Step.sendOffer && leads(order)) return 0;
  const backstop = order.offer && !leads(order) ? BACKSTOP_MS : 0;
  return Date.parse(next.at) + backstop;
}

const leads = ({ id, offer }: StandingOrder): boolean => offer?.leadOrderId === id;

/** Does what the plan says happens at its moment; answers with the order as it stands then. */
async function carryOut(
  next: Plan,
  order: StandingOrder,
  { policy, clock }: Pick<DispatchReading, 'policy' | 'clock'>,
): Promise<{ order: StandingOrder; waitMs?: number }> {
  const shown = { summary: next.otherwise };
  const orderId = order.id;
  const offerId = order.offer?.id ?? '';
  switch (next.step) {
    case Step.enterPool:
      return dispatch.enterPool.executeWithOptions(shown, [{ orderId }]);
    case Step.sendOffer:
      if (!leads(order)) return dispatch.lapseOffer.executeWithOptions(shown, [{ orderId, offerId }]);
      return dispatch.openOffer.executeWithOptions(shown, [
        { orderId, offerId, lifetimeMs: realMs(clock, policy.offer.lifetimeS) },
      ]);
    case Step.expireOffer:
      return dispatch.expireOffer.executeWithOptions(shown, [{ orderId, offerId }]);
    case Step.widenRadius:
      return { order }; // The matcher reads the radius from the time waited; only the plan moves on.
    case Step.raiseEscalation:
      return dispatch.climbLadder.executeWithOptions(shown, [
        { orderId, version: order.version, ...climbOf(next, order, { policy, clock }) },
      ]);
    case Step.endSnooze:
      return dispatch.endSnooze.executeWithOptions(shown, [{ orderId, version: order.version }]);
    case Step.endHold:
      return dispatch.endHold.executeWithOptions(shown, [{ orderId }]);
    case Step.releaseRescue:
    case Step.requeue:
      return dispatch.requeueOrder.executeWithOptions(shown, [
        { orderId, version: order.version, reason: next.otherwise },
      ]);
    case Step.giveUp:
      return dispatch.giveUpOrder.executeWithOptions(shown, [
        { orderId, version: order.version, reason: 'nothing left to try' },
      ]);
  }
}
