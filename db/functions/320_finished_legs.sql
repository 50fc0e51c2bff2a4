-- What a market's model is learned from, newest first: delivered orders, drives between stops that followed each other
-- without a pause, how long drivers took to say yes, and what was forecast. Instants are real time.
CREATE OR REPLACE FUNCTION finished_legs(p_market text, p_since timestamptz, p_limit int) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  WITH done AS (
    SELECT o.* FROM orders o WHERE o.market_id = p_market AND o.status = 'delivered' AND o.ended_at > p_since
      AND o.assigned_at IS NOT NULL AND o.arrived_at_pickup_at IS NOT NULL AND o.picked_up_at IS NOT NULL
      AND o.arrived_at_dropoff_at IS NOT NULL
    ORDER BY o.ended_at DESC LIMIT p_limit
  ), walked AS (
    SELECT s.*, a.created_at AS bound_at, d.vehicle,
      lag(s.kind) OVER w AS left_kind, lag(s.completed_at) OVER w AS left_at,
      lag(s.lat) OVER w AS left_lat, lag(s.lng) OVER w AS left_lng
    FROM stop s JOIN assignment a ON a.id = s.assignment_id JOIN driver d ON d.id = a.driver_id
    WHERE s.status = 'completed' AND s.route_id IN (
      SELECT x.route_id FROM stop x WHERE x.order_id IN (SELECT id FROM done))
    WINDOW w AS (PARTITION BY s.route_id ORDER BY s.arrived_at, s.position)
  )
  SELECT jsonb_build_object(
    'orders', coalesce((SELECT jsonb_agg(jsonb_build_object(
      'id', o.id, 'merchantId', o.pickup_place_id, 'vehicle', d.vehicle,
      'pickup', jsonb_build_object('lat', o.pickup_lat, 'lng', o.pickup_lng),
      'dropoff', jsonb_build_object('lat', o.dropoff_lat, 'lng', o.dropoff_lng),
      'placedAt', o.placed_at, 'readyAt', o.ready_at, 'assignedAt', o.assigned_at,
      'arrivedAtPickupAt', o.arrived_at_pickup_at, 'pickedUpAt', o.picked_up_at,
      'arrivedAtDropoffAt', o.arrived_at_dropoff_at, 'deliveredAt', o.ended_at,
      'kitchenLoad', coalesce(g.kitchen_load, 0), 'marketLoad', coalesce(g.market_load, 0)))
      FROM done o JOIN driver d ON d.id = o.driver_id
      LEFT JOIN LATERAL (SELECT * FROM eta_given x WHERE x.order_id = o.id ORDER BY x.id LIMIT 1) AS g ON true), '[]'),
    'drives', coalesce((SELECT jsonb_agg(jsonb_build_object(
      'left', left_kind, 'vehicle', vehicle, 'leftAt', left_at, 'arrivedAt', arrived_at,
      'from', jsonb_build_object('lat', left_lat, 'lng', left_lng), 'to', jsonb_build_object('lat', lat, 'lng', lng)))
      FROM walked WHERE left_kind IN ('pickup', 'dropoff') AND bound_at <= left_at), '[]'),
    'answersMs', coalesce((SELECT jsonb_agg(extract(epoch FROM f.settled_at - f.reserved_at) * 1000) FROM (
      SELECT settled_at, reserved_at FROM offer WHERE market_id = p_market AND status = 'accepted' AND settled_at > p_since
      ORDER BY settled_at DESC LIMIT p_limit) AS f), '[]'))
$$;

-- What was told of orders that have been delivered since.
CREATE OR REPLACE FUNCTION scored_etas(p_market text, p_from timestamptz, p_to timestamptz, p_limit int) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') FROM (
    SELECT g.stage, g.given_at AS "givenAt", g.low, g.median, g.high, g.raw_low AS "rawLow", g.raw_median AS "rawMedian",
      g.raw_high AS "rawHigh", o.ended_at AS actual
    FROM eta_given g JOIN orders o ON o.id = g.order_id AND o.status = 'delivered'
    WHERE g.market_id = p_market AND g.given_at >= p_from AND g.given_at < p_to AND o.ended_at > g.given_at
    ORDER BY g.given_at DESC LIMIT p_limit) AS s
$$;
