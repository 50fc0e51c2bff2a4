-- Orders to take from their drivers, found by the sweep without a timer for any of them: each answer is a change worth
-- acting on, with its evidence and the version that it was seen at. Nothing here changes an order.

-- Notes how near each driver has come to his next stop, and when by his phone's clock: points that come late tell of when
-- they were taken. Only what has changed is written: a new stop, or real progress.
CREATE OR REPLACE FUNCTION note_progress(p_market text, p_progress_m float8) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO driver_progress AS known (driver_id, stop_id, best_m, best_at)
  SELECT d.id, next_stop.id, distance_m(p.lat, p.lng, next_stop.lat, next_stop.lng), p.recorded_at
  FROM driver d
  JOIN driver_position p ON p.driver_id = d.id
  JOIN route r ON r.driver_id = d.id AND r.ended_at IS NULL
  JOIN LATERAL (SELECT s.id, s.lat, s.lng FROM stop s WHERE s.route_id = r.id AND s.status IN ('planned', 'arrived')
                ORDER BY s.position LIMIT 1) AS next_stop ON true
  WHERE d.market_id = p_market
  ON CONFLICT (driver_id) DO UPDATE SET stop_id = excluded.stop_id, best_m = excluded.best_m, best_at = excluded.best_at
  WHERE known.stop_id <> excluded.stop_id OR excluded.best_m <= known.best_m - p_progress_m
$$;

-- Orders not picked up yet whose driver has come no nearer to where he has to go next, for so long by his own points: the
-- latest was taken that long after the best one. Who sends none is not stalled but dark, which has its own time
-- (heed_silence). A driver who stands at his stop is not stalled either: the stage's own deadline counts there.
CREATE OR REPLACE FUNCTION stalled_orders(p_market text, p_stall_ms float8, p_progress_m float8)
RETURNS TABLE (order_id uuid, version int, evidence jsonb) LANGUAGE sql VOLATILE AS $$
  SELECT o.id, o.version, jsonb_build_object('metres_left', round(g.best_m),
    'stalled_s', round(extract(epoch FROM p.recorded_at - greatest(g.best_at, o.assigned_at))))
  FROM driver_progress g
  JOIN driver_position p ON p.driver_id = g.driver_id
  JOIN stop s ON s.id = g.stop_id AND s.status = 'planned'
  JOIN orders o ON o.driver_id = g.driver_id AND o.status IN ('assigned', 'rescuing') AND o.ended_at IS NULL
  WHERE o.market_id = p_market AND g.best_m > p_progress_m
    AND p.recorded_at >= plus_ms(greatest(g.best_at, o.assigned_at), p_stall_ms)
    AND p.received_at > plus_ms(clock_timestamp(), -p_stall_ms)
    -- Before the goods are ready there is no hurry to be there.
    AND o.ready_at < plus_ms(clock_timestamp(), p_stall_ms)
  ORDER BY o.id LIMIT 200
$$;

-- Orders that will probably break their promise although a free driver would keep it, so much sooner that it is worth the
-- change. p: {riskMin, gainMs, settleMs, movesMax}. An order that was moved for this before, or has just been given
-- to somebody, is left alone: nothing bounces.
CREATE OR REPLACE FUNCTION late_orders(p_market text, p jsonb)
RETURNS TABLE (order_id uuid, version int, evidence jsonb) LANGUAGE sql VOLATILE AS $$
  SELECT o.id, o.version, jsonb_build_object('late_risk', g.late_risk, 'expected_at', g.median, 'better_at', better.door_at)
  FROM orders o
  JOIN market m ON m.id = o.market_id
  JOIN LATERAL (SELECT late_risk, median, given_at FROM eta_given WHERE order_id = o.id ORDER BY id DESC LIMIT 1) g ON true
  JOIN LATERAL (
    SELECT min(clock_timestamp() + interval '1 second' / m.clock_rate * (
        greatest(distance_m(at.lat, at.lng, o.pickup_lat, o.pickup_lng) * m.detour_factor / m.speed_mps,
                 m.clock_rate * extract(epoch FROM o.ready_at - clock_timestamp()))
        + distance_m(o.pickup_lat, o.pickup_lng, o.dropoff_lat, o.dropoff_lng) * m.detour_factor / m.speed_mps
        + coalesce((o.service->>'pickupBeforeS')::float8, 0) + coalesce((o.service->>'pickupAfterS')::float8, 0)
        + coalesce((o.service->>'dropoffBeforeS')::float8, 0))) AS door_at
    FROM driver d JOIN driver_position at ON at.driver_id = d.id
    WHERE d.market_id = o.market_id AND d.active AND d.availability = 'available' AND d.accepts_offers
      AND d.id <> o.driver_id AND NOT d.id = ANY (o.excluded_driver_ids) AND driver_load(d.id) = 0
  ) better ON true
  WHERE o.market_id = p_market AND o.status = 'assigned' AND o.ended_at IS NULL
    AND o.assigned_at < plus_ms(clock_timestamp(), -(p->>'settleMs')::float8)
    AND g.given_at > o.assigned_at AND g.late_risk >= (p->>'riskMin')::float8
    AND better.door_at <= o.promised_at AND plus_ms(better.door_at, (p->>'gainMs')::float8) <= g.median
    AND (SELECT count(*) FROM reassignment r WHERE r.order_id = o.id AND r.reason = 'projected_late') < (p->>'movesMax')::int
  ORDER BY o.id LIMIT 50
$$;

-- Takes an order from its driver as the sweep saw it: compare-and-set on the version. An order that has lost as many
-- drivers as policy allows keeps the one it has: people decide, the ladder asks them.
CREATE OR REPLACE FUNCTION reassign_order(
  p_order uuid, p_version int, p_why text, p_evidence jsonb, p_moves_max int, p_actor jsonb
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  o := lock_scope(p_order);
  IF o.version <> p_version OR NOT may_leave_driver(o.status) OR o.moves >= p_moves_max
     OR is_switched(o.market_id, 'manual_mode') THEN
    RETURN refused(o, 'order_changed');
  END IF;
  RETURN done(give_back(o, jsonb_build_object('why', p_why, 'evidence', p_evidence), 'order.reassigned', p_actor));
END $$;

-- Who refused or lost an order is asked again after a while, and sooner when nobody else is left. Answers how many orders.
CREATE OR REPLACE FUNCTION forgive_exclusions(p_market text, p_ms float8, p_last_ms float8, p_actor jsonb) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  due uuid;
  forgiven int := 0;
BEGIN
  FOR due IN
    SELECT x.id FROM orders x
    WHERE x.market_id = p_market AND x.status IN ('unassigned', 'stranded') AND x.ended_at IS NULL
      AND cardinality(x.excluded_driver_ids) > 0
      AND (x.excluded_at IS NULL OR x.excluded_at < plus_ms(clock_timestamp(), -p_ms)
        OR (x.excluded_at < plus_ms(clock_timestamp(), -p_last_ms) AND NOT EXISTS (
          SELECT 1 FROM driver d WHERE d.market_id = p_market AND d.active AND d.availability = 'available'
            AND d.accepts_offers AND NOT d.id = ANY (x.excluded_driver_ids))))
    ORDER BY x.id LIMIT 200
  LOOP
    SELECT * INTO o FROM orders WHERE id = due FOR UPDATE;
    CONTINUE WHEN o.status NOT IN ('unassigned', 'stranded') OR cardinality(o.excluded_driver_ids) = 0;
    -- The driver who has the goods of a stranded order cannot rescue them from himself.
    UPDATE orders SET excluded_driver_ids = array_remove(ARRAY[o.goods_with], NULL), excluded_at = NULL,
      version = version + 1, updated_at = clock_timestamp() WHERE id = o.id AND excluded_driver_ids <> array_remove(ARRAY[o.goods_with], NULL)
      RETURNING * INTO o;
    CONTINUE WHEN NOT FOUND;
    PERFORM record_event(o, 'order.exclusions_forgiven', o.status, p_actor, '{}', true, clock_timestamp());
    PERFORM wake_matching(o.market_id);
    forgiven := forgiven + 1;
  END LOOP;
  RETURN forgiven;
END $$;
