import { isStillNews, waitsForMorning, type Channel } from './moments';
import { DEFAULT_NOTIFICATIONS, type NotificationPolicy } from './policy';
import type { DueMessage } from './ports';
import { quietForMs } from './quiet-hours';

/** Before each further try on one channel, in real time; then the next channel gets its turn. */
export const RETRY_MS = [5_000, 30_000, 120_000];
/** A confirmation waits a little for the first arrival time. */
const ETA_WAIT_MS = 20_000;
const ETA_LOOK_MS = 2_000;

export interface Surroundings {
  /** What is configured: without a gateway nothing goes that way. */
  channels: readonly Channel[];
  /** Whether customers of test markets are real people. */
  notifiesTestMarkets: boolean;
  nowMs: number;
}

export type Way =
  | { step: 'send'; channel: Channel; policy: NotificationPolicy }
  | { step: 'wait'; ms: number; reason: string | null }
  | { step: 'close'; status: 'failed' | 'skipped' | 'overtaken'; reason: string };

const skip = (reason: string): Way => ({ step: 'close', status: 'skipped', reason });

/** Whether a message is sent, by which way, or why not. */
export function wayOf(message: DueMessage, around: Surroundings): Way {
  const policy = { ...DEFAULT_NOTIFICATIONS, ...message.policy };
  const { moment, wishes } = message;
  if (!isStillNews(moment, message.status)) {
    return { step: 'close', status: 'overtaken', reason: `the order is ${message.status}` };
  }
  if (!message.livemode && !around.notifiesTestMarkets) return skip('test market: nobody is told');
  if (!policy.moments.includes(moment)) return skip("the market's policy does not tell this");
  if (wishes?.moments && !wishes.moments.includes(moment)) return skip('not wanted for this order');

  const wanted = wishes?.channels ?? policy.channels;
  const open = wanted.filter((channel) => around.channels.includes(channel));
  if (open.length === 0) return skip('no channel is configured');
  const reaching = open.filter((channel) => reaches(channel, message));
  if (reaching.length === 0) return skip('nobody can be reached by the configured channels');
  const channel = reaching.find((candidate) => !message.triedChannels.includes(candidate));
  if (!channel) return { step: 'close', status: 'failed', reason: message.reason ?? 'every channel has refused it' };

  const quietMs = rings(channel) ? quietForMs(policy, message.timeZone, around.nowMs) : 0;
  if (quietMs > 0) {
    return waitsForMorning(moment) ? { step: 'wait', ms: quietMs, reason: 'quiet hours' } : skip('quiet hours');
  }
  const ageMs = around.nowMs - Date.parse(message.createdAt);
  if (moment === 'confirmed' && !message.eta && ageMs < ETA_WAIT_MS) {
    return { step: 'wait', ms: ETA_LOOK_MS, reason: null };
  }
  return { step: 'send', channel, policy };
}

/** A mail can lie there at night, and what the merchant's own app does is the merchant's business. */
const rings = (channel: Channel): boolean => channel === 'sms' || channel === 'push';

function reaches(channel: Channel, { phone, email, pushes, isRequested }: DueMessage): boolean {
  switch (channel) {
    case 'sms':
      return phone !== null;
    case 'email':
      return email !== null;
    case 'push':
      return pushes.length > 0;
    case 'webhook':
      return isRequested;
  }
}
