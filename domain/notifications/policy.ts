import { MOMENTS, type Channel, type Moment } from './moments';

/** What a market's customers are told of, and how. */
export interface NotificationPolicy {
  moments: Moment[];
  /** In this order: the next one is tried when one has failed, or leads to nobody. */
  channels: Channel[];
  /** Spoken where a customer's own language is not known, or none of ours. */
  language: string;
  /** Hours (`22:00`) of the market's day in which nobody's phone rings; null: none. */
  quietFrom: string | null;
  quietUntil: string | null;
  /** Market seconds of driving that are left when the driver is nearly there. */
  nearlyThereS: number;
}

export const DEFAULT_NOTIFICATIONS: NotificationPolicy = {
  moments: [...MOMENTS],
  // What costs nothing and was asked for comes first.
  channels: ['push', 'sms', 'email'],
  language: 'en',
  quietFrom: null,
  quietUntil: null,
  nearlyThereS: 180,
};
