-- Orders on their way whose own door is the driver's next stop, with where he was last. In the shape of
-- domain/tracking/ports.ts.
CREATE OR REPLACE FUNCTION read_nearness(p_market text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'now', clock_timestamp(),
    'clock', jsonb_build_object('rate', m.clock_rate, 'offsetMs', m.clock_offset_ms),
    'travel', jsonb_build_object('speedMps', m.speed_mps, 'detourFactor', m.detour_factor),
    'notifications', p.body->'notifications',
    'orders', coalesce((SELECT jsonb_agg(jsonb_build_object('id', o.id, 'nearSince', o.near_since,
        'position', jsonb_build_object('lat', d.lat, 'lng', d.lng),
        'dropoff', jsonb_build_object('lat', o.dropoff_lat, 'lng', o.dropoff_lng)))
      FROM orders o
      JOIN driver_position d ON d.driver_id = o.driver_id
      JOIN stop own ON own.order_id = o.id AND own.kind = 'dropoff' AND own.status = 'planned'
      WHERE o.market_id = m.id AND o.status = 'picked_up' AND o.approaching_at IS NULL
        AND d.recorded_at > carried_since(o) AND d.received_at > clock_timestamp() - interval '60 seconds'
        AND NOT EXISTS (SELECT 1 FROM stop s WHERE s.route_id = own.route_id AND s.position < own.position
                        AND s.status IN ('planned', 'arrived'))), '[]'))
  FROM market m JOIN policy p ON p.market_id = m.id AND p.version = m.policy_version
  WHERE m.id = p_market
$$;

-- Remembers that it looked near, or no longer does.
CREATE OR REPLACE FUNCTION note_near(p_order uuid, p_near boolean) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE orders SET near_since = CASE WHEN p_near THEN clock_timestamp() END
  WHERE id = p_order AND status = 'picked_up' AND approaching_at IS NULL
$$;

-- Tells, once per order, that the driver is nearly there. No step of the order's life: its version stays.
CREATE OR REPLACE FUNCTION tell_approaching(p_order uuid, p_seconds float8) RETURNS boolean LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  UPDATE orders SET approaching_at = clock_timestamp()
    WHERE id = p_order AND status = 'picked_up' AND approaching_at IS NULL RETURNING * INTO o;
  IF o.id IS NULL THEN RETURN false; END IF;
  INSERT INTO outbox (topic, key, number, payload)
  VALUES ('event', o.market_id, o.version, jsonb_build_object(
    'orderId', o.id, 'marketId', o.market_id, 'merchantId', o.merchant_id, 'number', o.version,
    'type', 'driver.approaching', 'statusFrom', o.status, 'status', o.status, 'driverId', o.driver_id,
    'data', jsonb_build_object('seconds_left', round(p_seconds)), 'occurredAt', o.approaching_at));
  RETURN true;
END $$;

-- Orders whose endpoints want positions, and for which there is a newer one than was told. In the shape of
-- domain/tracking/ports.ts.
CREATE OR REPLACE FUNCTION read_locations(p_market text, p_every_ms float8) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'status', o.status,
    'place', jsonb_build_object('lat', d.lat, 'lng', d.lng),
    'others', (SELECT coalesce(jsonb_agg(jsonb_build_object('lat', s.lat, 'lng', s.lng)), '[]')
      FROM stop s JOIN route r ON r.id = s.route_id AND r.ended_at IS NULL
      WHERE r.driver_id = o.driver_id AND s.order_id <> o.id AND s.status <> 'removed'))), '[]')
  FROM orders o JOIN driver_position d ON d.driver_id = o.driver_id
  WHERE o.market_id = p_market AND o.status IN ('picked_up', 'arrived_at_dropoff') AND d.recorded_at > carried_since(o)
    AND EXISTS (SELECT 1 FROM webhook_endpoint e WHERE e.market_id = p_market AND e.enabled
                AND 'driver.location' = ANY (e.event_types) AND coalesce(e.merchant_id, o.merchant_id) = o.merchant_id)
    AND NOT EXISTS (SELECT 1 FROM webhook_delivery w WHERE w.order_id = o.id AND w.type = 'driver.location'
      AND w.created_at > least(d.received_at, clock_timestamp() - p_every_ms * interval '1 millisecond'))
$$;

-- Tells where the driver is, under the order's lock as everything that is told of it; nothing once it has ended.
CREATE OR REPLACE FUNCTION tell_location(p_order uuid) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR NO KEY UPDATE;
  IF o.status NOT IN ('picked_up', 'arrived_at_dropoff') THEN RETURN; END IF;
  PERFORM webhook_fan_out(jsonb_build_object(
    'orderId', o.id, 'marketId', o.market_id, 'merchantId', o.merchant_id, 'type', 'driver.location',
    'statusFrom', o.status, 'status', o.status, 'occurredAt', d.recorded_at,
    'data', jsonb_build_object('driver_id', o.driver_id, 'location', jsonb_build_object('lat', d.lat, 'lng', d.lng),
                               'heading', d.heading, 'recorded_at', iso_utc(d.recorded_at))))
  FROM driver_position d WHERE d.driver_id = o.driver_id;
END $$;
