-- Messages that were taken, with all that their words and ways depend on: domain/notifications/ports.ts.
CREATE OR REPLACE FUNCTION due_messages(p_limit int, p_lease_ms float8) RETURNS SETOF jsonb LANGUAGE sql VOLATILE AS $$
  SELECT jsonb_build_object(
    'id', n.id, 'orderId', o.id, 'moment', n.moment, 'facts', n.facts, 'channel', n.channel, 'attempts', n.attempts,
    'triedChannels', to_jsonb(n.tried_channels), 'reason', n.reason, 'createdAt', n.created_at,
    'status', o.status, 'merchantName', r.name, 'driverName', d.name, 'promisedAt', o.promised_at,
    'eta', (SELECT jsonb_build_object('low', g.low, 'median', g.median, 'high', g.high) FROM eta_given g
            WHERE g.order_id = o.id ORDER BY g.id DESC LIMIT 1),
    'phone', o.dropoff_phone, 'email', o.dropoff_email, 'language', o.dropoff_language, 'wishes', o.notify,
    'pushes', (SELECT coalesce(jsonb_agg(jsonb_build_object('endpoint', c.endpoint, 'p256dh', c.p256dh, 'auth', c.auth)), '[]')
               FROM customer_push c WHERE c.order_id = o.id),
    'isRequested', EXISTS (SELECT 1 FROM webhook_endpoint e WHERE e.market_id = o.market_id AND e.enabled
      AND e.include_personal_data AND 'message.requested' = ANY (e.event_types)
      AND coalesce(e.merchant_id, o.merchant_id) = o.merchant_id),
    'livemode', m.livemode, 'timeZone', m.time_zone, 'policy', p.body->'notifications')
  FROM claim_messages(p_limit, p_lease_ms) n
  JOIN orders o ON o.id = n.order_id
  JOIN merchant r ON r.id = o.merchant_id
  LEFT JOIN driver d ON d.id = o.driver_id
  JOIN market m ON m.id = o.market_id
  JOIN policy p ON p.market_id = m.id AND p.version = m.policy_version
$$;

CREATE OR REPLACE FUNCTION settle_messages(p_outcomes jsonb) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE message SET status = x.status, reason = x.reason, channel = x.channel, attempts = x.attempts,
    tried_channels = ARRAY(SELECT jsonb_array_elements_text(x."triedChannels")), lease_until = NULL,
    sent_to = coalesce(x."sentTo", message.sent_to), language = coalesce(x.language, message.language),
    text = coalesce(x.text, message.text),
    next_attempt_at = CASE WHEN x.status = 'waiting'
      THEN clock_timestamp() + coalesce(x."waitMs", 0) * interval '1 millisecond' ELSE next_attempt_at END,
    settled_at = CASE WHEN x.status <> 'waiting' THEN clock_timestamp() END
  FROM jsonb_to_recordset(p_outcomes) AS x(id uuid, status text, reason text, channel text, attempts int,
    "triedChannels" jsonb, "sentTo" text, language text, text text, "waitMs" float8)
  WHERE message.id = x.id AND message.status = 'waiting'
$$;

-- Hands a message to the merchant's endpoints; false when there is none (any more).
CREATE OR REPLACE FUNCTION request_message(p_order uuid, p_data jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR NO KEY UPDATE;
  RETURN webhook_fan_out(jsonb_build_object(
    'orderId', o.id, 'marketId', o.market_id, 'merchantId', o.merchant_id, 'type', 'message.requested',
    'statusFrom', o.status, 'status', o.status, 'occurredAt', clock_timestamp(), 'data', p_data)) > 0;
END $$;
