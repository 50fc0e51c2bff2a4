import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { orderDispatchStart } from '../../contracts/order-dispatch';
import { MARKET_MATCHING, marketMatchingId, poolFilledSignal } from '../../contracts/market-matching';
import { TaskQueue } from '../../contracts/task-queues';
import type { Outbox, OutboxMessage } from '../../db/outbox';
import type { StandingOrder } from '../../domain/dispatch/standing-order';
import type { Deliver } from './relay';

/** Where the relay takes each topic. */
export function relayRoutes(client: Client, outbox: Outbox, log: Logger): Record<OutboxMessage['topic'], Deliver> {
  return {
    order: (messages) => tellOrder(messages, { client, outbox, log }),
    matching: ([message]) => (message ? callMatching(message.key, client) : Promise.resolve()),
    event: (messages) =>
      outbox.publish(messages.map(({ id, payload }) => ({ id: String(id), ...(payload as object) }))),
  };
}

/** The messages of one order, in their order; a message may overtake the start, so each can start the workflow. */
async function tellOrder(
  messages: OutboxMessage[],
  { client, outbox, log }: { client: Client; outbox: Outbox; log: Logger },
): Promise<void> {
  for (const { key: orderId, number, payload } of messages) {
    const start = orderDispatchStart({ number: number ?? 0, order: payload as StandingOrder });
    try {
      await client.workflow.signalWithStart(start.workflowType, start.options);
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      // Its workflow has closed. Done if the order has ended; else (somebody closed it by hand) it goes on in a new run.
      if (await outbox.hasEnded(orderId)) continue;
      log.error(
        { orderId, incident: 'dispatch_resumed' },
        'the workflow of an open order has closed; a new run resumes it',
      );
      await client.workflow.signalWithStart(start.workflowType, {
        ...start.options,
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
    }
  }
  await outbox.markStarted([...new Set(messages.map(({ key }) => key))]);
}

async function callMatching(marketId: string, client: Client): Promise<void> {
  await client.workflow.signalWithStart(MARKET_MATCHING, {
    workflowId: marketMatchingId(marketId),
    taskQueue: TaskQueue.matching,
    args: [{ marketId }],
    signal: poolFilledSignal,
    staticSummary: `Rounds of ${marketId}`,
  });
}
