import { isGrpcServiceError, WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client';
import type { Logger } from 'pino';
import { orderDispatchStart } from '../contracts/order-dispatch';
import type { OrderMessages, SentMessage } from '../db/order-messages';
import type { StandingOrder } from '../domain/dispatch/standing-order';
import { CircuitBreaker } from './circuit-breaker';

const DEADLINE_MS = 2_000;
const PAUSE_MS = 3_000;
/** Beyond this the outbox is the better queue. */
const PENDING_MAX = 500;
/** Sooner than the relay steps in (a second after the commit). */
const CONFIRM_AFTER_MS = 50;

export interface OrderMessenger {
  /** Tells the order's workflow how it stands now. Never waits and never fails: what is not sent stays in the outbox. */
  send(order: StandingOrder): void;
  isReachable(): boolean;
  /** Waits for what is on its way. */
  drain(): Promise<void>;
}

/**
 * Sends at once what has just been committed: start and signal in one call, so a message may overtake the start. When
 * Temporal is away the relay of a worker sends it later.
 */
export function createOrderMessenger(client: Client, messages: OrderMessages, log: Logger): OrderMessenger {
  const breaker = new CircuitBreaker(PAUSE_MS);
  const pending = new Set<Promise<void>>();
  let sent: SentMessage[] = [];
  let confirmation: Promise<void> | null = null;

  function track(work: Promise<void>): void {
    pending.add(work);
    void work.finally(() => pending.delete(work));
  }

  async function deliver(order: StandingOrder): Promise<void> {
    const { workflowType, options } = orderDispatchStart({ number: order.version, order });
    try {
      await client.withDeadline(Date.now() + DEADLINE_MS, () => client.workflow.signalWithStart(workflowType, options));
      breaker.succeeded();
      sent.push({ orderId: order.id, number: order.version });
      confirmation ??= confirmSoon();
    } catch (error) {
      // Its workflow has closed: the relay knows what to do about that.
      if (error instanceof WorkflowExecutionAlreadyStartedError) return;
      breaker.failed();
      log.warn({ order_id: order.id, reason: reasonOf(error) }, 'a message is left to the relay');
    }
  }

  async function confirmSoon(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, CONFIRM_AFTER_MS));
    const batch = sent;
    sent = [];
    confirmation = null;
    // What is not confirmed is sent again by the relay: the workflow takes each number once.
    await messages
      .confirm(batch)
      .catch((error: unknown) => log.warn({ err: error }, 'sent messages stay in the outbox'));
  }

  return {
    send(order) {
      if (!breaker.isOpen && pending.size < PENDING_MAX) track(deliver(order));
    },
    isReachable: () => !breaker.isOpen,
    async drain() {
      await Promise.all(pending);
      await confirmation;
    },
  };
}

const reasonOf = (error: unknown): string =>
  isGrpcServiceError(error) ? error.details || error.message : error instanceof Error ? error.message : String(error);
