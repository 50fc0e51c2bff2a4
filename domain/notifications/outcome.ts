import type { Channel } from './moments';
import type { DueMessage, Handed, MessageOutcome } from './ports';
import { RETRY_MS, type Way } from './way';

/** What becomes of a message that is not sent now. Its try does not count: nothing was tried. */
export function unsent(message: DueMessage, way: Exclude<Way, { step: 'send' }>): MessageOutcome {
  const kept = { id: message.id, channel: message.channel, triedChannels: message.triedChannels };
  const attempts = message.attempts - 1;
  return way.step === 'wait'
    ? { ...kept, attempts, status: 'waiting', reason: way.reason ?? message.reason, waitMs: way.ms }
    : { ...kept, attempts, status: way.status, reason: way.reason };
}

export interface Sent {
  channel: Channel;
  handed: Handed;
  sentTo: string;
  language: string;
  text: string;
}

/** What becomes of a message that was handed over, or not: done, once more, or the next channel. */
export function outcomeOf(message: DueMessage, { channel, handed, ...sent }: Sent, retryMs = RETRY_MS): MessageOutcome {
  const { id, triedChannels } = message;
  // Tries count per channel: the first one on another begins anew.
  const attempts = message.channel === channel ? message.attempts : 1;
  const kept = { id, channel, triedChannels, attempts, ...sent };
  if (handed.outcome === 'taken') return { ...kept, status: 'sent', reason: null };
  const waitMs = handed.outcome === 'failed' ? retryMs[attempts - 1] : undefined;
  if (waitMs !== undefined) return { ...kept, status: 'waiting', reason: handed.reason, waitMs };
  return { ...kept, status: 'waiting', reason: handed.reason, waitMs: 0, triedChannels: [...triedChannels, channel] };
}
