-- Kill switches and closed zones: what keeps the machine from asking anybody. Judged where it is decided, under locks.
CREATE OR REPLACE FUNCTION is_switched(p_market text, p_name text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT 1 FROM market_switch WHERE market_id = p_market AND name = p_name AND ended_at IS NULL)
$$;
CREATE OR REPLACE FUNCTION is_matching_stopped(p_market text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT 1 FROM market_switch WHERE market_id = p_market AND ended_at IS NULL
                   AND name IN ('freeze_matching', 'manual_mode'))
$$;
CREATE OR REPLACE FUNCTION is_zone_closed(p_market text, p_zone text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT 1 FROM zone_closure WHERE market_id = p_market AND zone_id = p_zone AND opened_at IS NULL
                   AND until > clock_timestamp())
$$;

-- Throws a switch or takes it back. Thrown twice it keeps its first reason. What waited goes on at once.
CREATE OR REPLACE FUNCTION throw_switch(p_market text, p_name text, p_on boolean, p_reason text, p_actor jsonb)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF p_on THEN
    INSERT INTO market_switch (market_id, name, reason, set_by) VALUES (p_market, p_name, p_reason, p_actor->>'id')
      ON CONFLICT DO NOTHING;
    RETURN;
  END IF;
  UPDATE market_switch SET ended_at = clock_timestamp(), ended_by = p_actor->>'id'
    WHERE market_id = p_market AND name = p_name AND ended_at IS NULL;
  PERFORM wake_if_orders_wait(p_market);
END $$;

CREATE OR REPLACE FUNCTION close_zone(p_market text, p_zone text, p_until timestamptz, p_reason text, p_actor jsonb)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM open_zones(p_market, NULL, p_actor);
  INSERT INTO zone_closure (market_id, zone_id, reason, closed_by, until)
  VALUES (p_market, p_zone, p_reason, p_actor->>'id', p_until)
  ON CONFLICT (market_id, zone_id) WHERE opened_at IS NULL
    DO UPDATE SET until = excluded.until, reason = excluded.reason, closed_by = excluded.closed_by;
END $$;

-- Opens one zone, or (null) those whose time has come; answers how many.
CREATE OR REPLACE FUNCTION open_zones(p_market text, p_zone text, p_actor jsonb) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  opened int;
BEGIN
  UPDATE zone_closure SET opened_at = clock_timestamp(), opened_by = p_actor->>'id'
    WHERE market_id = p_market AND opened_at IS NULL
      AND CASE WHEN p_zone IS NULL THEN until <= clock_timestamp() ELSE zone_id = p_zone END;
  GET DIAGNOSTICS opened = ROW_COUNT;
  IF opened > 0 THEN PERFORM wake_if_orders_wait(p_market); END IF;
  RETURN opened;
END $$;
