-- What the health of a market's zones is worked out from, in the shape of domain/zones/market-health.ts.
CREATE OR REPLACE FUNCTION read_zone_supply(p_market text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'readAt', clock_timestamp(),
    'clock', jsonb_build_object('rate', m.clock_rate, 'offsetMs', m.clock_offset_ms),
    'policy', (SELECT body FROM policy p WHERE p.market_id = m.id AND p.version = m.policy_version),
    'zones', coalesce((SELECT jsonb_agg(jsonb_build_object('id', z.id, 'name', z.name, 'polygon', z.polygon,
        'areaM2', z.area_m2, 'closed', z.closed)) FROM zone z WHERE z.market_id = m.id AND z.removed_at IS NULL), '[]'),
    'waiting', coalesce((SELECT jsonb_agg(jsonb_build_object('zoneId', o.zone_id, 'since', o.unassigned_since))
        FROM orders o WHERE o.market_id = m.id AND o.ended_at IS NULL AND o.status IN ('unassigned', 'offered')), '[]'),
    'drivers', coalesce((SELECT jsonb_agg(jsonb_build_object('lat', p.lat, 'lng', p.lng,
          'ageMs', 1000 * extract(epoch FROM clock_timestamp() - p.received_at),
          'busy', EXISTS (SELECT 1 FROM assignment a WHERE a.driver_id = d.id AND a.ended_at IS NULL)))
        FROM driver d JOIN driver_position p ON p.driver_id = d.id
        WHERE d.market_id = m.id AND d.active AND d.availability = 'available' AND d.accepts_offers
          AND driver_load(d.id) < d.capacity), '[]'),
    'timeZone', m.time_zone,
    'usualDay', (SELECT profile FROM usual_day WHERE market_id = m.id),
    -- Orders per quarter over the last whole hour.
    'expected', coalesce((SELECT jsonb_object_agg(zone_id, placed / 4.0) FROM (
        SELECT r.zone_id, sum(r.placed) AS placed FROM rollup r WHERE r.market_id = m.id AND r.placed > 0
          AND r.quarter >= quarter_of(m, clock_timestamp()) - interval '1 hour'
          AND r.quarter < quarter_of(m, clock_timestamp()) GROUP BY r.zone_id) AS lately), '{}'),
    'known', coalesce((SELECT jsonb_object_agg(h.zone_id, jsonb_build_object('score', h.score, 'band', h.band,
        'supply', h.supply, 'demand', h.demand, 'waiting', h.waiting, 'driversFree', h.drivers_free,
        'pointScore', (SELECT t.score FROM zone_health_point t WHERE t.market_id = m.id AND t.zone_id = h.zone_id
                       ORDER BY t.at DESC LIMIT 1)))
        FROM zone_health h WHERE h.market_id = m.id), '{}'))
  FROM market m WHERE m.id = p_market
$$;

-- Keeps what has changed. p: [{zoneId, name, score, band, bandBefore, supply, demand, waiting, oldestWaitS, driversFree,
-- point, gone}]; `point`: worth a place in the history; `gone`: nothing is there any more. A new band is told.
CREATE OR REPLACE FUNCTION give_zone_health(p_market text, p jsonb) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  now timestamptz := clock_timestamp();
  changed int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('zone_health/' || p_market, 0));
  INSERT INTO read_model_state (market_id, health_at) VALUES (p_market, now)
    ON CONFLICT (market_id) DO UPDATE SET health_at = now;
  -- All parts see the health as it was before: the message names the band that it comes from.
  WITH given AS (
    SELECT * FROM jsonb_to_recordset(p) AS g ("zoneId" text, name text, score int, band int, supply float8, demand float8,
      waiting int, "oldestWaitS" float8, "driversFree" int, point boolean, gone boolean)
  ), told AS (
    INSERT INTO outbox (topic, key, payload)
    SELECT 'event', p_market, jsonb_build_object('type', 'zone.health_changed', 'marketId', p_market, 'occurredAt', now,
      'data', jsonb_build_object('zone_id', g."zoneId", 'name', g.name, 'score', g.score, 'band', g.band,
                                 'band_before', h.band, 'supply', g.supply, 'demand', g.demand, 'waiting', g.waiting))
    FROM given g LEFT JOIN zone_health h ON h.market_id = p_market AND h.zone_id = g."zoneId"
    WHERE g.band IS DISTINCT FROM h.band RETURNING 1
  ), points AS (
    INSERT INTO zone_health_point (market_id, zone_id, at, score, band, supply, demand, waiting, drivers_free)
    SELECT p_market, "zoneId", now, score, band, supply, demand, waiting, "driversFree" FROM given WHERE point
  ), kept AS (
    INSERT INTO zone_health AS h (market_id, zone_id, score, band, supply, demand, waiting, oldest_wait_s, drivers_free,
                                  at, since)
    SELECT p_market, "zoneId", score, band, supply, demand, waiting, "oldestWaitS", "driversFree", now, now
    FROM given WHERE NOT gone
    ON CONFLICT (market_id, zone_id) DO UPDATE SET score = excluded.score, band = excluded.band,
      supply = excluded.supply, demand = excluded.demand, waiting = excluded.waiting,
      oldest_wait_s = excluded.oldest_wait_s, drivers_free = excluded.drivers_free, at = now,
      since = CASE WHEN h.band IS DISTINCT FROM excluded.band THEN now ELSE h.since END
  ), removed AS (
    DELETE FROM zone_health h USING given g WHERE h.market_id = p_market AND h.zone_id = g."zoneId" AND g.gone
  )
  SELECT count(*) INTO changed FROM told;
  DELETE FROM zone_health_point WHERE market_id = p_market AND at < now - interval '60 days';
  RETURN changed;
END $$;
