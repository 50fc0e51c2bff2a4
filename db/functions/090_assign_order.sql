-- An operator proposes a driver: an offer like any other, reserved here and sent by the order's workflow. An offer that
-- somebody else holds is withdrawn, a driver who has not picked up yet is relieved.
-- p_terms: pay and route of the offer, as for reserve_offer.
CREATE OR REPLACE FUNCTION assign_order(
  p_order uuid, p_driver uuid, p_terms jsonb, p_reservation_ms double precision, p_actor jsonb
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  d driver;
  problem text;
BEGIN
  o := lock_scope(p_order, ARRAY[p_driver]);
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  SELECT * INTO d FROM driver WHERE id = p_driver AND market_id = o.market_id;
  IF o.driver_id = d.id THEN RETURN refused(o, 'already_assigned'); END IF;
  IF next_status(o.status, 'requeue') IS NULL AND o.status <> 'stranded' THEN RETURN refused(o, 'illegal_transition'); END IF;
  problem := why_not_offer(d, ARRAY[p_order]);
  IF problem IS NOT NULL THEN RETURN refused(o, problem); END IF;
  IF o.status = 'stranded' THEN
    PERFORM leave_offers(o, 'assigned by hand', p_actor, clock_timestamp());
  ELSIF o.status <> 'unassigned' OR o.held_until IS NOT NULL OR (standing_order(o)->'offer') <> 'null' THEN
    o := put_back(o, 'requeue', 'order.requeued', p_actor,
                  '{"reason": "assigned by hand", "why": "assigned_by_hand"}', false);
  END IF;
  PERFORM reserve_offer(d, ARRAY[p_order], NULL, p_terms, p_reservation_ms, p_actor);
  SELECT * INTO o FROM orders WHERE id = p_order;
  RETURN done(o);
END $$;

-- An operator binds an order to a driver without asking him. Needs a reason, is audited and counted as forced.
CREATE OR REPLACE FUNCTION force_assign(p_order uuid, p_driver uuid, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  d driver;
  was text;
  before uuid;
  left_offers jsonb;
  now timestamptz;
BEGIN
  o := lock_scope(p_order, ARRAY[p_driver]);
  now := clock_timestamp();
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  SELECT * INTO d FROM driver WHERE id = p_driver AND market_id = o.market_id;
  was := o.status;
  before := o.driver_id;
  IF before = d.id THEN RETURN refused(o, 'already_assigned'); END IF;
  IF coalesce(next_status(o.status, 'force_assign'), next_status(o.status, 'accept_rescue')) IS NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  IF d.id IS NULL THEN RETURN refused(o, 'driver_not_found'); END IF;
  IF NOT d.active OR d.availability = 'offline' THEN RETURN refused(o, 'driver_not_available'); END IF;
  IF driver_load(d.id) >= d.capacity THEN RETURN refused(o, 'driver_full'); END IF;
  left_offers := leave_offers(o, 'assigned by hand', p_actor, now);
  IF before IS NOT NULL THEN
    PERFORM log_reassignment(o, 'pickup', jsonb_build_object('why', 'assigned_by_hand',
      'evidence', jsonb_build_object('note', p_reason)), p_actor, now);
  END IF;
  IF was <> 'stranded' THEN PERFORM finish_reassignment(o.id, 'reassigned', d.id, p_actor, now); END IF;
  PERFORM unbind_order(o, 'assigned to another driver', now);
  PERFORM bind_order(o, d.id, NULL, true, now);
  PERFORM close_escalations(o.id, 'driver_found', now);
  UPDATE driver SET version = version + 1 WHERE id = d.id;
  UPDATE orders SET status = coalesce(next_status(was, 'force_assign'), next_status(was, 'accept_rescue')), version = version + 1, driver_id = d.id,
    assigned_at = now, first_assigned_at = coalesce(first_assigned_at, now), arrived_at_pickup_at = NULL,
    unassigned_since = NULL, held_until = NULL, escalation_rung = 0, ladder_rung = 0, ladder_deadline_at = NULL, updated_at = now,
    reassignments = reassignments + CASE WHEN before IS NULL THEN 0 ELSE 1 END
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'order.force_assigned', was, p_actor,
    jsonb_build_object('driver_id', d.id, 'driver_before', before, 'reason', p_reason) || left_offers, true, now);
  RETURN done(o);
END $$;
