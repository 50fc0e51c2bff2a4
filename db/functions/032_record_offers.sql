-- Events of the offers of a wave beside the one that its order's own event names. They have no number, since they make no
-- version of the order; a driver's trail has them. That they were withdrawn is in the event of who took the order.
CREATE OR REPLACE FUNCTION record_offers(o orders, p_type text, p_offers uuid[], p_actor jsonb, p_at timestamptz) RETURNS void
LANGUAGE sql VOLATILE AS $$
  INSERT INTO event (market_id, type, order_id, driver_id, merchant_id, zone_id, subject_id, actor, data, occurred_at)
  SELECT o.market_id, p_type, o.id, f.driver_id, o.merchant_id, o.zone_id, f.id::text, p_actor,
    jsonb_strip_nulls(jsonb_build_object('offer_id', f.id, 'driver_id', f.driver_id, 'wave', nullif(f.wave, 0),
      'pay_minor', f.pay_minor, 'expires_at', f.expires_at, 'reason', f.reason)), p_at
  FROM offer f WHERE f.id = ANY (p_offers) ORDER BY f.id
$$;
