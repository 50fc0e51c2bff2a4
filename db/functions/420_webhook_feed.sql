-- Endpoints that have something to send and were not called lately. Called ones are noted, so that a busy order does not
-- call their feed once per event; a call that was lost is made again after ten seconds.
CREATE OR REPLACE FUNCTION call_webhook_feeds() RETURNS SETOF uuid LANGUAGE sql VOLATILE AS $$
  UPDATE webhook_endpoint e SET woken_at = clock_timestamp()
  WHERE e.enabled AND (e.rest_until IS NULL OR e.rest_until <= clock_timestamp())
    AND (e.woken_at IS NULL OR e.woken_at < clock_timestamp() - interval '10 seconds')
    AND EXISTS (SELECT 1 FROM webhook_delivery d
                WHERE d.endpoint_id = e.id AND d.status = 'pending' AND d.next_attempt_at <= clock_timestamp())
  RETURNING e.id
$$;

-- The first of each lane that is still to be sent: later ones of the same order wait for it.
CREATE OR REPLACE FUNCTION webhook_head(p_endpoint uuid) RETURNS SETOF webhook_delivery LANGUAGE sql VOLATILE AS $$
  SELECT DISTINCT ON (lane) * FROM webhook_delivery
  WHERE endpoint_id = p_endpoint AND status = 'pending' ORDER BY lane, sequence
$$;

-- The feed looks: from here on an event calls it again. Null when it has no business any more.
CREATE OR REPLACE FUNCTION look_at_webhooks(p_endpoint uuid) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  UPDATE webhook_endpoint SET woken_at = NULL WHERE id = p_endpoint AND enabled
  RETURNING jsonb_build_object('id', id, 'url', url, 'secrets', to_jsonb(array_remove(ARRAY[secret,
    CASE WHEN previous_expires_at > clock_timestamp() THEN previous_secret END], NULL)))
$$;

-- Takes what can be sent now, at most one per lane and one lane's only when nobody else is sending it. Claims of one
-- endpoint take turns, so that two never see the same head.
CREATE OR REPLACE FUNCTION claim_webhooks(p_endpoint uuid, p_limit int, p_lease_ms float8) RETURNS SETOF webhook_delivery
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('webhook/' || p_endpoint, 0));
  RETURN QUERY
    WITH due AS (
      SELECT h.sequence FROM webhook_head(p_endpoint) h
      WHERE h.next_attempt_at <= clock_timestamp()
        AND (h.lease_until IS NULL OR h.lease_until < clock_timestamp())
        AND EXISTS (SELECT 1 FROM webhook_endpoint e WHERE e.id = p_endpoint AND e.enabled
                    AND (e.rest_until IS NULL OR e.rest_until <= clock_timestamp()))
      ORDER BY h.sequence LIMIT p_limit
    ), claimed AS (
      UPDATE webhook_delivery d SET lease_until = clock_timestamp() + p_lease_ms * interval '1 millisecond',
        attempts = d.attempts + 1
      FROM due WHERE d.sequence = due.sequence AND d.status = 'pending' RETURNING d.*
    )
    SELECT * FROM claimed ORDER BY claimed.sequence;
END $$;

-- Real milliseconds until something can be sent; null when nothing waits.
CREATE OR REPLACE FUNCTION webhooks_due_in(p_endpoint uuid) RETURNS float8 LANGUAGE sql VOLATILE AS $$
  SELECT greatest(0, extract(epoch FROM
    min(greatest(h.next_attempt_at, h.lease_until, e.rest_until)) - clock_timestamp()) * 1000)::float8
  FROM webhook_head(p_endpoint) h JOIN webhook_endpoint e ON e.id = h.endpoint_id
$$;

-- What came of one try. `p_verdict`: delivered, retry (after p_retry_ms), failed (no try is left) or gone (the endpoint
-- says that it will never be there again). For p_rest_ms the receiver wants to be left alone, by all its lanes. An
-- endpoint that nothing has reached for p_dead_ms is given up: what waits for it keeps waiting until somebody enables it.
CREATE OR REPLACE FUNCTION settle_webhook(p_sequence bigint, p_try jsonb, p_verdict text, p_retry_ms float8,
  p_rest_ms float8, p_dead_ms float8) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d webhook_delivery;
  e webhook_endpoint;
  now timestamptz := clock_timestamp();
BEGIN
  INSERT INTO webhook_attempt (sequence, started_at, duration_ms, status, error, request_headers, response_headers, response_body)
  VALUES (p_sequence, (p_try->>'startedAt')::timestamptz, (p_try->>'durationMs')::int, (p_try->>'status')::int,
    p_try->>'error', p_try->'requestHeaders', p_try->'responseHeaders', p_try->>'responseBody');
  UPDATE webhook_delivery SET lease_until = NULL,
    status = CASE p_verdict WHEN 'delivered' THEN 'delivered' WHEN 'failed' THEN 'failed' ELSE status END,
    settled_at = CASE WHEN p_verdict IN ('delivered', 'failed') THEN now END,
    next_attempt_at = CASE WHEN p_verdict IN ('retry', 'gone') THEN now + p_retry_ms * interval '1 millisecond' ELSE next_attempt_at END
    WHERE sequence = p_sequence AND status = 'pending' RETURNING * INTO d;
  IF d.sequence IS NULL THEN RETURN; END IF;
  IF p_rest_ms > 0 THEN
    UPDATE webhook_endpoint SET rest_until = greatest(rest_until, now + p_rest_ms * interval '1 millisecond')
      WHERE id = d.endpoint_id;
  END IF;
  SELECT * INTO e FROM webhook_endpoint WHERE id = d.endpoint_id;
  IF p_verdict = 'delivered' THEN
    IF e.failing_since IS NOT NULL THEN UPDATE webhook_endpoint SET failing_since = NULL WHERE id = e.id; END IF;
  ELSIF p_verdict = 'gone' THEN
    PERFORM disable_webhook_endpoint(e.id, 'gone');
  ELSIF e.failing_since IS NULL THEN
    UPDATE webhook_endpoint SET failing_since = now WHERE id = e.id AND failing_since IS NULL;
  ELSIF e.failing_since < now - p_dead_ms * interval '1 millisecond' THEN
    PERFORM disable_webhook_endpoint(e.id, 'failing');
  END IF;
END $$;

-- Once per reason to stop; people and the owner's other endpoints are told.
CREATE OR REPLACE FUNCTION disable_webhook_endpoint(p_endpoint uuid, p_reason text) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  e webhook_endpoint;
BEGIN
  UPDATE webhook_endpoint SET enabled = false, disabled_reason = p_reason, disabled_at = clock_timestamp()
    WHERE id = p_endpoint AND enabled RETURNING * INTO e;
  IF e.id IS NULL THEN RETURN; END IF;
  INSERT INTO outbox (topic, key, payload)
  VALUES ('event', e.market_id, jsonb_strip_nulls(jsonb_build_object(
    'marketId', e.market_id, 'merchantId', e.merchant_id, 'type', 'webhook_endpoint.disabled', 'number', 0,
    'data', jsonb_build_object('endpoint_id', e.id, 'reason', p_reason), 'occurredAt', e.disabled_at)));
END $$;
