import type { Logger } from 'pino';
import type { Outbox, OutboxMessage } from '../../db/outbox';
import { startPump, type Pump } from '../pump';

const BATCH = 200;
const LEASE_MS = 10_000;
const IDLE_MIN_MS = 20;
const IDLE_MAX_MS = 200;
const RETRY_MAX_MS = 15_000;

/** Where messages of one topic go. Throws when the message should be tried again later. */
export type Deliver = (messages: OutboxMessage[]) => Promise<void>;

/** Hears what became of messages. */
export interface RelayWitness {
  delivered(topic: OutboxMessage['topic'], ageS: number): void;
  postponed(topic: OutboxMessage['topic']): void;
}

const NOBODY: RelayWitness = { delivered: () => {}, postponed: () => {} };

/** Nudged by whoever in this process has written something. */
export type Relay = Pump;

/**
 * Delivers the outbox: claims due messages by lease, hands each topic its own in the order of their writing, deletes
 * what was delivered. Any number of relays may run; whoever dies leaves its messages to the others when the lease ends.
 */
export function startRelay(
  outbox: Outbox,
  routes: Record<OutboxMessage['topic'], Deliver>,
  log: Logger,
  witness: RelayWitness = NOBODY,
): Relay {
  let idleMs = IDLE_MIN_MS;

  async function round(): Promise<number> {
    const messages = await outbox.claim(BATCH, LEASE_MS);
    const byTopic = groupBy(messages, ({ topic }) => topic);
    await Promise.all([...byTopic].map(([topic, batch]) => deliver(topic, batch)));
    return messages.length;
  }

  async function deliver(topic: OutboxMessage['topic'], batch: OutboxMessage[]): Promise<void> {
    // Messages of one key go one after the other; keys do not wait for each other unless they travel as one batch.
    const groups = topic === 'event' ? [batch] : [...groupBy(batch, ({ key }) => key).values()];
    await Promise.all(groups.map((group) => deliverGroup(topic, group)));
  }

  async function deliverGroup(topic: OutboxMessage['topic'], group: OutboxMessage[]): Promise<void> {
    try {
      await routes[topic](group);
      await outbox.finish(group.map(({ id }) => id));
      for (const { ageS } of group) witness.delivered(topic, ageS);
    } catch (error) {
      log.warn(
        { err: error, topic, key: group[0]?.key, attempts: group[0]?.attempts },
        'a message waits for its next try',
      );
      for (const { id, attempts } of group) {
        witness.postponed(topic);
        await outbox.postpone(id, Math.min(RETRY_MAX_MS, 200 * 2 ** Math.min(attempts, 10)), String(error));
      }
    }
  }

  return startPump({
    round,
    restMs(handled) {
      idleMs = handled > 0 ? IDLE_MIN_MS : Math.min(idleMs * 2, IDLE_MAX_MS);
      return handled < BATCH ? idleMs : 0;
    },
    onError: (err) => log.warn({ err }, 'the relay could not reach the database'),
  });
}

function groupBy<Item, Key>(items: Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
