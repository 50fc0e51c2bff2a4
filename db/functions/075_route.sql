-- The driver's running route, begun when he has none. The driver's row is locked.
CREATE OR REPLACE FUNCTION running_route(p_driver uuid, p_now timestamptz) RETURNS uuid LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  found_route uuid;
BEGIN
  UPDATE route SET version = version + 1 WHERE driver_id = p_driver AND ended_at IS NULL RETURNING id INTO found_route;
  IF found_route IS NULL THEN
    INSERT INTO route (driver_id, started_at) VALUES (p_driver, p_now) RETURNING id INTO found_route;
  END IF;
  RETURN found_route;
END $$;

-- Binds a locked order to a locked driver: assignment and stops at the end of the running route.
CREATE OR REPLACE FUNCTION bind_order(
  o orders, p_driver uuid, p_offer uuid, p_forced boolean, p_now timestamptz
) RETURNS uuid LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  bound uuid;
  its_route uuid := running_route(p_driver, p_now);
  last int;
BEGIN
  INSERT INTO assignment (order_id, driver_id, offer_id, forced, created_at)
  VALUES (o.id, p_driver, p_offer, p_forced, p_now) RETURNING id INTO bound;
  SELECT coalesce(max(position), 0) INTO last FROM stop WHERE route_id = its_route;
  INSERT INTO stop (route_id, order_id, assignment_id, kind, position, lat, lng) VALUES
    -- Goods of a lost driver are collected where they are, and go to the door or back to the merchant.
    (its_route, o.id, bound, 'pickup', last + 1, coalesce(o.goods_lat, o.pickup_lat), coalesce(o.goods_lng, o.pickup_lng));
  INSERT INTO stop (route_id, order_id, assignment_id, kind, position, lat, lng)
  SELECT its_route, o.id, bound, 'return', last + 2, o.pickup_lat, o.pickup_lng
    WHERE o.goods_lat IS NOT NULL AND o.on_failure = 'return'
  UNION ALL
  SELECT its_route, o.id, bound, 'dropoff', last + 2, o.dropoff_lat, o.dropoff_lng
    WHERE o.goods_lat IS NULL OR o.on_failure <> 'return';
  RETURN bound;
END $$;

-- Puts the open stops of a driver's route in the order of a plan ([{order_id, kind, arrive_at, complete_at}]). Where he
-- has arrived stays first; stops that the plan does not know (accepted since) keep their place behind it; stops of the
-- plan that are done by now do not matter any more.
CREATE OR REPLACE FUNCTION follow_plan(p_driver uuid, p_plan jsonb) RETURNS void LANGUAGE sql VOLATILE AS $$
  WITH plan AS (
    SELECT (e->>'order_id')::uuid AS order_id, e->>'kind' AS kind, nr,
           (e->>'arrive_at')::timestamptz AS arrive_at, (e->>'complete_at')::timestamptz AS complete_at
    FROM jsonb_array_elements(p_plan) WITH ORDINALITY AS p (e, nr)
  ), ranked AS (
    SELECT s.id, plan.arrive_at, plan.complete_at,
           min(s.position) OVER () - 1
             + row_number() OVER (ORDER BY s.status <> 'arrived', plan.nr NULLS LAST, s.position) AS place
    FROM stop s JOIN route r ON r.id = s.route_id AND r.driver_id = p_driver AND r.ended_at IS NULL
    LEFT JOIN plan ON plan.order_id = s.order_id AND plan.kind = s.kind
    WHERE s.status IN ('planned', 'arrived')
  )
  UPDATE stop SET position = ranked.place,
    planned_arrive_at = coalesce(ranked.arrive_at, planned_arrive_at),
    planned_complete_at = coalesce(ranked.complete_at, planned_complete_at)
  FROM ranked WHERE ranked.id = stop.id
$$;

-- Ends a route that has nothing left to do.
CREATE OR REPLACE FUNCTION end_idle_route(p_driver uuid, p_now timestamptz) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE route SET ended_at = p_now WHERE driver_id = p_driver AND ended_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM stop WHERE route_id = route.id AND status IN ('planned', 'arrived'))
$$;

-- Takes an order away from its driver: the assignment ends, its open stops leave the route.
CREATE OR REPLACE FUNCTION unbind_order(o orders, p_reason text, p_now timestamptz) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  ended assignment;
BEGIN
  UPDATE assignment SET ended_at = p_now, end_reason = p_reason WHERE order_id = o.id AND ended_at IS NULL
    RETURNING * INTO ended;
  IF ended.id IS NULL THEN RETURN; END IF;
  UPDATE stop SET status = 'removed', reason = p_reason
    WHERE assignment_id = ended.id AND status IN ('planned', 'arrived');
  UPDATE route SET version = version + 1 WHERE driver_id = ended.driver_id AND ended_at IS NULL;
  UPDATE driver SET version = version + 1 WHERE id = ended.driver_id;
  PERFORM end_idle_route(ended.driver_id, p_now);
  PERFORM shift_after_work(ended.driver_id, '{"type": "system", "id": "driverShift"}');
END $$;

-- A locked order leaves its live offers. An offer without orders is withdrawn; one whose lead left gets a new lead,
-- whose workflow is told. Companions are locked too (lock_scope). Answers what the event of the caller says of it:
-- {withdrawn_offers: [{offer_id, driver_id, reason}]}, or nothing.
DROP FUNCTION IF EXISTS leave_offers(orders, text, jsonb, timestamptz);
CREATE FUNCTION leave_offers(o orders, p_reason text, p_actor jsonb, p_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  f offer;
  heir orders;
  withdrawn jsonb;
BEGIN
  FOR f IN
    SELECT * FROM offers_of(o.id) x WHERE EXISTS (
      SELECT 1 FROM offer_line WHERE offer_id = x.id AND order_id <> o.id AND status = 'live')
  LOOP
    SELECT r.* INTO heir FROM offer_line l JOIN orders r ON r.id = l.order_id
      WHERE l.offer_id = f.id AND l.order_id <> o.id AND l.status = 'live' ORDER BY l.position LIMIT 1;
    UPDATE offer_line SET status = 'left' WHERE offer_id = f.id AND order_id = o.id;
    UPDATE offer SET lead_order_id = heir.id WHERE id = f.id;
    UPDATE orders SET version = version + 1, updated_at = p_now WHERE id = heir.id RETURNING * INTO heir;
    PERFORM record_event(heir, 'offer.shrunk', heir.status, p_actor,
      jsonb_build_object('offer_id', f.id, 'left', o.id), true, p_now);
  END LOOP;
  -- What is left is this order's alone. A wave is hundreds of them, and its winner waits for their end: all in one go.
  WITH emptied AS (
    UPDATE offer SET status = 'withdrawn', settled_at = p_now, reason = p_reason
    WHERE id IN (SELECT id FROM offers_of(o.id)) RETURNING id, driver_id
  ), gone AS (
    UPDATE offer_line SET status = 'left' WHERE order_id = o.id AND status = 'live' AND offer_id IN (SELECT id FROM emptied)
  )
  SELECT jsonb_agg(jsonb_build_object('offer_id', id, 'driver_id', driver_id, 'reason', p_reason) ORDER BY id)
    INTO withdrawn FROM emptied;
  RETURN CASE WHEN withdrawn IS NULL THEN '{}' ELSE jsonb_build_object('withdrawn_offers', withdrawn) END;
END $$;

-- The live offers that an order is in, locked by ID.
CREATE OR REPLACE FUNCTION offers_of(p_order uuid) RETURNS SETOF offer LANGUAGE sql VOLATILE AS $$
  SELECT r.* FROM offer r JOIN offer_line l ON l.offer_id = r.id
  WHERE l.order_id = p_order AND l.status = 'live' AND r.status IN ('reserved', 'open') ORDER BY r.id FOR UPDATE OF r
$$;
