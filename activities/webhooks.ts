import { Context } from '@temporalio/activity';
import type { FaultPoints } from '../domain/ports';
import type { ClaimedWebhook, FeedEndpoint, WebhookQueue, WebhookRules, WebhookSender } from '../domain/webhooks/ports';
import { verdictOf } from '../domain/webhooks/verdict';

/** Requests to one endpoint at a time, each of another order. */
const AT_ONCE = 8;
/** How long one run of the activity takes on new work. */
const BUDGET_MS = 20_000;
/** On top of the time that an answer may take: for noting what came of it. */
const LEASE_MARGIN_MS = 20_000;
const HEARTBEAT_MS = 2_000;

export interface FeedLook {
  sent: number;
  /** Real milliseconds until something can be sent; null when nothing waits. */
  dueInMs: number | null;
  /** Deleted or disabled: there is nothing to do until somebody enables it, which calls the feed again. */
  stopped: boolean;
}

export interface WebhookPorts {
  webhooks: WebhookQueue;
  sender: WebhookSender;
  webhookRules: WebhookRules;
  faults: FaultPoints;
}

export const createWebhookActivities = (ports: WebhookPorts) => ({
  /**
   * Sends what waits for an endpoint. What is being sent is leased: an attempt that is repeated beside its first run sends
   * nothing twice, and what a dead worker was sending is sent again when the lease ends.
   */
  async deliverWebhooks({ endpointId }: { endpointId: string }): Promise<FeedLook> {
    const { webhooks } = ports;
    const context = Context.current();
    const endpoint = await webhooks.look(endpointId);
    if (!endpoint) return { sent: 0, dueInMs: null, stopped: true };
    const beating = setInterval(() => context.heartbeat(), HEARTBEAT_MS);
    try {
      const sent = await sendAll(ports, endpoint, () => context.cancellationSignal.aborted);
      return { sent, dueInMs: await webhooks.dueInMs(endpointId), stopped: false };
    } finally {
      clearInterval(beating);
    }
  },
});

/** Keeps a few requests under way until nothing can be sent any more, or the time is up. */
async function sendAll(ports: WebhookPorts, endpoint: FeedEndpoint, isCancelled: () => boolean): Promise<number> {
  const until = Date.now() + BUDGET_MS;
  const leaseMs = ports.webhookRules.timeoutMs + LEASE_MARGIN_MS;
  const underWay = new Set<Promise<void>>();
  let sent = 0;
  for (;;) {
    const mayTake = underWay.size < AT_ONCE && Date.now() < until && !isCancelled();
    const taken = mayTake ? await ports.webhooks.claim(endpoint.id, AT_ONCE - underWay.size, leaseMs) : [];
    for (const event of taken) {
      const sending: Promise<void> = sendOne(ports, endpoint, event).finally(() => underWay.delete(sending));
      underWay.add(sending);
    }
    sent += taken.length;
    if (underWay.size === 0) return sent;
    await Promise.race(underWay);
  }
}

async function sendOne(ports: WebhookPorts, endpoint: FeedEndpoint, event: ClaimedWebhook): Promise<void> {
  const { webhooks, sender, webhookRules, faults } = ports;
  const tried = await sender.send(endpoint, event);
  faults.pass('webhookSent');
  const outcome = verdictOf(tried, event.attempts, webhookRules);
  await webhooks.settle(event.sequence, tried, outcome, webhookRules.deadMs);
}
