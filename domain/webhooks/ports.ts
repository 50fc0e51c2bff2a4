import type { WebhookEvent } from './envelope';

/** What a feed sends to, with every secret that signs at the moment. */
export interface FeedEndpoint {
  id: string;
  url: string;
  secrets: string[];
}

export interface ClaimedWebhook extends WebhookEvent {
  /** This try included. */
  attempts: number;
}

/** One request, and what came back. */
export interface WebhookTry {
  startedAt: string;
  durationMs: number;
  requestHeaders: Record<string, string>;
  /** Null when no answer came, or not a whole one. */
  status: number | null;
  error: string | null;
  responseHeaders: Record<string, string> | null;
  responseBody: string | null;
}

/** `gone`: the endpoint says that it will never be there again. */
export type WebhookVerdict = 'delivered' | 'retry' | 'failed' | 'gone';

export interface WebhookOutcome {
  verdict: WebhookVerdict;
  /** Until the next try of the same event. */
  retryMs: number;
  /** For so long the receiver wants nothing at all. */
  restMs: number;
}

/** The queue that feeds work off. */
export interface WebhookQueue {
  /** Notes that the feed looks now, so that what comes later calls it again. Null when it has no business any more. */
  look(endpointId: string): Promise<FeedEndpoint | null>;
  /** Takes at most one per lane, and only lanes of which nothing is being sent. */
  claim(endpointId: string, limit: number, leaseMs: number): Promise<ClaimedWebhook[]>;
  settle(sequence: number, tried: WebhookTry, outcome: WebhookOutcome, deadMs: number): Promise<void>;
  /** Real milliseconds until something can be sent; null when nothing waits. */
  dueInMs(endpointId: string): Promise<number | null>;
}

/** Sends one webhook and answers what came of it; it never throws. */
export interface WebhookSender {
  send(endpoint: FeedEndpoint, event: WebhookEvent): Promise<WebhookTry>;
}

/** Real time: it is about other people's servers. */
export interface WebhookRules {
  /** Before each further try. After the last one it has failed. */
  retryMs: readonly number[];
  /** Without any success for so long an endpoint is given up. */
  deadMs: number;
  timeoutMs: number;
}
