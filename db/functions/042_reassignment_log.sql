-- Operators and administrators are people who steer; merchants, drivers and the system are what an order lives with.
CREATE OR REPLACE FUNCTION is_person(p_actor jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(p_actor->>'type' IN ('ops', 'admin'), false)
$$;

-- The record of an order that a driver lost or was relieved of: why, on what evidence, by whom; and how it ended. One is
-- under way per order at most. p_data: {why, evidence, said}; see domain/reassignment/reasons.ts.
CREATE OR REPLACE FUNCTION log_reassignment(o orders, p_stage text, p_data jsonb, p_actor jsonb, p_now timestamptz)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM finish_reassignment(o.id, 'moved_on', NULL, p_actor, p_now);
  INSERT INTO reassignment (market_id, order_id, driver_id, stage, reason, evidence, automatic, actor, created_at)
  VALUES (o.market_id, o.id, o.driver_id, p_stage, coalesce(p_data->>'why', 'requeued'),
          coalesce(p_data->'evidence', '{}') || jsonb_strip_nulls(jsonb_build_object('said', p_data->'said')), NOT is_person(p_actor), p_actor, p_now);
END $$;

CREATE OR REPLACE FUNCTION finish_reassignment(
  p_order uuid, p_outcome text, p_driver uuid, p_actor jsonb, p_now timestamptz
) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE reassignment SET ended_at = p_now, outcome = p_outcome, to_driver_id = p_driver, by_hand = is_person(p_actor)
  WHERE order_id = p_order AND ended_at IS NULL
$$;

-- Great-circle distance in metres; the same sphere as domain/travel/embedded.ts.
CREATE OR REPLACE FUNCTION distance_m(lat1 float8, lng1 float8, lat2 float8, lng2 float8) RETURNS float8
LANGUAGE sql IMMUTABLE AS $$
  SELECT 2 * 6371000 * asin(least(1, sqrt(
    sin(radians(lat2 - lat1) / 2) ^ 2 + cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lng2 - lng1) / 2) ^ 2)))
$$;
