import * as wf from '@temporalio/workflow';
import type { Activities } from '../activities';
import * as contract from '../contracts/webhook-feed';

const { deliverWebhooks } = wf.proxyActivities<Activities>({
  startToCloseTimeout: '2 minutes',
  heartbeatTimeout: '20 seconds',
  retry: { initialInterval: '1 second', maximumInterval: '30 seconds' },
});

const LOOKS_PER_RUN = 500;
/** With nothing to send it waits so long for a call before it ends; the next call starts it again. */
const IDLE_MS = 600_000;

/**
 * Sends the events that wait for one endpoint. The queue is in the database; this waits for a call or for the next try, and
 * lives on over deployments and outages of a day.
 */
export async function webhookFeed({ endpointId }: contract.WebhookFeedInput): Promise<void> {
  let called = true;
  wf.setHandler(contract.webhooksWaitSignal, () => {
    called = true;
  });
  for (let look = 0; look < LOOKS_PER_RUN && !wf.workflowInfo().continueAsNewSuggested; look += 1) {
    called = false; // Before the queue is read: what comes from now on calls again.
    const { dueInMs, stopped } = await deliverWebhooks({ endpointId });
    if (stopped) {
      if (called) continue;
      return;
    }
    if (called || dueInMs === 0) continue;
    wf.setCurrentDetails(dueInMs === null ? 'Nothing waits.' : `The next try is in ${Math.ceil(dueInMs / 1000)} s.`);
    const woken = await wf.condition(() => called, Math.ceil(dueInMs ?? IDLE_MS));
    if (!woken && dueInMs === null) return;
  }
  await wf.continueAsNew<contract.WebhookFeed>({ endpointId });
}
