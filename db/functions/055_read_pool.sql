-- The risk that was told last; null while no arrival time has been told.
CREATE OR REPLACE FUNCTION late_risk(p_order uuid) RETURNS float8 LANGUAGE sql STABLE AS $$
  SELECT g.late_risk FROM eta_given g WHERE g.order_id = p_order ORDER BY g.id DESC LIMIT 1
$$;

-- A market's pool and drivers in one snapshot, in the shape of domain/matching/pool-reading.ts. Drivers who are off the
-- street are left out unless they still carry something.
CREATE OR REPLACE FUNCTION read_pool(p_market text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'marketId', m.id, 'readAt', clock_timestamp(), 'currency', m.currency, 'timeZone', m.time_zone,
    'clock', jsonb_build_object('rate', m.clock_rate, 'offsetMs', m.clock_offset_ms),
    'policy', p.body,
    'travel', jsonb_build_object('speedMps', m.speed_mps, 'detourFactor', m.detour_factor),
    'orders', coalesce((
      SELECT jsonb_agg(jsonb_build_object(
        'id', o.id, 'version', o.version,
        'pickupPlaceId', CASE WHEN o.status = 'stranded' THEN 'goods/' || o.id ELSE o.pickup_place_id END,
        'pickup', jsonb_build_object('lat', coalesce(o.goods_lat, o.pickup_lat), 'lng', coalesce(o.goods_lng, o.pickup_lng)),
        'dropoff', CASE WHEN o.status = 'stranded' AND o.on_failure = 'return'
          THEN jsonb_build_object('lat', o.pickup_lat, 'lng', o.pickup_lng)
          ELSE jsonb_build_object('lat', o.dropoff_lat, 'lng', o.dropoff_lng) END,
        'placedAt', o.placed_at, 'readyAt', o.ready_at, 'promisedAt', o.promised_at,
        'lateRisk', late_risk(o.id),
        'unassignedSince', o.unassigned_since, 'priority', o.priority, 'size', o.size, 'tipMinor', o.tip_minor,
        'payRaiseMinor', o.pay_raise_minor, 'offersMade', o.offers_made, 'wavesMade', o.waves_made,
        'offerStrategy', o.offer_strategy, 'reachUnlimited', o.reach_unlimited,
        'excludedDriverIds', to_jsonb(o.excluded_driver_ids)) ORDER BY o.id)
      FROM orders o
      WHERE o.market_id = m.id AND o.status IN ('unassigned', 'stranded') AND o.ended_at IS NULL
        AND NOT is_matching_stopped(m.id) AND NOT is_zone_paused(m.id, o.zone_id)
        AND (o.held_until IS NULL OR o.held_until <= clock_timestamp())
        AND NOT EXISTS (SELECT 1 FROM offer_line l WHERE l.order_id = o.id AND l.status = 'live')), '[]'),
    'drivers', coalesce((
      SELECT jsonb_agg(jsonb_build_object(
        'id', d.id, 'version', d.version, 'availability', d.availability, 'vehicle', d.vehicle,
        'capacity', d.capacity, 'load', coalesce(work.carried, 0) + coalesce(live.lines, 0),
        'shiftEndsAt', d.shift_ends_at, 'hasOffer', live.lines IS NOT NULL, 'acceptsOffers', d.accepts_offers,
        'acceptance', yes.rate,
        'position', CASE WHEN at.driver_id IS NOT NULL THEN
          jsonb_build_object('lat', at.lat, 'lng', at.lng, 'recordedAt', at.recorded_at) END,
        'stops', coalesce(todo.stops, '[]')) ORDER BY d.id)
      FROM driver d
      LEFT JOIN driver_position at ON at.driver_id = d.id
      LEFT JOIN driver_acceptance yes ON yes.driver_id = d.id
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS carried FROM assignment a WHERE a.driver_id = d.id AND a.ended_at IS NULL
      ) work ON true
      LEFT JOIN LATERAL (
        SELECT count(*)::int AS lines FROM offer f JOIN offer_line l ON l.offer_id = f.id AND l.status = 'live'
        WHERE f.driver_id = d.id AND f.status IN ('reserved', 'open') HAVING count(*) > 0
      ) live ON true
      LEFT JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_object(
          'id', s.id, 'orderId', s.order_id, 'kind', s.kind, 'status', s.status, 'lat', s.lat, 'lng', s.lng,
          'pickupPlaceId', o.pickup_place_id, 'readyAt', o.ready_at, 'promisedAt', o.promised_at,
          'lateRisk', late_risk(o.id))
          ORDER BY s.position) AS stops
        FROM route r JOIN stop s ON s.route_id = r.id AND s.status IN ('planned', 'arrived')
        JOIN orders o ON o.id = s.order_id
        WHERE r.driver_id = d.id AND r.ended_at IS NULL
      ) todo ON true
      WHERE d.market_id = m.id AND d.active AND (d.availability = 'available' OR work.carried > 0)), '[]'))
  FROM market m JOIN policy p ON p.market_id = m.id AND p.version = m.policy_version
  WHERE m.id = p_market
$$;
