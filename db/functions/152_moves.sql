-- What operators do to an order beside assigning it. All of it is judged under locks, audited with actor and reason, and
-- told to the order's workflow.
CREATE OR REPLACE FUNCTION raise_pay(p_order uuid, p_minor int, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF o.status NOT IN ('scheduled', 'unassigned', 'offered', 'stranded') THEN RETURN refused(o, 'illegal_transition'); END IF;
  UPDATE orders SET pay_raise_minor = pay_raise_minor + p_minor, offers_made = 0, version = version + 1,
    updated_at = clock_timestamp() WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'order.pay_raised', o.status, p_actor,
    jsonb_build_object('minor', p_minor, 'total_minor', o.pay_raise_minor, 'reason', p_reason), true, clock_timestamp());
  IF o.status IN ('unassigned', 'stranded') THEN PERFORM wake_matching(o.market_id); END IF;
  RETURN done(o);
END $$;

CREATE OR REPLACE FUNCTION change_promise(p_order uuid, p_at timestamptz, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  was timestamptz;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF o.ended_at IS NOT NULL OR o.status = 'returning' THEN RETURN refused(o, 'illegal_transition'); END IF;
  was := o.promised_at;
  UPDATE orders SET promised_at = p_at, version = version + 1, updated_at = clock_timestamp()
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'order.promise_changed', o.status, p_actor,
    jsonb_build_object('promised_at', p_at, 'promised_before', was, 'reason', p_reason), true, clock_timestamp());
  RETURN done(o);
END $$;

-- Nobody is asked before `p_until`; who is being asked is not asked any more. Ends by itself (end_hold).
CREATE OR REPLACE FUNCTION hold_order(p_order uuid, p_until timestamptz, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  was text;
  left_offers jsonb;
  now timestamptz;
BEGIN
  o := lock_scope(p_order);
  now := clock_timestamp();
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF next_status(o.status, 'hold') IS NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  was := o.status;
  left_offers := leave_offers(o, 'held', p_actor, now);
  PERFORM close_escalations(o.id, 'held', now);
  UPDATE orders SET status = next_status(was, 'hold'), version = version + 1, held_until = p_until, hold_reason = p_reason,
    escalation_rung = 0, ladder_rung = 0, ladder_deadline_at = NULL, updated_at = now WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'order.held', was, p_actor,
    jsonb_build_object('until', p_until, 'reason', p_reason) || left_offers, true, now);
  RETURN done(o);
END $$;

-- A hold ends at its time (asked for by the order's workflow, without a reason), or because a person says so. The order's
-- patience begins anew: it was people who let it wait.
CREATE OR REPLACE FUNCTION end_hold(p_order uuid, p_reason text, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  now timestamptz;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  now := clock_timestamp();
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF o.held_until IS NULL THEN
    RETURN CASE WHEN o.ended_at IS NULL THEN done(o, '{"repeated": true}') ELSE refused(o, 'illegal_transition') END;
  END IF;
  IF p_reason IS NULL AND now < o.held_until THEN
    RETURN refused(o, 'too_early', jsonb_build_object('waitMs', ceil(extract(epoch FROM o.held_until - now) * 1000)));
  END IF;
  UPDATE orders SET held_until = NULL, hold_reason = NULL, version = version + 1, updated_at = now,
    unassigned_since = CASE WHEN status = 'unassigned' THEN now ELSE unassigned_since END
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'order.resumed', o.status, p_actor,
    jsonb_strip_nulls(jsonb_build_object('reason', p_reason)), p_reason IS NOT NULL, now);
  IF o.status = 'unassigned' THEN PERFORM wake_matching(o.market_id); END IF;
  RETURN done(o);
END $$;

-- Takes an order from its driver: before the pickup another one is asked, after it the goods are rescued.
CREATE OR REPLACE FUNCTION take_driver_out(p_order uuid, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  told jsonb := jsonb_build_object('why', 'taken_out', 'reason', p_reason);
BEGIN
  o := lock_scope(p_order);
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF next_status(o.status, 'strand') IS NOT NULL THEN RETURN done(strand_order(o, told, p_actor, true)); END IF;
  IF NOT may_leave_driver(o.status) THEN RETURN refused(o, 'illegal_transition'); END IF;
  RETURN done(give_back(o, told, 'order.taken_out', p_actor));
END $$;

-- The goods go back to the merchant: with the driver who has them, or with whoever rescues them.
CREATE OR REPLACE FUNCTION bring_back(p_order uuid, p_reason text, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  now timestamptz;
  open_stop stop;
BEGIN
  o := lock_scope(p_order);
  now := clock_timestamp();
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF o.status = 'returning' THEN RETURN done(o, '{"repeated": true}'); END IF;
  IF o.status IN ('stranded', 'rescuing') THEN
    UPDATE stop SET kind = 'return', lat = o.pickup_lat, lng = o.pickup_lng
      WHERE order_id = o.id AND kind = 'dropoff' AND status = 'planned';
    UPDATE orders SET on_failure = 'return', version = version + 1, updated_at = now WHERE id = o.id RETURNING * INTO o;
    PERFORM record_event(o, 'order.return_asked', o.status, p_actor, jsonb_build_object('reason', p_reason), true, now);
    RETURN done(o);
  END IF;
  IF next_status(o.status, 'start_return') IS NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  SELECT * INTO open_stop FROM stop WHERE order_id = o.id AND kind = 'dropoff' AND status IN ('planned', 'arrived') FOR UPDATE;
  UPDATE stop SET status = 'removed', reason = p_reason WHERE id = open_stop.id;
  INSERT INTO stop (route_id, order_id, assignment_id, kind, position, lat, lng)
  SELECT open_stop.route_id, o.id, open_stop.assignment_id, 'return', max(position) + 1, o.pickup_lat, o.pickup_lng
  FROM stop WHERE route_id = open_stop.route_id;
  UPDATE route SET version = version + 1 WHERE id = open_stop.route_id;
  RETURN done(advance_order(o, 'start_return', 'order.returning', p_actor, jsonb_build_object('reason', p_reason), now));
END $$;

-- Goods that nobody can bring anywhere any more.
CREATE OR REPLACE FUNCTION dispose_goods(p_order uuid, p_reason text, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  o := lock_scope(p_order);
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF o.status = 'undeliverable' THEN RETURN done(o, '{"repeated": true}'); END IF;
  IF o.picked_up_at IS NULL OR next_status(o.status, 'give_up') IS NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  RETURN done(end_order(o, 'give_up', 'order.undeliverable', p_reason, p_actor, true));
END $$;
