-- Records a new order, or finds the one that has its external_id: posting twice is one order. `p` has the columns of
-- orders under their own names; who decides what they are is the API.
CREATE OR REPLACE FUNCTION place_order(p jsonb, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  r orders := jsonb_populate_record(NULL::orders, p);
  o orders;
  now timestamptz := clock_timestamp();
BEGIN
  -- Paused intake refuses new orders only: who posts one again that was taken gets it.
  IF is_switched(r.market_id, 'pause_intake') AND NOT EXISTS (
      SELECT 1 FROM orders WHERE merchant_id = r.merchant_id AND external_id = r.external_id) THEN
    UPDATE market_switch SET refused = refused + 1
      WHERE market_id = r.market_id AND name = 'pause_intake' AND ended_at IS NULL;
    RETURN refused(NULL, 'intake_paused');
  END IF;
  INSERT INTO orders (
    market_id, merchant_id, external_id, fingerprint, status, policy_version, zone_id, pickup_cell,
    pickup_place_id, pickup_name,
    pickup_address, pickup_phone, pickup_notes, pickup_lat, pickup_lng, dropoff_name, dropoff_address, dropoff_phone,
    dropoff_notes, dropoff_lat, dropoff_lng, size, tip_minor, distance_m, service, placed_at, scheduled_for, pool_at,
    ready_at, promised_at, unassigned_since, dropoff_email, dropoff_language, notify, proof_demand, proof_pin, on_failure)
  VALUES (
    r.market_id, r.merchant_id, r.external_id, r.fingerprint,
    CASE WHEN r.pool_at > now THEN 'scheduled' ELSE 'unassigned' END, r.policy_version, r.zone_id,
    coalesce(r.pickup_cell, r.zone_id), r.pickup_place_id,
    r.pickup_name, r.pickup_address, r.pickup_phone, r.pickup_notes, r.pickup_lat, r.pickup_lng, r.dropoff_name,
    r.dropoff_address, r.dropoff_phone, r.dropoff_notes, r.dropoff_lat, r.dropoff_lng, r.size, r.tip_minor,
    r.distance_m, r.service, now, r.scheduled_for, r.pool_at, r.ready_at, r.promised_at,
    CASE WHEN r.pool_at > now THEN NULL ELSE now END, r.dropoff_email, r.dropoff_language, r.notify,
    coalesce(r.proof_demand, 'none'), r.proof_pin, coalesce(r.on_failure, 'rescue'))
  ON CONFLICT (merchant_id, external_id) DO NOTHING
  RETURNING * INTO o;
  IF o.id IS NULL THEN
    SELECT * INTO o FROM orders WHERE merchant_id = r.merchant_id AND external_id = r.external_id;
    IF o.fingerprint <> r.fingerprint THEN RETURN refused(o, 'external_id_conflict'); END IF;
    RETURN done(o, '{"created": false}');
  END IF;
  PERFORM record_event(o, 'order.placed', NULL, p_actor, jsonb_build_object('external_id', o.external_id), true, now);
  IF o.status = 'unassigned' THEN PERFORM wake_matching(o.market_id); END IF;
  RETURN done(o, '{"created": true}');
END $$;

-- A scheduled order's time has come. Run again it finds the order in the pool and says so.
CREATE OR REPLACE FUNCTION enter_pool(p_order uuid, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  now timestamptz;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  now := clock_timestamp();
  IF o.status <> 'scheduled' THEN RETURN refused(o, 'illegal_transition'); END IF;
  IF now < o.pool_at THEN RETURN refused(o, 'too_early'); END IF;
  UPDATE orders SET status = next_status('scheduled', 'enter_pool'), version = version + 1, unassigned_since = now,
    updated_at = now WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'order.pooled', 'scheduled', p_actor, '{}', false, now);
  PERFORM wake_matching(o.market_id);
  RETURN done(o);
END $$;
