-- Rollups: what happened in each quarter of an hour, by zone and H3 cell. A quarter is never added to: it is worked out
-- again from the rows that hold the facts (orders, offers, assignments, escalations, ratings, shifts, routes), so doing it
-- twice, late or after a correction comes to the same. What has to be worked out is found from the events since last time.

-- Notes the quarters of a market that have changed since it was last asked: those in which events happened, those that
-- the events' orders belong to by their own times (a late report changes an earlier one), and those that have passed.
-- Events become visible later than they say, so the last two minutes are looked at again each time.
CREATE OR REPLACE FUNCTION mark_rollups(p_market text) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  m market;
  s read_model_state;
  now timestamptz := clock_timestamp();
  settled timestamptz := clock_timestamp() - interval '2 minutes';
  marked int;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('rollup/' || p_market, 0));
  SELECT * INTO m FROM market WHERE id = p_market;
  IF m.id IS NULL THEN RETURN 0; END IF;
  INSERT INTO read_model_state (market_id) VALUES (p_market) ON CONFLICT DO NOTHING;
  SELECT * INTO s FROM read_model_state WHERE market_id = p_market;
  WITH fresh AS (
    SELECT order_id, occurred_at FROM event
    WHERE market_id = p_market AND recorded_at > s.looked_until AND order_id IS NOT NULL
  ), moment AS (
    SELECT occurred_at AS at FROM fresh
    UNION
    SELECT t.at FROM (SELECT DISTINCT order_id FROM fresh) f JOIN orders o ON o.id = f.order_id
      CROSS JOIN LATERAL (VALUES (o.placed_at), (o.first_assigned_at), (o.ended_at)) AS t (at)
    UNION
    SELECT raised_at FROM escalation WHERE market_id = p_market AND raised_at > s.looked_until
    UNION
    SELECT r.created_at FROM order_rating r JOIN orders o ON o.id = r.order_id
      WHERE o.market_id = p_market AND r.created_at > s.looked_until
  ), quarters AS (
    SELECT quarter_of(m, at) AS quarter FROM moment WHERE at IS NOT NULL
    UNION
    -- Time at work passes without events; after a long silence a week of it is made up for.
    SELECT generate_series(
      greatest(quarter_of(m, greatest(s.passed_until, m.created_at)), quarter_of(m, now) - interval '7 days'),
      quarter_of(m, now), interval '15 minutes')
  )
  INSERT INTO rollup_pending (market_id, quarter) SELECT p_market, quarter FROM quarters ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS marked = ROW_COUNT;
  UPDATE read_model_state SET looked_until = settled, passed_until = now - interval '10 seconds'
    WHERE market_id = p_market;
  RETURN marked;
END $$;

-- Drivers at work in a quarter and where each was last seen before its end: what the caller finds their zones by.
CREATE OR REPLACE FUNCTION rollup_drivers(p_market text, p_quarter timestamptz) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  WITH span AS (
    SELECT to_real_time(m, p_quarter) AS begins, to_real_time(m, p_quarter + interval '15 minutes') AS ends
    FROM market m WHERE m.id = p_market
  ), crew AS (
    SELECT DISTINCT w.driver_id FROM shift w, span
    WHERE w.market_id = p_market AND w.started_at < span.ends AND (w.ended_at IS NULL OR w.ended_at > span.begins)
  )
  SELECT coalesce(jsonb_agg(jsonb_build_object('driverId', c.driver_id, 'lat', p.lat, 'lng', p.lng)), '[]')
  FROM crew c CROSS JOIN span LEFT JOIN LATERAL (
    SELECT h.lat, h.lng FROM outrider_history.driver_position h
    WHERE h.driver_id = c.driver_id AND h.recorded_at < span.ends AND h.recorded_at >= span.begins - interval '1 hour'
    ORDER BY h.recorded_at DESC LIMIT 1
  ) p ON true
$$;

-- Works a quarter out. p_drivers: [{driverId, zoneId, cell}], where those at work were.
CREATE OR REPLACE FUNCTION write_rollup(p_market text, p_quarter timestamptz, p_drivers jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  m market;
  begins timestamptz;
  ends timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('rollup/' || p_market, 0));
  SELECT * INTO m FROM market WHERE id = p_market;
  begins := to_real_time(m, p_quarter);
  ends := to_real_time(m, p_quarter + interval '15 minutes');
  DELETE FROM rollup_driver WHERE market_id = p_market AND quarter = p_quarter;
  INSERT INTO rollup_driver (market_id, quarter, driver_id, zone_id, cell, online_s, busy_s, break_s, accepted, declined,
                             expired, delivered, on_time)
  SELECT p_market, p_quarter, c.driver_id, coalesce(c.zone_id, 'unknown'), coalesce(c.cell, 'unknown'),
    w.online_ms * m.clock_rate / 1000, w.busy_ms * m.clock_rate / 1000, w.break_ms * m.clock_rate / 1000,
    f.accepted, f.declined, f.expired, d.delivered, d.on_time
  FROM jsonb_to_recordset(p_drivers) AS p ("driverId" uuid, "zoneId" text, cell text)
  CROSS JOIN LATERAL (SELECT p."driverId" AS driver_id, p."zoneId" AS zone_id, p.cell) c
  CROSS JOIN LATERAL time_at_work(c.driver_id, begins, least(ends, clock_timestamp())) w
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status = 'accepted') AS accepted, count(*) FILTER (WHERE status = 'declined') AS declined,
      count(*) FILTER (WHERE status = 'expired') AS expired
    FROM offer WHERE market_id = p_market AND driver_id = c.driver_id AND settled_at >= begins AND settled_at < ends
      AND opened_at IS NOT NULL) f
  CROSS JOIN LATERAL (
    SELECT count(*) AS delivered, count(*) FILTER (WHERE o.ended_at <= o.promised_at) AS on_time
    FROM assignment a JOIN orders o ON o.id = a.order_id
    WHERE a.driver_id = c.driver_id AND a.ended_at >= begins AND a.ended_at < ends AND a.end_reason = 'delivered') d;
  DELETE FROM rollup WHERE market_id = p_market AND quarter = p_quarter;
  -- Summed as decimals: floating-point sums depend on the order in which rows are read, and would differ when redone.
  INSERT INTO rollup
  SELECT p_market, p_quarter, zone_id, cell,
    count(*) FILTER (WHERE kind = 'placed'),
    count(*) FILTER (WHERE kind = 'ended' AND label = 'delivered'),
    count(*) FILTER (WHERE kind = 'ended' AND label = 'returned'),
    count(*) FILTER (WHERE kind = 'ended' AND label = 'cancelled'),
    count(*) FILTER (WHERE kind = 'ended' AND label = 'undeliverable'),
    count(*) FILTER (WHERE kind = 'never_assigned'),
    count(*) FILTER (WHERE kind = 'assigned'),
    coalesce(sum(value::numeric) FILTER (WHERE kind = 'assigned'), 0),
    histogram_of(array_agg(value) FILTER (WHERE kind = 'assigned')),
    count(*) FILTER (WHERE kind = 'late' AND value <= 0),
    coalesce(sum(value::numeric) FILTER (WHERE kind = 'late' AND value > 0), 0),
    histogram_of(array_agg(value) FILTER (WHERE kind = 'late' AND value > 0)),
    count(*) FILTER (WHERE kind = 'offer' AND label = 'accepted'),
    count(*) FILTER (WHERE kind = 'offer' AND label = 'declined'),
    count(*) FILTER (WHERE kind = 'offer' AND label = 'expired'),
    count(*) FILTER (WHERE kind = 'offer' AND label = 'withdrawn'),
    count(*) FILTER (WHERE kind = 'forced'),
    count(*) FILTER (WHERE kind = 'reassigned'),
    counts_of(array_agg(label) FILTER (WHERE kind = 'reassigned')),
    counts_of(array_agg(label) FILTER (WHERE kind = 'reassigned_ended')),
    count(*) FILTER (WHERE kind = 'escalation'),
    counts_of(array_agg(label) FILTER (WHERE kind = 'escalation')),
    count(*) FILTER (WHERE kind = 'rating'),
    coalesce(sum(value) FILTER (WHERE kind = 'rating'), 0),
    counts_of(array_agg(label) FILTER (WHERE kind = 'rating')),
    coalesce(sum(value) FILTER (WHERE kind = 'online'), 0),
    coalesce(sum(value) FILTER (WHERE kind = 'busy'), 0)
  FROM quarter_facts(m, p_quarter, begins, ends) GROUP BY zone_id, cell;
  PERFORM write_rollup_etas(m, p_quarter, begins, ends);
  DELETE FROM rollup_pending WHERE market_id = p_market AND quarter = p_quarter;
  UPDATE read_model_state SET rolled_up_at = clock_timestamp() WHERE market_id = p_market;
END $$;

-- Everything that counts in a quarter, one row per fact. An order counts where it was picked up.
CREATE OR REPLACE FUNCTION quarter_facts(m market, p_quarter timestamptz, begins timestamptz, ends timestamptz)
RETURNS TABLE (zone_id text, cell text, kind text, label text, value float8) LANGUAGE sql VOLATILE AS $$
  SELECT o.zone_id, o.pickup_cell, 'placed', NULL, 1::float8 FROM orders o
    WHERE o.market_id = m.id AND o.placed_at >= begins AND o.placed_at < ends
  UNION ALL
  SELECT o.zone_id, o.pickup_cell, f.kind, f.label, f.value FROM orders o
    CROSS JOIN LATERAL (VALUES
      ('ended', o.status, 1::float8, true),
      ('never_assigned', NULL, 1, o.first_assigned_at IS NULL),
      ('late', NULL, extract(epoch FROM o.ended_at - o.promised_at)::float8 * m.clock_rate, o.status = 'delivered'),
      ('reassigned_ended', o.status, 1, o.reassignments > 0)
    ) AS f (kind, label, value, counts)
    WHERE o.market_id = m.id AND o.ended_at >= begins AND o.ended_at < ends AND f.counts
  UNION ALL
  SELECT o.zone_id, o.pickup_cell, 'assigned', NULL,
      extract(epoch FROM o.first_assigned_at - greatest(o.placed_at, o.pool_at))::float8 * m.clock_rate
    FROM orders o WHERE o.market_id = m.id AND o.first_assigned_at >= begins AND o.first_assigned_at < ends
  UNION ALL
  SELECT o.zone_id, o.pickup_cell, 'offer', f.status, 1 FROM offer f JOIN orders o ON o.id = f.lead_order_id
    WHERE f.market_id = m.id AND f.settled_at >= begins AND f.settled_at < ends AND f.opened_at IS NOT NULL
  UNION ALL
  SELECT o.zone_id, o.pickup_cell, 'forced', NULL, 1 FROM assignment a JOIN orders o ON o.id = a.order_id
    WHERE a.forced AND a.created_at >= begins AND a.created_at < ends AND o.market_id = m.id
  UNION ALL
  SELECT o.zone_id, o.pickup_cell, 'reassigned', a.end_reason, 1 FROM assignment a JOIN orders o ON o.id = a.order_id
    WHERE a.ended_at >= begins AND a.ended_at < ends AND o.market_id = m.id
      AND a.end_reason NOT IN ('delivered', 'returned', 'order.cancelled', 'order.undeliverable', 'rescue_withdrawn')
  UNION ALL
  SELECT o.zone_id, o.pickup_cell, 'escalation', e.reason, 1 FROM escalation e JOIN orders o ON o.id = e.order_id
    WHERE e.market_id = m.id AND e.raised_at >= begins AND e.raised_at < ends
  UNION ALL
  SELECT o.zone_id, o.pickup_cell, 'rating', r.stars::text, r.stars FROM order_rating r JOIN orders o ON o.id = r.order_id
    WHERE r.created_at >= begins AND r.created_at < ends AND o.market_id = m.id
  UNION ALL
  SELECT d.zone_id, d.cell, f.kind, NULL, f.value FROM rollup_driver d
    CROSS JOIN LATERAL (VALUES ('online', d.online_s), ('busy', d.busy_s)) AS f (kind, value)
    WHERE d.market_id = m.id AND d.quarter = p_quarter
$$;

-- Real milliseconds of a driver's being on shift, on break and on a route between two moments. Time on a route counts
-- while he is on shift.
CREATE OR REPLACE FUNCTION time_at_work(p_driver uuid, begins timestamptz, ends timestamptz)
RETURNS TABLE (online_ms float8, busy_ms float8, break_ms float8) LANGUAGE sql VOLATILE AS $$
  WITH work AS (
    SELECT id, started_at AS began, greatest(started_at, begins) AS since, least(coalesce(ended_at, ends), ends) AS until FROM shift
    WHERE driver_id = p_driver AND started_at < ends AND (ended_at IS NULL OR ended_at > begins)
  ), breaks AS (
    SELECT c.occurred_at AS since, coalesce(c.next_at, w.until) AS until FROM work w CROSS JOIN LATERAL (
      SELECT e.status_to, e.occurred_at, lead(e.occurred_at) OVER (ORDER BY e.number) AS next_at
      FROM event e WHERE e.driver_id = p_driver AND e.subject_id = w.id::text AND e.recorded_at >= w.began
        AND e.type LIKE 'shift.%' AND e.status_from <> e.status_to) c
    WHERE c.status_to = 'on_break'
  )
  SELECT
    coalesce((SELECT sum(shared_ms(since, until, begins, ends)) FROM work), 0),
    coalesce((SELECT sum(shared_ms(r.started_at, coalesce(r.ended_at, ends), w.since, w.until)) FROM work w
      JOIN route r ON r.driver_id = p_driver AND r.started_at < ends AND (r.ended_at IS NULL OR r.ended_at > begins)), 0),
    coalesce((SELECT sum(shared_ms(since, until, begins, ends)) FROM breaks), 0)
$$;
