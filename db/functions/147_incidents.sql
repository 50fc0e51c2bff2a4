-- Storm control: where many orders wait for one and the same reason, people get one incident that lists them, instead of
-- an escalation for each. An incident closes by itself when its cause has gone.
CREATE OR REPLACE FUNCTION waits_for_driver(p_reason text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_reason IN ('unassigned_too_long', 'offers_exhausted', 'moves_exhausted', 'promise_broken')
$$;

-- The open incident that holds this order up, or null.
CREATE OR REPLACE FUNCTION incident_for(o orders, p_reason text) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT id FROM incident WHERE market_id = o.market_id AND resolved_at IS NULL AND waits_for_driver(p_reason)
    AND cause <> 'provider_down' AND coalesce(zone_id, o.zone_id) = o.zone_id ORDER BY zone_id NULLS FIRST LIMIT 1
$$;

-- Drivers who could take an order now.
CREATE OR REPLACE FUNCTION free_drivers(p_market text) RETURNS TABLE (id uuid, lat float8, lng float8)
LANGUAGE sql VOLATILE AS $$
  SELECT d.id, p.lat, p.lng FROM driver d LEFT JOIN driver_position p ON p.driver_id = d.id
  WHERE d.market_id = p_market AND d.active AND d.availability = 'available' AND d.accepts_offers
    AND driver_load(d.id) < d.capacity
$$;

-- What is wrong with a market now, and what was and is not over yet. p: {ordersMin, waitedMs, radiusM}. It takes ordersMin
-- orders to open an incident about drivers, and none to close it: it does not flicker.
CREATE OR REPLACE FUNCTION incident_causes(p_market text, p jsonb) RETURNS TABLE (cause text, zone_id text, evidence jsonb)
LANGUAGE sql VOLATILE AS $$
  WITH waiting AS (
    SELECT o.* FROM orders o WHERE o.market_id = p_market AND o.status = 'unassigned' AND o.ended_at IS NULL
      AND o.held_until IS NULL AND o.unassigned_since < plus_ms(clock_timestamp(), -(p->>'waitedMs')::float8)
  ), free AS (SELECT * FROM free_drivers(p_market)),
  zones AS (
    SELECT w.zone_id, count(*) AS orders, avg(w.pickup_lat) AS lat, avg(w.pickup_lng) AS lng FROM waiting w GROUP BY w.zone_id
  ), known AS (
    SELECT i.cause, i.zone_id FROM incident i WHERE i.market_id = p_market AND i.resolved_at IS NULL
  )
  SELECT 'no_drivers', NULL::text, jsonb_build_object('orders', count(*)) FROM waiting
    WHERE NOT EXISTS (SELECT 1 FROM free)
    HAVING count(*) >= CASE WHEN EXISTS (SELECT 1 FROM known k WHERE k.cause = 'no_drivers') THEN 1 ELSE (p->>'ordersMin')::int END
  UNION ALL
  SELECT 'zone_without_drivers', z.zone_id, jsonb_build_object('orders', z.orders) FROM zones z
    WHERE EXISTS (SELECT 1 FROM free)
      AND NOT EXISTS (SELECT 1 FROM free f WHERE distance_m(f.lat, f.lng, z.lat, z.lng) <= (p->>'radiusM')::float8)
      AND z.orders >= CASE WHEN EXISTS (SELECT 1 FROM known k WHERE k.cause = 'zone_without_drivers' AND k.zone_id = z.zone_id)
        THEN 1 ELSE (p->>'ordersMin')::int END
  UNION ALL
  SELECT 'zone_paused', z.zone_id, jsonb_build_object('orders', z.orders) FROM zones z WHERE is_zone_paused(p_market, z.zone_id)
  UNION ALL
  SELECT 'matching_stopped', NULL, jsonb_build_object('orders', (SELECT count(*) FROM waiting))
    WHERE is_matching_stopped(p_market) AND EXISTS (SELECT 1 FROM waiting)
  UNION ALL
  SELECT 'provider_down', NULL, jsonb_build_object('provider', min(x.topic), 'messages', count(*)) FROM outbox x
    JOIN orders o ON o.id = x.key::uuid AND o.market_id = p_market
    WHERE x.topic IN ('page', 'partner') AND x.attempts >= 5 HAVING count(*) > 0
$$;

-- Opens, keeps and closes a market's incidents. Run again it finds nothing to do. Answers what it did.
CREATE OR REPLACE FUNCTION sweep_incidents(p_market text, p jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  now timestamptz := clock_timestamp();
  wrong_now jsonb;
  wrong record;
  i incident;
  opened int := 0;
  closed int := 0;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('incidents/' || p_market, 0));
  SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') INTO wrong_now FROM incident_causes(p_market, p) c;
  FOR i IN SELECT x.* FROM incident x WHERE x.market_id = p_market AND x.resolved_at IS NULL AND NOT EXISTS (
      SELECT 1 FROM jsonb_to_recordset(wrong_now) AS w (cause text, zone_id text) WHERE w.cause = x.cause AND w.zone_id IS NOT DISTINCT FROM x.zone_id) LOOP
    UPDATE incident SET resolved_at = now, outcome = 'the cause has gone' WHERE id = i.id;
    UPDATE incident_order SET left_at = now WHERE incident_id = i.id AND left_at IS NULL;
    PERFORM tell_of_incident(p_market, 'incident.resolved', i.id, i.cause);
    closed := closed + 1;
  END LOOP;
  FOR wrong IN SELECT * FROM jsonb_to_recordset(wrong_now) AS w (cause text, zone_id text, evidence jsonb) LOOP
    SELECT * INTO i FROM incident x WHERE x.market_id = p_market AND x.cause = wrong.cause
      AND x.zone_id IS NOT DISTINCT FROM wrong.zone_id AND x.resolved_at IS NULL;
    IF i.id IS NULL THEN
      INSERT INTO incident (market_id, cause, zone_id, evidence, raised_at)
      VALUES (p_market, wrong.cause, wrong.zone_id, wrong.evidence, now) RETURNING * INTO i;
      PERFORM tell_of_incident(p_market, 'incident.raised', i.id, i.cause);
      opened := opened + 1;
    END IF;
    IF wrong.cause <> 'provider_down' THEN PERFORM list_orders_of(i, now); END IF;
  END LOOP;
  RETURN jsonb_build_object('opened', opened, 'closed', closed);
END $$;

-- The incident lists the orders without a driver that it holds up, and takes over what people were asked about them.
CREATE OR REPLACE FUNCTION list_orders_of(i incident, p_now timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  asked uuid;
BEGIN
  UPDATE incident_order x SET left_at = p_now FROM orders r
    WHERE x.incident_id = i.id AND x.left_at IS NULL AND r.id = x.order_id AND r.status NOT IN ('unassigned', 'offered');
  INSERT INTO incident_order (incident_id, order_id, joined_at)
  SELECT i.id, r.id, p_now FROM orders r
  WHERE r.market_id = i.market_id AND r.status = 'unassigned' AND r.ended_at IS NULL AND coalesce(i.zone_id, r.zone_id) = r.zone_id
  ON CONFLICT (incident_id, order_id) DO UPDATE SET left_at = NULL WHERE incident_order.left_at IS NOT NULL;
  FOR asked IN
    SELECT e.order_id FROM escalation e JOIN incident_order x ON x.order_id = e.order_id AND x.incident_id = i.id AND x.left_at IS NULL
    WHERE e.resolved_at IS NULL AND e.status = 'open' AND waits_for_driver(e.reason) ORDER BY e.order_id
  LOOP
    SELECT * INTO o FROM orders WHERE id = asked FOR UPDATE;
    CONTINUE WHEN o.status <> 'unassigned';
    PERFORM close_escalations(o.id, 'part of an incident', p_now);
    UPDATE orders SET escalation_rung = 0, version = version + 1, updated_at = p_now WHERE id = o.id RETURNING * INTO o;
    PERFORM record_event(o, 'escalation.joined', o.status, '{"type": "system", "id": "operations"}',
      jsonb_build_object('incident_id', i.id, 'cause', i.cause), true, p_now);
  END LOOP;
END $$;

-- Consoles hear of it through the market's event feed; no order's story changes.
CREATE OR REPLACE FUNCTION tell_of_incident(p_market text, p_type text, p_incident uuid, p_cause text) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM record_fact(p_market, p_type, '{"type": "system", "id": "operations"}', jsonb_strip_nulls(jsonb_build_object(
      'cause', i.cause, 'evidence', i.evidence, 'outcome', i.outcome)),
    jsonb_build_object('zone_id', i.zone_id, 'subject_id', i.id))
    FROM incident i WHERE i.id = p_incident;
  INSERT INTO outbox (topic, key, payload) VALUES ('event', p_market, jsonb_build_object(
    'marketId', p_market, 'type', p_type, 'incidentId', p_incident, 'data', jsonb_build_object('cause', p_cause),
    'occurredAt', clock_timestamp()));
END $$;

-- Somebody takes an incident; taken twice it belongs to the second. False when its cause has gone.
CREATE OR REPLACE FUNCTION acknowledge_incident(p_incident uuid, p_actor jsonb) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  i incident;
BEGIN
  UPDATE incident SET owner = p_actor->>'id' WHERE id = p_incident AND resolved_at IS NULL RETURNING * INTO i;
  IF i.id IS NULL THEN RETURN false; END IF;
  PERFORM record_fact(i.market_id, 'incident.acknowledged', p_actor, jsonb_build_object('cause', i.cause),
                      jsonb_build_object('zone_id', i.zone_id, 'subject_id', i.id));
  RETURN true;
END $$;
