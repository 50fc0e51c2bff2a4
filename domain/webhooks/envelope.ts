/** One event for one endpoint, as it was noted when it happened. */
export interface WebhookEvent {
  /** The webhook-id. */
  id: string;
  /** Rises within one order with what happened. */
  sequence: number;
  type: string;
  createdAt: Date;
  livemode: boolean;
  data: Record<string, unknown>;
}

/** What is sent. Made from what was noted, so that every try and every replay sends the same bytes. */
export const webhookBody = ({
  id,
  type,
  createdAt,
  livemode,
  sequence,
  data,
}: WebhookEvent): Record<string, unknown> => ({
  id,
  type,
  created_at: createdAt.toISOString(),
  livemode,
  sequence,
  data,
});
