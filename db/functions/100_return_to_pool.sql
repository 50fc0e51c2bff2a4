-- A locked order goes back to the pool with priority: offers are withdrawn, the driver is relieved.
CREATE OR REPLACE FUNCTION put_back(
  o orders, p_request text, p_type text, p_actor jsonb, p_data jsonb, p_tell boolean
) RETURNS orders LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  was text := o.status;
  before uuid := o.driver_id;
  now timestamptz := clock_timestamp();
  left_offers jsonb := leave_offers(o, p_type, p_actor, now);
BEGIN
  PERFORM unbind_order(o, p_type, now);
  IF was IN ('assigned', 'arrived_at_pickup') THEN PERFORM close_escalations(o.id, 'back to the pool', now); END IF;
  UPDATE orders SET status = next_status(was, p_request), version = version + 1, driver_id = NULL, assigned_at = NULL,
    arrived_at_pickup_at = NULL, unassigned_since = CASE WHEN before IS NULL THEN coalesce(unassigned_since, now) ELSE now END,
    escalation_rung = CASE WHEN was IN ('assigned', 'arrived_at_pickup') THEN 0 ELSE escalation_rung END,
    priority = priority + CASE WHEN before IS NULL THEN 0 ELSE 1 END,
    reassignments = reassignments + CASE WHEN before IS NULL THEN 0 ELSE 1 END,
    offers_made = CASE WHEN p_request = 'requeue' THEN 0 ELSE offers_made END, updated_at = now
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, p_type, was, p_actor, p_data || jsonb_build_object('driver_id', before) || left_offers, p_tell, now);
  PERFORM wake_matching(o.market_id);
  RETURN o;
END $$;

-- The driver gives an order back before the pickup; he is not asked for it again.
CREATE OR REPLACE FUNCTION release_order(p_order uuid, p_driver uuid, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  o := lock_scope(p_order, ARRAY[p_driver]);
  IF o.id IS NULL OR NOT EXISTS (SELECT 1 FROM assignment WHERE order_id = p_order AND driver_id = p_driver) THEN
    RETURN refused(NULL, 'order_not_found');
  END IF;
  IF o.driver_id IS DISTINCT FROM p_driver THEN
    -- Released already (an impatient phone), unless he has been given it again since.
    RETURN CASE WHEN p_driver = ANY (o.excluded_driver_ids) THEN done(o, '{"repeated": true}')
                ELSE refused(o, 'not_your_order') END;
  END IF;
  IF next_status(o.status, 'release') IS NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  UPDATE orders SET excluded_driver_ids = array_append(array_remove(excluded_driver_ids, p_driver), p_driver)
    WHERE id = o.id RETURNING * INTO o;
  o := put_back(o, 'release', 'order.released', p_actor, jsonb_build_object('reason', p_reason), true);
  RETURN done(o);
END $$;

-- People (or the last deadline of a stage) send an order back to the pool. The order's workflow names the version that
-- it decided on and gets the answer instead of a message; people name none.
CREATE OR REPLACE FUNCTION requeue_order(p_order uuid, p_reason text, p_actor jsonb, p_version int) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
BEGIN
  o := lock_scope(p_order);
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF o.version <> p_version THEN RETURN refused(o, 'order_changed'); END IF;
  IF next_status(o.status, 'requeue') IS NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  o := put_back(o, 'requeue', 'order.requeued', p_actor, jsonb_build_object('reason', p_reason), p_version IS NULL);
  RETURN done(o);
END $$;
