-- Kill switches and paused zones: what keeps the machine from asking anybody. Judged where it is decided, under locks.
CREATE OR REPLACE FUNCTION is_switched(p_market text, p_name text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT 1 FROM market_switch WHERE market_id = p_market AND name = p_name AND ended_at IS NULL)
$$;
CREATE OR REPLACE FUNCTION is_matching_stopped(p_market text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT 1 FROM market_switch WHERE market_id = p_market AND ended_at IS NULL
                   AND name IN ('freeze_matching', 'manual_mode'))
$$;
DROP FUNCTION IF EXISTS is_zone_closed(text, text), close_zone(text, text, timestamptz, text, jsonb), open_zones(text, text, jsonb);
CREATE OR REPLACE FUNCTION is_zone_paused(p_market text, p_zone text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT EXISTS (SELECT 1 FROM zone_pause WHERE market_id = p_market AND zone_id = p_zone AND resumed_at IS NULL
                   AND until > clock_timestamp())
$$;
-- With how many orders each holds up.
CREATE OR REPLACE FUNCTION paused_zones(p_market text)
RETURNS TABLE (zone_id text, reason text, paused_by text, paused_at timestamptz, until timestamptz, holds_up int)
LANGUAGE sql VOLATILE AS $$
  SELECT z.zone_id, z.reason, z.paused_by, z.paused_at, z.until,
    (SELECT count(*)::int FROM orders o WHERE o.market_id = z.market_id AND o.zone_id = z.zone_id
       AND o.status IN ('unassigned', 'stranded') AND o.ended_at IS NULL)
  FROM zone_pause z
  WHERE z.market_id = p_market AND z.resumed_at IS NULL AND z.until > clock_timestamp()
$$;

-- Throws a switch or takes it back. Thrown twice it keeps its first reason. What waited goes on at once.
CREATE OR REPLACE FUNCTION throw_switch(p_market text, p_name text, p_on boolean, p_reason text, p_actor jsonb)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF p_on THEN
    INSERT INTO market_switch (market_id, name, reason, set_by) VALUES (p_market, p_name, p_reason, p_actor->>'id')
      ON CONFLICT DO NOTHING;
    IF FOUND THEN PERFORM record_fact(p_market, 'switch.thrown', p_actor, jsonb_build_object('name', p_name, 'reason', p_reason)); END IF;
    RETURN;
  END IF;
  UPDATE market_switch SET ended_at = clock_timestamp(), ended_by = p_actor->>'id'
    WHERE market_id = p_market AND name = p_name AND ended_at IS NULL;
  IF FOUND THEN PERFORM record_fact(p_market, 'switch.taken_back', p_actor, jsonb_build_object('name', p_name, 'reason', p_reason)); END IF;
  PERFORM wake_if_orders_wait(p_market);
END $$;

CREATE OR REPLACE FUNCTION pause_zone(p_market text, p_zone text, p_until timestamptz, p_reason text, p_actor jsonb)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM resume_zones(p_market, NULL, p_actor, 'its time was over');
  INSERT INTO zone_pause (market_id, zone_id, reason, paused_by, until)
  VALUES (p_market, p_zone, p_reason, p_actor->>'id', p_until)
  ON CONFLICT (market_id, zone_id) WHERE resumed_at IS NULL
    DO UPDATE SET until = excluded.until, reason = excluded.reason, paused_by = excluded.paused_by;
  PERFORM record_fact(p_market, 'zone.paused', p_actor, jsonb_build_object('reason', p_reason, 'until', p_until),
                      jsonb_build_object('zone_id', p_zone));
END $$;

-- Drivers are asked again for the orders of one zone, or (null) of those whose time has come; answers how many.
CREATE OR REPLACE FUNCTION resume_zones(p_market text, p_zone text, p_actor jsonb, p_reason text) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  resumed int := 0;
  zone text;
BEGIN
  FOR zone IN
    UPDATE zone_pause SET resumed_at = clock_timestamp(), resumed_by = p_actor->>'id'
    WHERE market_id = p_market AND resumed_at IS NULL
      AND CASE WHEN p_zone IS NULL THEN until <= clock_timestamp() ELSE zone_id = p_zone END
    RETURNING zone_id
  LOOP
    resumed := resumed + 1;
    PERFORM record_fact(p_market, 'zone.resumed', p_actor,
                        jsonb_build_object('reason', p_reason), jsonb_build_object('zone_id', zone));
  END LOOP;
  IF resumed > 0 THEN PERFORM wake_if_orders_wait(p_market); END IF;
  RETURN resumed;
END $$;
