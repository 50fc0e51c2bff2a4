import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { driverShiftStart } from '../../contracts/driver-shift';
import { MARKET_MATCHING, marketMatchingId, poolFilledSignal } from '../../contracts/market-matching';
import { orderDispatchStart } from '../../contracts/order-dispatch';
import { TaskQueue } from '../../contracts/task-queues';
import type { Outbox, OutboxMessage } from '../../db/outbox';
import type { StandingOrder } from '../../domain/dispatch/standing-order';
import type { StandingShift } from '../../domain/shift/standing-shift';
import type { CountedEvent } from '../metrics/order-measures';
import type { PushRoute } from './push';
import type { Deliver } from './relay';
import { tellWorkflow, type Told } from './tell-workflow';

export interface RelayRoutes {
  client: Client;
  outbox: Outbox;
  push: PushRoute;
  /** Where the ladder calls for help outside. */
  help: Record<'page' | 'partner', Deliver>;
  /** Counts what is published. */
  measure: (events: CountedEvent[]) => Promise<void>;
  /** Events were published: others outside may have to be told, too. */
  onPublished: () => void;
  log: Logger;
}

/** Where the relay takes each topic. */
export function relayRoutes({
  client,
  outbox,
  push,
  help,
  measure,
  onPublished,
  log,
}: RelayRoutes): Record<OutboxMessage['topic'], Deliver> {
  const { workflow } = client;
  return {
    order: async (messages) => {
      for (const { key: orderId, number, payload } of messages) {
        const { workflowType, options } = orderDispatchStart({ number: number ?? 0, order: payload as StandingOrder });
        const told: Told = {
          tell: (workflowIdReusePolicy) =>
            workflow.signalWithStart(workflowType, { ...options, workflowIdReusePolicy }),
          hasEnded: () => outbox.hasEnded(orderId),
          incident: { orderId, incident: 'dispatch_resumed' },
        };
        await tellWorkflow(told, log);
      }
      await outbox.markStarted(keysOf(messages));
    },
    shift: async (messages) => {
      for (const { key: shiftId, number, payload } of messages) {
        const { workflowType, options } = driverShiftStart({ number: number ?? 0, shift: payload as StandingShift });
        const told: Told = {
          tell: (workflowIdReusePolicy) =>
            workflow.signalWithStart(workflowType, { ...options, workflowIdReusePolicy }),
          hasEnded: () => outbox.hasShiftEnded(shiftId),
          incident: { shiftId, incident: 'shift_resumed' },
        };
        await tellWorkflow(told, log);
      }
      await outbox.markShiftsStarted(keysOf(messages));
    },
    matching: ([message]) => (message ? callMatching(message.key, client) : Promise.resolve()),
    push,
    ...help,
    event: async (messages) => {
      await outbox.publish(messages.map(({ id, payload }) => ({ id: String(id), ...(payload as object) })));
      onPublished();
      await measure(messages.map(({ payload }) => payload as CountedEvent)).catch((error: unknown) =>
        log.warn({ err: error }, 'events were published and not counted'),
      );
    },
  };
}

const keysOf = (messages: OutboxMessage[]): string[] => [...new Set(messages.map(({ key }) => key))];

async function callMatching(marketId: string, client: Client): Promise<void> {
  await client.workflow.signalWithStart(MARKET_MATCHING, {
    workflowId: marketMatchingId(marketId),
    taskQueue: TaskQueue.matching,
    args: [{ marketId }],
    signal: poolFilledSignal,
    staticSummary: `Rounds of ${marketId}`,
  });
}
