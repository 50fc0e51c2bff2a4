-- The event and the messages of a change that has just been made to an order (already at its new version). Callers hold
-- the order's lock. `p_tell` is false when the order's own workflow made the change: it gets the standing order as the
-- result of its activity. What an API request changed is sent by the API at once (`via`), so the relay leaves it alone
-- for a second before it steps in. What a driver says in his own words (`p_data.said`) is kept beside the event, which
-- holds its salted hash only: nobody else hears it from here, and erasing him erases it.
CREATE OR REPLACE FUNCTION record_event(
  o orders, p_type text, p_from text, p_actor jsonb, p_data jsonb, p_tell boolean, p_occurred_at timestamptz
) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  is_now jsonb := order_facts(o);
  said jsonb := jsonb_build_object('said', p_data->'said');
  -- Whose words they are; without anybody they are nobody's, and dropped.
  speaker uuid := CASE WHEN p_data->>'said' IS NOT NULL AND p_actor->>'type' = 'driver' THEN (p_actor->>'id')::uuid END;
  salt bytea := CASE WHEN speaker IS NOT NULL THEN uuid_send(gen_random_uuid()) END;
  new_event record;
BEGIN
  p_data := p_data - 'said';
  INSERT INTO event (market_id, order_id, number, driver_id, merchant_id, zone_id, type, status_from, status_to, actor,
                     data, before, after, occurred_at, personal_hash)
  VALUES (o.market_id, o.id, o.version, coalesce((p_data->>'driver_id')::uuid, o.driver_id), o.merchant_id, o.zone_id,
          p_type, p_from, o.status, p_actor, p_data, only_changed(o.facts_before, is_now), only_changed(is_now, o.facts_before),
          p_occurred_at, CASE WHEN speaker IS NOT NULL THEN personal_hash(salt, said) END)
  RETURNING id, recorded_at INTO new_event;
  IF speaker IS NOT NULL THEN
    INSERT INTO outrider_audit.personal (event_id, recorded_at, subject, subject_id, salt, body)
    VALUES (new_event.id, new_event.recorded_at, 'driver', speaker, salt, said);
  END IF;
  INSERT INTO outbox (topic, key, number, payload)
  VALUES ('event', o.market_id, o.version,
          jsonb_build_object('orderId', o.id, 'marketId', o.market_id, 'merchantId', o.merchant_id, 'number', o.version,
                             'type', p_type, 'statusFrom', p_from, 'status', o.status, 'driverId', o.driver_id,
                             'data', p_data, 'occurredAt', p_occurred_at));
  IF p_tell THEN
    INSERT INTO outbox (topic, key, number, payload, available_at)
    VALUES ('order', o.id::text, o.version, standing_order(o),
            clock_timestamp() + CASE WHEN p_actor->>'via' = 'api' THEN interval '1 second' ELSE interval '0' END);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION wake_lock(p_market text) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT hashtextextended('wake/' || p_market, 0)
$$;

-- Wakes the market's matching when its pool turns from empty to not empty. The last lock that a transition takes. A
-- flag that is up already promises that the next round sees what we have put into the pool, so it must not be lowered
-- between our look at it and our commit: the round that lowers it waits for the shared lock (start_round).
CREATE OR REPLACE FUNCTION wake_matching(p_market text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(wake_lock(p_market));
  IF EXISTS (SELECT 1 FROM matching_wake WHERE market_id = p_market AND awake) THEN RETURN; END IF;
  UPDATE matching_wake SET awake = true, woken_at = clock_timestamp() WHERE market_id = p_market AND NOT awake;
  IF FOUND THEN
    INSERT INTO outbox (topic, key, payload) VALUES ('matching', p_market, '{}');
  END IF;
END $$;

-- Closes what people were asked to look at: its cause has gone.
CREATE OR REPLACE FUNCTION close_escalations(p_order uuid, p_outcome text, p_now timestamptz) RETURNS void
LANGUAGE sql VOLATILE AS $$
  UPDATE escalation SET status = 'resolved', resolved_at = p_now, outcome = p_outcome
  WHERE order_id = p_order AND resolved_at IS NULL
$$;
