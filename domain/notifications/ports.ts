import type { OrderStatus } from '../lifecycle/statuses';
import type { PushAddress } from '../ports';
import type { Channel, Moment, NotifyWishes } from './moments';
import type { NotificationPolicy } from './policy';

/** What came of handing a message over. `refused`: it makes no sense to try this again; `failed`: later it may work. */
export type Handed = { outcome: 'taken' } | { outcome: 'refused' | 'failed'; reason: string };

export interface SmsPort {
  /** `reference` is the message's ID: the same however often it is sent. */
  send(sms: { to: string; text: string; reference: string }): Promise<Handed>;
}

export interface MailPort {
  send(mail: { to: string; subject: string; text: string; reference: string }): Promise<Handed>;
}

/** A message that is due, with all that its words and its way depend on. */
export interface DueMessage {
  id: string;
  orderId: string;
  moment: Moment;
  /** What the event said. */
  facts: { median?: string };
  /** The channel that was used last, how often, and those that were given up. */
  channel: Channel | null;
  attempts: number;
  triedChannels: Channel[];
  /** What went wrong last. */
  reason: string | null;
  createdAt: string;
  status: OrderStatus;
  merchantName: string;
  driverName: string | null;
  promisedAt: string;
  eta: { low: string; median: string; high: string } | null;
  phone: string | null;
  email: string | null;
  language: string | null;
  wishes: NotifyWishes | null;
  pushes: PushAddress[];
  /** Whether an endpoint of the merchant asks for messages. */
  isRequested: boolean;
  livemode: boolean;
  timeZone: string;
  policy: Partial<NotificationPolicy> | null;
}

/** What is to become of a message. */
export interface MessageOutcome {
  id: string;
  status: 'waiting' | 'sent' | 'failed' | 'skipped' | 'overtaken';
  reason: string | null;
  channel: Channel | null;
  triedChannels: Channel[];
  attempts: number;
  /** With `waiting`: how long, in real time. */
  waitMs?: number;
  sentTo?: string;
  language?: string;
  text?: string;
}
