-- Writes a reserved offer, whose rows and whose driver the caller has locked and checked.
CREATE OR REPLACE FUNCTION insert_offer(
  d driver, p_orders uuid[], p_round int, p_terms jsonb, p_reservation_ms double precision, p_actor jsonb,
  p_strategy text, p_wave int
) RETURNS uuid LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  now timestamptz := clock_timestamp();
  new_offer uuid;
BEGIN
  INSERT INTO offer (market_id, driver_id, status, strategy, wave, lead_order_id, round_no, created_by, reserved_at,
                     reserved_until, pay_minor, pay_parts, distance_m, duration_s, stops)
  VALUES (d.market_id, d.id, 'reserved', p_strategy, p_wave, p_orders[1], p_round, p_actor, now,
          plus_ms(now, p_reservation_ms), (p_terms->>'payMinor')::int, p_terms->'payParts',
          (p_terms->>'distanceM')::int, (p_terms->>'durationS')::int, p_terms->'stops')
  RETURNING id INTO new_offer;
  INSERT INTO offer_line (offer_id, order_id, position)
  SELECT new_offer, id, position FROM unnest(p_orders) WITH ORDINALITY AS line (id, position);
  RETURN new_offer;
END $$;

-- Reserves one offer for an order or several and tells their workflows.
CREATE OR REPLACE FUNCTION reserve_offer(
  d driver, p_orders uuid[], p_round int, p_terms jsonb, p_reservation_ms double precision, p_actor jsonb
) RETURNS uuid LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  new_offer uuid := insert_offer(d, p_orders, p_round, p_terms, p_reservation_ms, p_actor, 'exclusive', 0);
BEGIN
  PERFORM tell_reserved(p_orders, p_actor,
                        jsonb_build_object('offer_id', new_offer, 'driver_id', d.id, 'round_no', p_round));
  RETURN new_offer;
END $$;

CREATE OR REPLACE FUNCTION tell_reserved(p_orders uuid[], p_actor jsonb, p_data jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  now timestamptz := clock_timestamp();
  o orders;
BEGIN
  FOR o IN SELECT * FROM orders WHERE id = ANY (p_orders) ORDER BY id LOOP
    UPDATE orders SET version = version + 1, updated_at = now WHERE id = o.id RETURNING * INTO o;
    PERFORM record_event(o, 'offer.reserved', o.status, p_actor, p_data, true, now);
  END LOOP;
END $$;

-- Why this driver cannot be offered these orders now, or null. Rows are locked.
CREATE OR REPLACE FUNCTION why_not_offer(d driver, p_orders uuid[]) RETURNS text LANGUAGE sql VOLATILE AS $$
  SELECT CASE
    WHEN d.id IS NULL THEN 'driver_not_found'
    WHEN NOT d.active OR d.availability <> 'available' OR NOT d.accepts_offers THEN 'driver_not_available'
    WHEN EXISTS (SELECT 1 FROM offer WHERE driver_id = d.id AND status IN ('reserved', 'open')) THEN 'driver_has_offer'
    WHEN driver_load(d.id) + cardinality(p_orders) > d.capacity THEN 'driver_full'
  END
$$;

-- Applies a round: one transaction, fenced by the round's number. A stale attempt applies nothing; a second attempt of
-- an applied round answers what the first one stored and its messages go out again. Each proposal is checked against
-- the rows as they are now and stands or falls alone.
-- p_proposals: [{driverId, driverVersion, orders: [{id, version}], terms: {payMinor, payParts, distanceM, durationS, stops},
--   decision, wave: {strategy, number, others: [{driverId, driverVersion, terms}]}}], `wave` only where several are asked.
CREATE OR REPLACE FUNCTION apply_round(
  p_market text, p_round int, p_proposals jsonb, p_reservation_ms double precision
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  last int;
  stored jsonb;
  proposal jsonb;
  d driver;
  ids uuid[];
  problem text;
  new_offer uuid;
  actor jsonb := jsonb_build_object('type', 'system', 'id', 'matching', 'round_no', p_round);
  applied jsonb := '[]';
  rejected jsonb := '[]';
BEGIN
  SELECT round_no INTO last FROM matching_fence WHERE market_id = p_market FOR UPDATE;
  IF p_round <= last THEN
    SELECT result INTO stored FROM round WHERE market_id = p_market AND round_no = p_round;
    RETURN jsonb_build_object('stale', true) || coalesce(stored, '{"applied": [], "rejected": []}');
  END IF;
  PERFORM 1 FROM driver WHERE id IN (
      SELECT (e->>'driverId')::uuid FROM jsonb_array_elements(p_proposals) e
      UNION
      SELECT (x->>'driverId')::uuid FROM jsonb_path_query(p_proposals, '$[*].wave.others[*]') x)
    ORDER BY id FOR UPDATE;
  PERFORM 1 FROM orders WHERE id IN (
      SELECT (line->>'id')::uuid FROM jsonb_array_elements(p_proposals) e, jsonb_array_elements(e->'orders') line)
    ORDER BY id FOR UPDATE;
  FOR proposal IN SELECT * FROM jsonb_array_elements(p_proposals) LOOP
    SELECT * INTO d FROM driver WHERE id = (proposal->>'driverId')::uuid;
    SELECT array_agg((line->>'id')::uuid ORDER BY nr) INTO ids
      FROM jsonb_array_elements(proposal->'orders') WITH ORDINALITY AS l (line, nr);
    problem := coalesce(
      CASE WHEN is_matching_stopped(p_market) THEN 'matching_stopped' END,
      why_not_offer(d, ids),
      CASE WHEN d.version <> (proposal->>'driverVersion')::int THEN 'driver_changed' END,
      CASE WHEN EXISTS (
        SELECT 1 FROM jsonb_array_elements(proposal->'orders') line
        LEFT JOIN orders o ON o.id = (line->>'id')::uuid
        WHERE o.id IS NULL OR o.version <> (line->>'version')::int OR o.status NOT IN ('unassigned', 'stranded')
           OR d.id = ANY (o.excluded_driver_ids)
           OR EXISTS (SELECT 1 FROM offer_line x WHERE x.order_id = o.id AND x.status = 'live')
      ) THEN 'order_changed' END);
    IF problem IS NOT NULL THEN
      rejected := rejected || jsonb_build_object('driverId', proposal->>'driverId', 'orderIds', ids, 'reason', problem);
      CONTINUE;
    END IF;
    IF proposal ? 'wave' THEN
      new_offer := reserve_wave(d, ids, p_round, proposal, p_reservation_ms, actor);
    ELSE
      new_offer := reserve_offer(d, ids, p_round, proposal->'terms', p_reservation_ms, actor);
    END IF;
    INSERT INTO decision (offer_id, market_id, round_no, body)
    VALUES (new_offer, p_market, p_round, proposal->'decision');
    applied := applied || jsonb_build_object('offerId', new_offer, 'driverId', d.id, 'orderIds', ids);
  END LOOP;
  stored := jsonb_build_object('applied', applied, 'rejected', rejected);
  INSERT INTO round (market_id, round_no, result) VALUES (p_market, p_round, stored);
  UPDATE matching_fence SET round_no = p_round WHERE market_id = p_market;
  RETURN jsonb_build_object('stale', false) || stored;
END $$;
