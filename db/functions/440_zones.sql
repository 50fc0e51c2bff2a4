-- A zone as its event keeps it.
CREATE OR REPLACE FUNCTION zone_facts(z zone) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('name', z.name, 'polygon', z.polygon, 'closed', z.closed, 'closed_reason', z.closed_reason,
                            'removed', z.removed_at IS NOT NULL)
$$;

CREATE OR REPLACE FUNCTION zone_refused(p_code text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('done', false, 'code', p_code)
$$;

-- The event of a change that has just been made to a zone, and its message to listeners.
CREATE OR REPLACE FUNCTION tell_of_zone(z zone, p_type text, p_actor jsonb, p_before jsonb, p_reason text) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  facts jsonb := jsonb_strip_nulls(jsonb_build_object('name', z.name, 'reason', p_reason));
BEGIN
  PERFORM record_fact(z.market_id, p_type, p_actor, facts, jsonb_build_object('zone_id', z.id), p_before, zone_facts(z));
  INSERT INTO outbox (topic, key, payload)
  VALUES ('event', z.market_id, jsonb_build_object('type', p_type, 'marketId', z.market_id,
          'data', jsonb_build_object('zone_id', z.id), 'occurredAt', clock_timestamp()));
END $$;

-- Draws a zone. p: {name, polygon, areaM2}. The market's row is locked, so that the limit holds.
CREATE OR REPLACE FUNCTION create_zone(p_market text, p jsonb, p_max int, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  z zone;
BEGIN
  PERFORM 1 FROM market WHERE id = p_market FOR NO KEY UPDATE;
  IF (SELECT count(*) FROM zone WHERE market_id = p_market AND removed_at IS NULL) >= p_max THEN
    RETURN zone_refused('too_many_zones');
  END IF;
  INSERT INTO zone (market_id, name, polygon, area_m2)
  VALUES (p_market, p->>'name', p->'polygon', (p->>'areaM2')::float8)
  ON CONFLICT (market_id, name) WHERE removed_at IS NULL DO NOTHING RETURNING * INTO z;
  IF z.id IS NULL THEN RETURN zone_refused('already_exists'); END IF;
  PERFORM tell_of_zone(z, 'zone.created', p_actor, NULL, NULL);
  RETURN jsonb_build_object('done', true, 'id', z.id);
END $$;

-- Changes a zone: p has any of {name, polygon, areaM2, closed, reason, removed}. `p_based_on` is the version that the
-- change was made from; null when it does not matter (closing in a hurry). What changes nothing leaves no event.
CREATE OR REPLACE FUNCTION change_zone(p_zone uuid, p jsonb, p_based_on int, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  z zone;
  was zone;
  now timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO z FROM zone WHERE id = p_zone AND removed_at IS NULL FOR UPDATE;
  IF z.id IS NULL THEN RETURN zone_refused('zone_not_found'); END IF;
  IF p_based_on <> z.version THEN RETURN zone_refused('zone_changed'); END IF;
  was := z;
  z.name := coalesce(p->>'name', z.name);
  z.polygon := coalesce(p->'polygon', z.polygon);
  z.area_m2 := coalesce((p->>'areaM2')::float8, z.area_m2);
  z.closed := coalesce((p->>'closed')::boolean, z.closed);
  z.closed_at := CASE WHEN z.closed THEN coalesce(z.closed_at, now) END;
  z.closed_reason := CASE WHEN z.closed THEN coalesce(CASE WHEN p ? 'closed' THEN p->>'reason' END, z.closed_reason) END;
  z.removed_at := CASE WHEN (p->>'removed')::boolean THEN now END;
  IF zone_facts(z) = zone_facts(was) THEN RETURN jsonb_build_object('done', true, 'id', z.id); END IF;
  IF z.name <> was.name AND EXISTS (
    SELECT 1 FROM zone x WHERE x.market_id = z.market_id AND x.name = z.name AND x.removed_at IS NULL AND x.id <> z.id
  ) THEN RETURN zone_refused('already_exists'); END IF;
  UPDATE zone SET name = z.name, polygon = z.polygon, area_m2 = z.area_m2, closed = z.closed, closed_at = z.closed_at,
    closed_reason = z.closed_reason, removed_at = z.removed_at, version = version + 1, updated_at = now WHERE id = z.id;
  PERFORM tell_of_zone(z,
    CASE WHEN z.removed_at IS NOT NULL THEN 'zone.removed'
         WHEN z.closed AND NOT was.closed THEN 'zone.closed'
         WHEN was.closed AND NOT z.closed THEN 'zone.opened'
         ELSE 'zone.changed' END,
    p_actor, zone_facts(was), p->>'reason');
  RETURN jsonb_build_object('done', true, 'id', z.id);
END $$;
