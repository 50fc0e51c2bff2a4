-- Settles every offer of an order whose time has come: open ones expire, reserved ones lapse. A wave's offers run out in
-- the same moment, so the order's workflow needs one timer and one call. Run again it finds nothing due.
-- Drivers are locked first, by ID: a missed offer may pause its driver.
CREATE OR REPLACE FUNCTION settle_due(p_order uuid, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  f offer;
  next_due timestamptz;
BEGIN
  PERFORM 1 FROM driver WHERE id IN (SELECT driver_id FROM live_offers(p_order)) ORDER BY id FOR UPDATE;
  PERFORM 1 FROM orders WHERE id = ANY (companions(p_order)) ORDER BY id FOR UPDATE;
  FOR f IN SELECT * FROM live_offers(p_order) AS x WHERE due_at(x) <= clock_timestamp() ORDER BY id LOOP
    PERFORM CASE f.status
      WHEN 'open' THEN settle_offer(f.id, 'expired', p_actor, NULL, p_order)
      ELSE settle_offer(f.id, 'withdrawn', p_actor, 'lapsed', p_order) END;
  END LOOP;
  SELECT * INTO o FROM orders WHERE id = p_order;
  SELECT min(due_at(x)) INTO next_due FROM live_offers(p_order) AS x;
  IF next_due IS NULL THEN RETURN done(o); END IF;
  RETURN refused(o, 'too_early', jsonb_build_object('waitMs',
    greatest(0, ceil(extract(epoch FROM next_due - clock_timestamp()) * 1000))));
END $$;

CREATE OR REPLACE FUNCTION live_offers(p_order uuid) RETURNS SETOF offer LANGUAGE sql VOLATILE AS $$
  SELECT f.* FROM offer_line l JOIN offer f ON f.id = l.offer_id
  WHERE l.order_id = p_order AND l.status = 'live' AND f.status IN ('reserved', 'open')
$$;
CREATE OR REPLACE FUNCTION due_at(f offer) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE f.status WHEN 'open' THEN f.expires_at ELSE f.reserved_until END
$$;

-- Reserves an order's wave: the driver of the proposal and those of the others who can still be asked, all under one
-- version of the order.
CREATE OR REPLACE FUNCTION reserve_wave(
  d driver, p_orders uuid[], p_round int, p_proposal jsonb, p_reservation_ms double precision, p_actor jsonb
) RETURNS uuid LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  wave jsonb := p_proposal->'wave';
  first_offer uuid := insert_offer(d, p_orders, p_round, p_proposal->'terms', p_reservation_ms, p_actor,
                                   wave->>'strategy', (wave->>'number')::int);
  others uuid[] := '{}';
  other jsonb;
  x driver;
  asked int := 1;
BEGIN
  FOR other IN SELECT * FROM jsonb_array_elements(wave->'others') LOOP
    SELECT * INTO x FROM driver WHERE id = (other->>'driverId')::uuid;
    CONTINUE WHEN x.version <> (other->>'driverVersion')::int OR why_not_offer(x, p_orders) IS NOT NULL
      OR EXISTS (SELECT 1 FROM orders WHERE id = p_orders[1] AND x.id = ANY (excluded_driver_ids));
    others := others || insert_offer(x, p_orders, p_round, other->'terms', p_reservation_ms, p_actor,
                                     wave->>'strategy', (wave->>'number')::int);
    asked := asked + 1;
  END LOOP;
  UPDATE orders SET waves_made = (wave->>'number')::int WHERE id = ANY (p_orders);
  PERFORM tell_reserved(p_orders, p_actor, jsonb_build_object('offer_id', first_offer, 'driver_id', d.id,
    'round_no', p_round, 'strategy', wave->>'strategy', 'wave', wave->'number', 'drivers', asked));
  PERFORM record_offers(o, 'offer.reserved', others, p_actor, clock_timestamp()) FROM orders o WHERE o.id = p_orders[1];
  RETURN first_offer;
END $$;

-- An offer has been sent: its driver's stream and phone hear of it. The order's own event names one driver of a wave only.
CREATE OR REPLACE FUNCTION tell_of_offer(f offer) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF f.wave > 0 THEN
    PERFORM tell_of_driver(f.market_id, f.driver_id, 'offer.sent', jsonb_build_object('offer_id', f.id), f.opened_at);
  END IF;
  PERFORM push_to_driver(f.driver_id, jsonb_build_object('kind', 'offer', 'offerId', f.id, 'expiresAt', f.expires_at));
END $$;
