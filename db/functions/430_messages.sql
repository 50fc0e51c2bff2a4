-- What customers are told of, and of which event that is the moment.
CREATE OR REPLACE FUNCTION message_moment(p jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE p->>'type'
    WHEN 'order.placed' THEN 'confirmed'
    WHEN 'offer.accepted' THEN 'driver_found'
    WHEN 'order.force_assigned' THEN 'driver_found'
    WHEN 'order.picked_up' THEN 'on_the_way'
    WHEN 'driver.approaching' THEN 'nearly_there'
    WHEN 'order.eta_changed' THEN CASE WHEN p->'data'->>'promise_holds' = 'no' THEN 'delayed' END
    WHEN 'order.delivered' THEN 'delivered'
    WHEN 'order.cancelled' THEN 'cancelled'
    WHEN 'order.returning' THEN 'failed'
    WHEN 'order.undeliverable' THEN 'failed'
  END
$$;

-- Each moment is told once; a delay once more for every twenty minutes that it has grown.
CREATE OR REPLACE FUNCTION message_key(p_moment text, p jsonb, p_promised timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN p_moment = 'delayed'
    THEN 'delayed/' || greatest(0, floor(extract(epoch FROM (p->'data'->>'median')::timestamptz - p_promised) / 1200))::text
    ELSE p_moment END
$$;

-- Notes in the deciding transaction that the customer is to be told. Whether he is, by which way and in which words is
-- for the notifier; here only whether there is anybody to tell.
CREATE OR REPLACE FUNCTION note_message(p jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  moment text := message_moment(p);
  o orders;
BEGIN
  IF moment IS NULL THEN RETURN; END IF;
  SELECT * INTO o FROM orders WHERE id = (p->>'orderId')::uuid;
  IF o.id IS NULL OR NOT (o.dropoff_phone IS NOT NULL OR o.dropoff_email IS NOT NULL
      OR EXISTS (SELECT 1 FROM customer_push c WHERE c.order_id = o.id)
      OR EXISTS (SELECT 1 FROM webhook_endpoint e WHERE e.market_id = o.market_id AND e.enabled
                 AND 'message.requested' = ANY (e.event_types))) THEN
    RETURN;
  END IF;
  INSERT INTO message (market_id, order_id, moment, recipient, dedupe_key, facts)
  VALUES (o.market_id, o.id, moment, 'customer', message_key(moment, p, o.promised_at),
    jsonb_strip_nulls(jsonb_build_object('median', p->'data'->'median', 'reason', p->'type')))
  ON CONFLICT (order_id, recipient, dedupe_key) DO NOTHING;
END $$;

-- Takes what is due for `p_lease_ms`. Whoever dies while sending leaves it to the next when the lease ends: then the
-- customer may read it twice, once per death.
CREATE OR REPLACE FUNCTION claim_messages(p_limit int, p_lease_ms float8) RETURNS SETOF message LANGUAGE sql VOLATILE AS $$
  UPDATE message m SET lease_until = clock_timestamp() + p_lease_ms * interval '1 millisecond', attempts = m.attempts + 1
  FROM (SELECT id FROM message
        WHERE status = 'waiting' AND next_attempt_at <= clock_timestamp()
          AND (lease_until IS NULL OR lease_until < clock_timestamp())
        ORDER BY next_attempt_at LIMIT p_limit FOR UPDATE SKIP LOCKED) AS due
  WHERE m.id = due.id RETURNING m.*
$$;
