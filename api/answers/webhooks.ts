import type { WebhookDelivery, WebhookEndpoint } from '../../contracts/http';
import type { WebhookDeliveryRecord, WebhookEndpointRecord } from '../../db/webhook-endpoints';
import { webhookBody } from '../../domain/webhooks/envelope';
import { instant, instantOrNull } from './common';

/** An endpoint as its owner sees it: without its secrets. */
export function webhookEndpointAnswer(row: WebhookEndpointRecord, nowMs: number): WebhookEndpoint {
  const { previousExpiresAt } = row;
  return {
    id: row.id,
    market_id: row.marketId,
    merchant_id: row.merchantId,
    url: row.url,
    description: row.description,
    event_types: row.eventTypes as WebhookEndpoint['event_types'],
    include_personal_data: row.includePersonalData,
    enabled: row.enabled,
    disabled_reason: row.disabledReason as WebhookEndpoint['disabled_reason'],
    disabled_at: instantOrNull(row.disabledAt),
    failing_since: instantOrNull(row.failingSince),
    rest_until: instantOrNull(row.restUntil),
    pending: row.pending,
    previous_secret_expires_at:
      previousExpiresAt && previousExpiresAt.getTime() > nowMs ? instant(previousExpiresAt) : null,
    created_at: instant(row.createdAt),
  };
}

export const webhookDeliveryAnswer = (row: WebhookDeliveryRecord): WebhookDelivery => ({
  id: row.id,
  type: row.type as WebhookDelivery['type'],
  order_id: row.orderId,
  sequence: row.sequence,
  status: row.status,
  attempts: row.attempts,
  next_attempt_at: row.status === 'pending' ? instant(row.nextAttemptAt) : null,
  created_at: instant(row.createdAt),
  settled_at: instantOrNull(row.settledAt),
  body: webhookBody(row),
  tries: row.tries.map((one) => ({
    started_at: instant(one.startedAt),
    duration_ms: one.durationMs,
    request_headers: one.requestHeaders as Record<string, string>,
    status: one.status,
    error: one.error,
    response_headers: one.responseHeaders as Record<string, string> | null,
    response_body: one.responseBody,
  })),
});
