-- A locked order ends without being delivered. `p_said`: the driver's own words.
DROP FUNCTION IF EXISTS end_order(orders, text, text, text, jsonb, boolean);
CREATE OR REPLACE FUNCTION end_order(
  o orders, p_request text, p_type text, p_reason text, p_actor jsonb, p_tell boolean, p_said text DEFAULT NULL
) RETURNS orders LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  was text := o.status;
  now timestamptz := clock_timestamp();
  left_offers jsonb := leave_offers(o, p_type, p_actor, now);
BEGIN
  PERFORM unbind_order(o, p_type, now);
  PERFORM close_escalations(o.id, p_type, now);
  PERFORM finish_reassignment(o.id, CASE p_request WHEN 'cancel' THEN 'cancelled' ELSE 'undeliverable' END, NULL, p_actor, now);
  UPDATE orders SET status = next_status(was, p_request), version = version + 1, ended_at = now, end_reason = p_reason,
    unassigned_since = NULL, held_until = NULL, escalation_rung = 0, ladder_rung = 0, ladder_deadline_at = NULL, updated_at = now WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, p_type, was, p_actor,
    jsonb_build_object('reason', p_reason, 'driver_id', o.driver_id, 'said', p_said) || left_offers, p_tell, now);
  RETURN o;
END $$;

-- The merchant or an operator cancels, up to the pickup. Cancelling a cancelled order is done already.
CREATE OR REPLACE FUNCTION cancel_order(p_order uuid, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  o := lock_scope(p_order);
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF o.status = 'cancelled' THEN RETURN done(o, '{"repeated": true}'); END IF;
  IF next_status(o.status, 'cancel') IS NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  RETURN done(end_order(o, 'cancel', 'order.cancelled', p_reason, p_actor, true));
END $$;

-- Nothing is left to try. Asked for by the order's workflow, which names the version that it decided on: an order that
-- has moved since is not given up.
CREATE OR REPLACE FUNCTION give_up_order(p_order uuid, p_version int, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  o := lock_scope(p_order);
  IF o.version <> p_version OR next_status(o.status, 'give_up') IS NULL THEN RETURN refused(o, 'order_changed'); END IF;
  RETURN done(end_order(o, 'give_up', 'order.undeliverable', p_reason, p_actor, false));
END $$;
