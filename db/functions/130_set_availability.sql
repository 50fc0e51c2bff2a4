-- A driver changes his availability. Anything but `available` withdraws his reserved and open offers, nobody's fault,
-- before it answers.
CREATE OR REPLACE FUNCTION set_availability(p_driver uuid, p_state text, p_shift_ends_at timestamptz, p_actor jsonb)
RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d driver;
  f offer;
BEGIN
  SELECT * INTO d FROM driver WHERE id = p_driver FOR UPDATE;
  IF d.id IS NULL OR NOT d.active THEN RETURN jsonb_build_object('done', false, 'code', 'driver_not_found'); END IF;
  IF p_state <> 'available' THEN
    SELECT * INTO f FROM offer WHERE driver_id = d.id AND status IN ('reserved', 'open');
    IF f.id IS NOT NULL THEN PERFORM settle_offer(f.id, 'withdrawn', p_actor, 'driver_' || p_state); END IF;
  END IF;
  UPDATE driver SET availability = p_state, version = version + 1,
    availability_since = CASE WHEN availability = p_state THEN availability_since ELSE clock_timestamp() END,
    shift_ends_at = CASE WHEN p_state = 'offline' THEN NULL ELSE coalesce(p_shift_ends_at, shift_ends_at) END
    WHERE id = d.id RETURNING * INTO d;
  INSERT INTO outbox (topic, key, payload)
  VALUES ('event', d.market_id, jsonb_build_object('type', 'driver.availability_changed', 'marketId', d.market_id,
          'driverId', d.id, 'data', jsonb_build_object('availability', d.availability), 'occurredAt', d.availability_since));
  -- A driver more is a reason to look at the pool again.
  IF p_state = 'available' AND EXISTS (SELECT 1 FROM orders WHERE market_id = d.market_id AND status = 'unassigned') THEN
    PERFORM wake_matching(d.market_id);
  END IF;
  RETURN jsonb_build_object('done', true, 'availability', d.availability, 'since', d.availability_since,
                            'shiftEndsAt', d.shift_ends_at, 'load', driver_load(d.id));
END $$;
