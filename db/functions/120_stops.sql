-- One step of an order on the street, already judged: the status moves, the event is written, the workflow told.
CREATE OR REPLACE FUNCTION advance_order(
  o orders, p_request text, p_type text, p_actor jsonb, p_data jsonb, p_at timestamptz
) RETURNS orders LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  was text := o.status;
  became text := next_status(o.status, p_request);
  now timestamptz := clock_timestamp();
BEGIN
  IF o.escalation_rung > 0 THEN PERFORM close_escalations(o.id, 'it moved on', now); END IF;
  UPDATE orders SET status = became, version = version + 1, escalation_rung = 0, ladder_rung = 0,
    ladder_deadline_at = NULL, updated_at = now,
    arrived_at_pickup_at = CASE WHEN became = 'arrived_at_pickup' THEN p_at ELSE arrived_at_pickup_at END,
    picked_up_at = CASE WHEN became = 'picked_up' THEN p_at ELSE picked_up_at END,
    arrived_at_dropoff_at = CASE WHEN became = 'arrived_at_dropoff' THEN p_at ELSE arrived_at_dropoff_at END,
    returning_at = CASE WHEN became = 'returning' THEN p_at ELSE returning_at END,
    ended_at = CASE WHEN became IN ('delivered', 'returned') THEN p_at END,
    end_reason = CASE WHEN became IN ('delivered', 'returned') THEN became END
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, p_type, was, p_actor, p_data || jsonb_build_object('driver_id', o.driver_id), true, p_at);
  IF o.ended_at IS NOT NULL THEN
    PERFORM finish_reassignment(o.id, became, o.driver_id, p_actor, now);
    UPDATE assignment SET ended_at = p_at, end_reason = became WHERE order_id = o.id AND ended_at IS NULL;
    UPDATE driver SET version = version + 1 WHERE id = o.driver_id;
    PERFORM end_idle_route(o.driver_id, now);
  END IF;
  PERFORM shift_after_work(o.driver_id, p_actor);
  RETURN o;
END $$;

-- Reports of a driver about one of his stops: `arrive`, `complete` or `fail`. Reports may come late and twice: what has
-- been reported already is answered as done, a completed stop without an arrival counts as both. `p_occurred_at` is the
-- phone's word, held between the assignment and now.
CREATE OR REPLACE FUNCTION report_stop(
  p_stop uuid, p_driver uuid, p_report text, p_occurred_at timestamptz, p_data jsonb, p_actor jsonb
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s stop;
  o orders;
  a assignment;
  at timestamptz;
  arrive text;
  finish text;
  missing jsonb;
BEGIN
  SELECT * INTO s FROM stop WHERE id = p_stop;
  SELECT * INTO a FROM assignment WHERE id = s.assignment_id;
  IF s.id IS NULL OR a.driver_id <> p_driver THEN RETURN refused(NULL, 'stop_not_found'); END IF;
  o := lock_scope(s.order_id, ARRAY[p_driver]);
  SELECT * INTO s FROM stop WHERE id = p_stop FOR UPDATE;
  at := greatest(a.created_at, least(coalesce(p_occurred_at, clock_timestamp()), clock_timestamp()));
  -- Facts of custody are never stale: who was given up for lost and reports from the street has the goods.
  IF s.status = 'removed' AND s.kind <> 'pickup' AND o.goods_with = p_driver AND next_status(o.status, 'recover') IS NOT NULL THEN
    o := recover_order(o, p_actor);
    SELECT * INTO s FROM stop WHERE id = p_stop FOR UPDATE;
  END IF;
  IF (p_report = 'complete' AND s.status = 'completed') OR (p_report = 'fail' AND s.status = 'failed')
     OR (p_report = 'arrive' AND s.status IN ('arrived', 'completed', 'failed')) THEN
    RETURN done(o, '{"repeated": true}');
  END IF;
  IF s.status NOT IN ('planned', 'arrived') THEN RETURN refused(o, 'stop_closed', jsonb_build_object('stop', s.status)); END IF;
  IF s.kind <> 'pickup' AND (o.picked_up_at IS NULL OR o.status = 'rescuing') THEN RETURN refused(o, 'not_picked_up'); END IF;
  IF p_report = 'complete' THEN
    missing := why_no_proof(o, s, p_data->'proof', p_actor);
    IF missing IS NOT NULL THEN RETURN missing; END IF;
    SELECT * INTO o FROM orders WHERE id = o.id;
  END IF;
  arrive := CASE s.kind WHEN 'pickup' THEN 'arrive_at_pickup' WHEN 'dropoff' THEN 'arrive_at_dropoff' END;
  finish := CASE s.kind WHEN 'pickup' THEN 'pick_up' WHEN 'dropoff' THEN 'deliver' ELSE 'complete_return' END;

  IF s.status = 'planned' THEN
    UPDATE stop SET status = 'arrived', arrived_at = at WHERE id = s.id;
    IF next_status(o.status, arrive) IS NOT NULL THEN
      o := advance_order(o, arrive, 'driver.arrived', p_actor, jsonb_build_object('stop_id', s.id, 'kind', s.kind), at);
    END IF;
  END IF;
  IF p_report = 'arrive' THEN RETURN done(o); END IF;
  IF p_report = 'fail' THEN RETURN fail_stop(s, o, p_data, p_actor, at); END IF;
  UPDATE stop SET status = 'completed', completed_at = at, proof = (p_data->'proof') - 'pin' WHERE id = s.id;
  IF s.kind = 'pickup' AND o.status = 'rescuing' THEN RETURN done(take_goods_over(o, s, p_actor, at)); END IF;
  o := advance_order(o, finish,
    CASE finish WHEN 'pick_up' THEN 'order.picked_up' WHEN 'deliver' THEN 'order.delivered' ELSE 'order.returned' END,
    p_actor, jsonb_build_object('stop_id', s.id), at);
  RETURN done(o);
END $$;

-- A stop that cannot be done: before the pickup the order goes back to the pool (he is not asked again, unless it was the
-- shop's doing), at the door the goods go back to the merchant, and goods that cannot be given back end as
-- undeliverable. p_data: {reason, why, holdMs, readyInMs}: a closed shop is left alone for a while, a slow one gets time.
DROP FUNCTION IF EXISTS fail_stop(stop, orders, text, jsonb, timestamptz);
CREATE OR REPLACE FUNCTION fail_stop(s stop, o orders, p_data jsonb, p_actor jsonb, p_at timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  p_reason text := p_data->>'reason';
  told jsonb := jsonb_build_object('why', coalesce(p_data->>'why', 'stop_failed'), 'said', p_reason);
BEGIN
  -- Moving on from a slow kitchen needs some waiting first.
  IF s.kind = 'pickup' AND p_data ? 'waitMs' AND o.arrived_at_pickup_at > plus_ms(clock_timestamp(), -(p_data->>'waitMs')::float8) THEN
    RETURN refused(o, 'too_early', jsonb_build_object('until', plus_ms(o.arrived_at_pickup_at, (p_data->>'waitMs')::float8)));
  END IF;
  UPDATE stop SET status = 'failed', reason = p_reason, completed_at = p_at WHERE id = s.id;
  IF s.kind = 'pickup' AND p_data->>'why' IN ('closed', 'not_ready') AND o.status <> 'rescuing' THEN
    UPDATE orders SET ready_at = greatest(ready_at, plus_ms(clock_timestamp(), coalesce((p_data->>'readyInMs')::float8, 0)))
      WHERE id = o.id RETURNING * INTO o;
    IF p_data ? 'holdMs' THEN
      told := told || jsonb_build_object('held_until', plus_ms(clock_timestamp(), (p_data->>'holdMs')::float8));
    END IF;
    RETURN done(put_back(o, 'release', 'order.released', p_actor, told, true));
  END IF;
  IF s.kind = 'pickup' THEN RETURN done(give_back(o, told, 'order.released', p_actor)); END IF;
  IF s.kind = 'return' THEN
    RETURN done(end_order(o, 'give_up', 'order.undeliverable', 'goods not taken back', p_actor, true, p_reason));
  END IF;
  INSERT INTO stop (route_id, order_id, assignment_id, kind, position, lat, lng)
  SELECT s.route_id, o.id, s.assignment_id, 'return', max(position) + 1, o.pickup_lat, o.pickup_lng
  FROM stop WHERE route_id = s.route_id;
  RETURN done(advance_order(o, 'start_return', 'order.returning', p_actor,
    jsonb_build_object('reason', 'not handed over', 'said', p_reason), p_at));
END $$;
