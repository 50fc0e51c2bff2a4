-- How many orders the kitchen had before this one.
CREATE OR REPLACE FUNCTION kitchen_load(o orders) RETURNS int LANGUAGE sql STABLE AS $$
  SELECT count(*)::int FROM orders w WHERE w.market_id = o.market_id AND w.pickup_place_id = o.pickup_place_id
    AND w.id <> o.id AND w.ended_at IS NULL AND w.picked_up_at IS NULL AND w.placed_at <= o.placed_at
$$;

-- Whether an arrival time can be expected: not of goods that go back, nor while nobody has them.
CREATE OR REPLACE FUNCTION awaits_arrival(o orders) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT o.ended_at IS NULL AND o.status NOT IN ('returning', 'stranded')
    AND NOT (o.status = 'rescuing' AND o.on_failure = 'return')
$$;

-- The arrival time that people may see: what was told last. Of a rescue only what has been told since somebody took it on:
-- the time before was another driver's.
CREATE OR REPLACE FUNCTION shown_eta(o orders) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT to_jsonb(g) FROM eta_given g
  WHERE g.order_id = o.id AND awaits_arrival(o) AND (o.status <> 'rescuing' OR g.given_at >= o.assigned_at)
  ORDER BY g.id DESC LIMIT 1
$$;

-- An order with what was told of it last. How busy the kitchen was is kept from the first time.
CREATE OR REPLACE FUNCTION eta_order(o orders) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', o.id, 'version', o.version, 'status', o.status, 'merchantId', o.pickup_place_id, 'driverId', o.driver_id,
    -- What is rescued is collected where the goods are, and nothing has to be cooked for it.
    'pickup', jsonb_build_object('lat', coalesce(o.goods_lat, o.pickup_lat), 'lng', coalesce(o.goods_lng, o.pickup_lng)),
    'dropoff', jsonb_build_object('lat', o.dropoff_lat, 'lng', o.dropoff_lng),
    'readyAt', CASE WHEN o.status = 'rescuing' THEN o.picked_up_at ELSE o.ready_at END, 'promisedAt', o.promised_at,
    'kitchenLoad', coalesce(told.kitchen_load, kitchen_load(o)),
    'told', CASE WHEN told.id IS NOT NULL THEN jsonb_build_object(
      'at', told.given_at, 'stage', told.stage, 'low', told.low, 'median', told.median, 'high', told.high,
      'holds', told.holds) END)
  FROM (SELECT 1) AS one
  LEFT JOIN LATERAL (SELECT g.* FROM eta_given g WHERE g.order_id = o.id ORDER BY g.id DESC LIMIT 1) AS told ON true
$$;

CREATE OR REPLACE FUNCTION eta_driver(d driver) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', d.id, 'vehicle', d.vehicle,
    'position', (SELECT jsonb_build_object('lat', p.lat, 'lng', p.lng) FROM driver_position p WHERE p.driver_id = d.id),
    'left', (SELECT jsonb_build_object('kind', s.kind, 'at', s.completed_at, 'lat', s.lat, 'lng', s.lng)
             FROM stop s JOIN route r ON r.id = s.route_id
             WHERE r.driver_id = d.id AND r.ended_at IS NULL AND s.status = 'completed'
             ORDER BY s.completed_at DESC LIMIT 1),
    'stops', coalesce((SELECT jsonb_agg(jsonb_build_object(
        'orderId', s.order_id, 'kind', s.kind, 'lat', s.lat, 'lng', s.lng,
        -- Who has come to goods that are rescued waits for no kitchen: it is as if he came there only now.
        'arrivedAt', CASE WHEN s.status = 'arrived' AND NOT (o.status = 'rescuing' AND s.kind = 'pickup') THEN s.arrived_at END,
        'merchantId', o.pickup_place_id,
        'readyAt', CASE WHEN o.status = 'rescuing' THEN o.picked_up_at ELSE o.ready_at END, 'kitchenLoad', coalesce(
          (SELECT g.kitchen_load FROM eta_given g WHERE g.order_id = o.id ORDER BY g.id DESC LIMIT 1), 0))
        ORDER BY s.position)
      FROM route r JOIN stop s ON s.route_id = r.id AND s.status IN ('planned', 'arrived')
      JOIN orders o ON o.id = s.order_id
      WHERE r.driver_id = d.id AND r.ended_at IS NULL), '[]'))
$$;

-- What arrival times are worked out from, in one snapshot, in the shape of domain/eta/market-reading.ts: a market's open
-- orders (or some of them) and the drivers who have them.
CREATE OR REPLACE FUNCTION read_etas(p_market text, p_orders uuid[] DEFAULT NULL) RETURNS jsonb
LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'marketId', m.id, 'readAt', clock_timestamp(), 'timeZone', m.time_zone,
    'clock', jsonb_build_object('rate', m.clock_rate, 'offsetMs', m.clock_offset_ms),
    'travel', jsonb_build_object('speedMps', m.speed_mps, 'detourFactor', m.detour_factor),
    'service', p.body->'service',
    'model', (SELECT jsonb_build_object('version', l.version, 'body', l.body) FROM eta_model l
              WHERE l.market_id = m.id ORDER BY l.version DESC LIMIT 1),
    'marketLoad', (SELECT count(*) FROM orders w WHERE w.market_id = m.id AND w.ended_at IS NULL AND w.picked_up_at IS NULL)
      / greatest(1, (SELECT count(*) FROM driver d WHERE d.market_id = m.id AND d.active
                     AND d.availability = 'available'))::float8,
    'orders', coalesce((SELECT jsonb_agg(eta_order(o) ORDER BY o.id) FROM orders o
      WHERE o.market_id = m.id AND o.ended_at IS NULL AND awaits_arrival(o)
        AND (p_orders IS NULL OR o.id = ANY (p_orders))), '[]'),
    'drivers', coalesce((SELECT jsonb_agg(eta_driver(d)) FROM driver d WHERE d.id IN (
      SELECT o.driver_id FROM orders o WHERE o.market_id = m.id AND o.ended_at IS NULL
        AND (p_orders IS NULL OR o.id = ANY (p_orders)))), '[]'))
  FROM market m JOIN policy p ON p.market_id = m.id AND p.version = m.policy_version
  WHERE m.id = p_market
$$;
