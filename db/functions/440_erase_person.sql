-- Erases what is known of people, and leaves what happened: orders, routes and the audit trail stay, with nobody in them.

-- A place to about a kilometre: enough for figures, too little for a door.
CREATE OR REPLACE FUNCTION coarse(p_degrees double precision) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT round(p_degrees::numeric, 2)::double precision
$$;

-- The customer of an order that has ended. Run again it finds nothing more to erase.
CREATE OR REPLACE FUNCTION erase_customer(p_order uuid, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  IF o.id IS NULL THEN RETURN '{"done": false, "code": "order_not_found"}'; END IF;
  IF o.ended_at IS NULL THEN RETURN '{"done": false, "code": "order_open"}'; END IF;
  UPDATE orders SET dropoff_name = 'erased', dropoff_address = 'erased', dropoff_phone = NULL, dropoff_notes = NULL,
    dropoff_email = NULL, notify = NULL, dropoff_lat = coarse(dropoff_lat), dropoff_lng = coarse(dropoff_lng),
    pickup_notes = NULL, fingerprint = 'erased'
    WHERE id = o.id;
  UPDATE stop SET lat = coarse(lat), lng = coarse(lng), proof = NULL WHERE order_id = o.id AND kind <> 'pickup';
  UPDATE offer f SET stops = (
      SELECT coalesce(jsonb_agg(CASE WHEN s->>'order_id' = o.id::text AND s->>'kind' <> 'pickup'
        THEN s || jsonb_build_object('lat', coarse((s->>'lat')::float8), 'lng', coarse((s->>'lng')::float8)) ELSE s END
        ORDER BY nr), '[]')
      FROM jsonb_array_elements(f.stops) WITH ORDINALITY AS e (s, nr))
    WHERE id IN (SELECT offer_id FROM offer_line WHERE order_id = o.id);
  UPDATE order_rating SET comment = NULL WHERE order_id = o.id;
  UPDATE tracking_link SET revoked_at = coalesce(revoked_at, clock_timestamp()) WHERE order_id = o.id;
  DELETE FROM idempotency_record WHERE body->>'id' = o.id::text;
  DELETE FROM outrider_audit.personal WHERE subject = 'customer' AND subject_id = o.id;
  PERFORM forget_messages(o.id);
  PERFORM record_fact(o.market_id, 'personal.erased', p_actor, jsonb_build_object('who', 'customer', 'reason', p_reason),
                      jsonb_build_object('order_id', o.id, 'merchant_id', o.merchant_id, 'zone_id', o.zone_id));
  RETURN '{"done": true}';
END $$;

-- What was sent to a customer, and to where; that it was sent stays.
CREATE OR REPLACE FUNCTION forget_messages(p_order uuid) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE message SET sent_to = NULL, text = NULL, facts = '{}' WHERE order_id = p_order;
  UPDATE webhook_delivery SET data = data - '{customer,dropoff,pickup,order}'::text[] WHERE order_id = p_order;
$$;

-- Every ended order that had this phone number at its door; answers how many.
CREATE OR REPLACE FUNCTION erase_customer_by_phone(p_market text, p_phone text, p_reason text, p_actor jsonb) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  found uuid;
  erased int := 0;
BEGIN
  FOR found IN
    SELECT id FROM orders WHERE market_id = p_market AND ended_at IS NOT NULL
      AND regexp_replace(dropoff_phone, '[^0-9+]', '', 'g') = regexp_replace(p_phone, '[^0-9+]', '', 'g') ORDER BY id
  LOOP
    PERFORM erase_customer(found, p_reason, p_actor);
    erased := erased + 1;
  END LOOP;
  RETURN erased;
END $$;

-- A driver who is off and has nothing to do. His account closes; his work stays, under no name.
CREATE OR REPLACE FUNCTION erase_driver(p_driver uuid, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d driver;
BEGIN
  SELECT * INTO d FROM driver WHERE id = p_driver FOR UPDATE;
  IF d.id IS NULL THEN RETURN '{"done": false, "code": "driver_not_found"}'; END IF;
  IF d.availability <> 'offline' OR orders_aboard(d.id) > 0 THEN RETURN '{"done": false, "code": "driver_at_work"}'; END IF;
  PERFORM set_config('outrider.actor', p_actor::text, true);
  UPDATE driver SET name = 'Erased driver', phone = NULL, active = false, version = version + 1 WHERE id = d.id;
  DELETE FROM push_subscription WHERE driver_id = d.id;
  DELETE FROM driver_position WHERE driver_id = d.id;
  DELETE FROM outrider_history.driver_position WHERE driver_id = d.id;
  -- In his own words: why he could not go on.
  UPDATE reassignment SET evidence = evidence - 'said' WHERE driver_id = d.id AND evidence ? 'said';
  UPDATE stop SET reason = NULL WHERE status = 'failed' AND reason IS NOT NULL
    AND assignment_id IN (SELECT id FROM assignment WHERE driver_id = d.id);
  UPDATE score_appeal SET statement = 'erased' WHERE driver_id = d.id;
  -- Also what the change above has just kept of him.
  DELETE FROM outrider_audit.personal WHERE subject = 'driver' AND subject_id = d.id;
  PERFORM record_fact(d.market_id, 'personal.erased', p_actor, jsonb_build_object('who', 'driver', 'reason', p_reason),
                      jsonb_build_object('driver_id', d.id));
  RETURN '{"done": true}';
END $$;
