import type { Logger } from 'pino';
import type { MessageQueue } from '../../db/message-queue';
import { outcomeOf, unsent } from '../../domain/notifications/outcome';
import type { DueMessage, MessageOutcome } from '../../domain/notifications/ports';
import { RETRY_MS, wayOf, type Surroundings, type Way } from '../../domain/notifications/way';
import type { FaultPoints } from '../../domain/ports';
import { startPump, type Pump } from '../pump';
import { channelsOf, createHandOver, type Ways } from './hand-over';

const BATCH = 50;
/** Longer than all that one message can take; what a dead process had taken is sent by another after it. */
const LEASE_MS = 60_000;
const IDLE_MS = 1_000;
const FORGET_EVERY_MS = 3_600_000;
const KEPT_DAYS = 90;

/** Nudged when something was published: somebody may have to be told. */
export type Notifier = Pump;

export interface NotifierOptions {
  queue: MessageQueue;
  ways: Ways;
  notifiesTestMarkets: boolean;
  faults: FaultPoints;
  log: Logger;
  retryMs?: number[];
  leaseMs?: number;
}

/**
 * Tells customers. Any number of processes may do it: messages are taken by lease, and no transaction is open while
 * something is sent. A process that dies after sending and before noting it has its message sent once more.
 */
export function startNotifier(options: NotifierOptions): Notifier {
  const { queue, ways, notifiesTestMarkets, faults, log, retryMs = RETRY_MS, leaseMs = LEASE_MS } = options;
  const handOver = createHandOver(ways);
  const channels = channelsOf(ways);
  let forgotAt = 0;
  if (channels.length === 1) log.info('customers are told nothing by SMS, mail or push: no gateway is configured');

  async function round(): Promise<number> {
    const due = await queue.claim(BATCH, leaseMs);
    const around: Surroundings = { channels, notifiesTestMarkets, nowMs: Date.now() };
    const ready: { message: DueMessage; way: Extract<Way, { step: 'send' }> }[] = [];
    const others: MessageOutcome[] = [];
    for (const message of due) {
      const way = wayOf(message, around);
      if (way.step === 'send') ready.push({ message, way });
      else others.push(unsent(message, way));
    }
    await queue.settle(others);
    await Promise.all(ready.map(({ message, way }) => send(message, way)));
    await forget();
    return due.length;
  }

  async function forget(): Promise<void> {
    if (Date.now() - forgotAt < FORGET_EVERY_MS) return;
    forgotAt = Date.now();
    await queue.forget(KEPT_DAYS);
  }

  async function send(message: DueMessage, { channel, policy }: Extract<Way, { step: 'send' }>): Promise<void> {
    const sent = await handOver(message, channel, policy);
    faults.pass('messageSent');
    const outcome = outcomeOf(message, sent, retryMs);
    if (sent.handed.outcome !== 'taken') {
      log.warn(
        { messageId: message.id, orderId: message.orderId, channel, reason: sent.handed.reason },
        'a message was not taken',
      );
    }
    await queue.settle([outcome]);
  }

  return startPump({
    round,
    restMs: (taken) => (taken < BATCH ? IDLE_MS : 0),
    onError: (err) => log.warn({ err }, 'messages to customers wait'),
  });
}
