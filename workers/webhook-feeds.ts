import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { TaskQueue } from '../contracts/task-queues';
import { WEBHOOK_FEED, webhookFeedId, webhooksWaitSignal } from '../contracts/webhook-feed';
import type { WebhookFeeds } from '../db/webhook-queue';

/** Looked at this often even if nothing was published: calls that were lost, feeds that somebody closed. */
const LOOK_EVERY_MS = 2_000;
/** Events that are published together call together. */
const GATHER_MS = 50;
const FORGET_EVERY_MS = 3_600_000;
const KEPT_DAYS = 30;

export interface WebhookCaller {
  /** Something was published: somebody may have to be told. */
  nudge(): void;
  stop(): Promise<void>;
}

/** Calls the feeds of endpoints for which something waits. */
export function startWebhookCaller(feeds: WebhookFeeds, client: Client, log: Logger): WebhookCaller {
  let stopping = false;
  let nudged = false;
  let wake = (): void => {};
  let forgotAt = 0;

  async function run(): Promise<void> {
    while (!stopping) {
      nudged = false;
      await look().catch((error: unknown) => log.warn({ err: error }, 'webhooks could not be looked after'));
      if (!stopping) await pause(GATHER_MS);
      if (!stopping && !nudged) await pause(LOOK_EVERY_MS);
    }
  }

  async function look(): Promise<void> {
    for (const endpointId of await feeds.toCall()) await call(endpointId);
    if (Date.now() - forgotAt < FORGET_EVERY_MS) return;
    forgotAt = Date.now();
    await feeds.forget(KEPT_DAYS);
  }

  const call = (endpointId: string): Promise<unknown> =>
    client.workflow.signalWithStart(WEBHOOK_FEED, {
      workflowId: webhookFeedId(endpointId),
      taskQueue: TaskQueue.integrations,
      args: [{ endpointId }],
      signal: webhooksWaitSignal,
      staticSummary: `Webhooks of ${endpointId}`,
    });

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        if (ms === GATHER_MS && !stopping) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  const running = run();
  return {
    nudge() {
      nudged = true;
      wake();
    },
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}
