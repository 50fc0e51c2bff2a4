import { defineSignal } from '@temporalio/workflow';

/** One feed per endpoint, so that a slow or dead one delays nobody else's. */
export const webhookFeedId = (endpointId: string): string => `webhook/${endpointId}`;

export const WEBHOOK_FEED = 'webhookFeed';
export type WebhookFeed = (input: WebhookFeedInput) => Promise<void>;

/** Only the ID: what waits is in the database. */
export interface WebhookFeedInput {
  endpointId: string;
}

/** Something waits to be sent. Sent when a feed is called, not once per event. */
export const webhooksWaitSignal = defineSignal('webhooksWait');
