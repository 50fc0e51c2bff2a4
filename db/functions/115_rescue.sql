-- A locked order whose driver is lost with the goods aboard (his row is locked too). The goods are where he was last; the
-- order says what becomes of them. Never a new offer from the restaurant. p_data: {why, evidence, said}.
CREATE OR REPLACE FUNCTION strand_order(o orders, p_data jsonb, p_actor jsonb, p_tell boolean) RETURNS orders
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  was text := o.status;
  before uuid := o.driver_id;
  now timestamptz := clock_timestamp();
  place record;
BEGIN
  PERFORM log_reassignment(o, 'rescue', p_data, p_actor, now);
  IF o.on_failure = 'dispose' AND was <> 'returning' THEN
    RETURN end_order(o, 'give_up', 'order.undeliverable', 'goods lost with their driver', p_actor, p_tell);
  END IF;
  SELECT lat, lng INTO place FROM (
    SELECT lat, lng, 1 AS choice FROM driver_position WHERE driver_id = before
    UNION ALL SELECT o.pickup_lat, o.pickup_lng, 2) AS known ORDER BY choice LIMIT 1;
  PERFORM unbind_order(o, 'stranded', now);
  PERFORM close_escalations(o.id, 'stranded', now);
  UPDATE orders SET status = next_status(was, 'strand'), version = version + 1, driver_id = NULL, goods_with = before,
    goods_lat = place.lat, goods_lng = place.lng, stranded_at = now, unassigned_since = now, assigned_at = NULL,
    arrived_at_dropoff_at = NULL, returning_at = NULL, escalation_rung = 0, ladder_rung = 0, ladder_deadline_at = NULL,
    on_failure = CASE WHEN was = 'returning' THEN 'return' ELSE on_failure END,
    excluded_driver_ids = array_append(array_remove(excluded_driver_ids, before), before), excluded_at = now,
    offers_made = 0, priority = priority + 1, reassignments = reassignments + 1, updated_at = now
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'order.stranded', was, p_actor, jsonb_strip_nulls(jsonb_build_object(
    'driver_id', before, 'reason', p_data->>'why', 'evidence', p_data->'evidence', 'said', p_data->'said',
    'on_failure', o.on_failure)), p_tell, now);
  PERFORM wake_matching(o.market_id);
  RETURN o;
END $$;

-- The driver who was lost has the goods after all: a rescue under way is withdrawn, its driver is paid for it, and the
-- stops that were taken off the lost one are his again. Orders, his row and the rescuer's are locked.
CREATE OR REPLACE FUNCTION recover_order(o orders, p_actor jsonb) RETURNS orders LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  was text := o.status;
  back uuid := o.goods_with;
  rescuer uuid := o.driver_id;
  now timestamptz := clock_timestamp();
  left_offers jsonb := leave_offers(o, 'recovered', p_actor, now);
  bound uuid;
  its_route uuid;
  last int;
BEGIN
  PERFORM unbind_order(o, 'rescue_withdrawn', now);
  PERFORM close_escalations(o.id, 'recovered', now);
  UPDATE assignment SET ended_at = NULL, end_reason = NULL WHERE id = (
    SELECT id FROM assignment WHERE order_id = o.id AND driver_id = back ORDER BY created_at DESC LIMIT 1)
    RETURNING id INTO bound;
  its_route := running_route(back, now);
  SELECT coalesce(max(position), 0) INTO last FROM stop WHERE route_id = its_route;
  UPDATE stop SET status = 'planned', reason = NULL, arrived_at = NULL, route_id = its_route, position = last + 1
    WHERE assignment_id = bound AND status = 'removed' AND kind <> 'pickup';
  UPDATE driver SET version = version + 1 WHERE id = back;
  UPDATE orders SET status = next_status(was, 'recover'), version = version + 1, driver_id = back, goods_with = NULL,
    goods_lat = NULL, goods_lng = NULL, stranded_at = NULL, unassigned_since = NULL, assigned_at = now,
    escalation_rung = 0, ladder_rung = 0, ladder_deadline_at = NULL, updated_at = now
    WHERE id = o.id RETURNING * INTO o;
  PERFORM finish_reassignment(o.id, 'recovered', back, p_actor, now);
  PERFORM record_event(o, 'order.recovered', was, p_actor, jsonb_strip_nulls(jsonb_build_object(
    'driver_id', back, 'rescuer_id', rescuer)) || left_offers, true, now);
  IF EXISTS (SELECT 1 FROM stop WHERE assignment_id = bound AND kind = 'return' AND status = 'planned') THEN
    o := advance_order(o, 'start_return', 'order.returning', p_actor, '{"reason": "recovered"}', now);
  END IF;
  RETURN o;
END $$;

-- The rescuer has the goods: where they wait is nowhere any more, and an order that goes back turns around.
CREATE OR REPLACE FUNCTION take_goods_over(o orders, p_stop stop, p_actor jsonb, p_at timestamptz) RETURNS orders
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  first_picked timestamptz := o.picked_up_at;
BEGIN
  PERFORM finish_reassignment(o.id, 'rescued', o.driver_id, '{}', clock_timestamp());
  o := advance_order(o, 'pick_up', 'order.rescued', p_actor, jsonb_build_object('stop_id', p_stop.id, 'from_driver_id', o.goods_with), p_at);
  UPDATE orders SET goods_with = NULL, goods_lat = NULL, goods_lng = NULL, stranded_at = NULL, picked_up_at = first_picked
    WHERE id = o.id RETURNING * INTO o;
  IF o.on_failure = 'return' THEN
    o := advance_order(o, 'start_return', 'order.returning', p_actor, '{"reason": "the first driver was lost"}', p_at);
  END IF;
  RETURN o;
END $$;

-- The driver says that he cannot go on: vehicle, accident or unable. Goods aboard are rescued, what he has not picked up
-- yet goes to another driver. Said again, nothing changes.
CREATE OR REPLACE FUNCTION report_trouble(p_order uuid, p_driver uuid, p_kind text, p_note text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  told jsonb := jsonb_build_object('why', p_kind, 'said', p_note);
BEGIN
  o := lock_scope(p_order, ARRAY[p_driver]);
  IF o.id IS NULL OR NOT EXISTS (SELECT 1 FROM assignment WHERE order_id = p_order AND driver_id = p_driver) THEN
    RETURN refused(NULL, 'order_not_found');
  END IF;
  IF o.driver_id IS DISTINCT FROM p_driver THEN
    RETURN CASE WHEN p_driver = ANY (o.excluded_driver_ids) THEN done(o, '{"repeated": true}')
                ELSE refused(o, 'not_your_order') END;
  END IF;
  IF next_status(o.status, 'strand') IS NOT NULL THEN RETURN done(strand_order(o, told, p_actor, true)); END IF;
  IF NOT may_leave_driver(o.status) THEN RETURN refused(o, 'illegal_transition'); END IF;
  RETURN done(give_back(o, told, 'order.released', p_actor));
END $$;

-- Goods whose lost driver has been heard of again before anybody else took them on: he carries on. Answers how many.
CREATE OR REPLACE FUNCTION recover_found(p_market text, p_actor jsonb) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  lost record;
  o orders;
  found_again int := 0;
BEGIN
  FOR lost IN
    SELECT x.id, x.goods_with FROM orders x
    JOIN reassignment r ON r.order_id = x.id AND r.ended_at IS NULL AND r.reason = 'dark'
    JOIN driver_position p ON p.driver_id = x.goods_with AND p.received_at > x.stranded_at
    WHERE x.market_id = p_market AND x.status = 'stranded' AND x.ended_at IS NULL LIMIT 50
  LOOP
    o := lock_scope(lost.id, ARRAY[lost.goods_with]);
    CONTINUE WHEN o.status <> 'stranded' OR o.goods_with IS DISTINCT FROM lost.goods_with;
    PERFORM recover_order(o, p_actor);
    found_again := found_again + 1;
  END LOOP;
  RETURN found_again;
END $$;
