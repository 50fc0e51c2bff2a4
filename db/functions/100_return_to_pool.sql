-- Whether a driver may still give the order away: before the goods are his, or on his way to rescue them.
CREATE OR REPLACE FUNCTION may_leave_driver(p_status text) RETURNS boolean LANGUAGE sql VOLATILE AS $$
  SELECT next_status(p_status, 'release') IS NOT NULL OR next_status(p_status, 'release_rescue') IS NOT NULL
$$;

-- A locked order goes back to the pool with priority: offers are withdrawn, the driver is relieved, why is recorded. One
-- whose goods a rescuer was to collect waits for another rescuer. p_data: {why, evidence, reason, said, held_until}.
CREATE OR REPLACE FUNCTION put_back(
  o orders, p_request text, p_type text, p_actor jsonb, p_data jsonb, p_tell boolean
) RETURNS orders LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  was text := o.status;
  before uuid := o.driver_id;
  now timestamptz := clock_timestamp();
  had_driver boolean := before IS NOT NULL;
  left_offers jsonb := leave_offers(o, p_type, p_actor, now);
BEGIN
  IF had_driver THEN
    PERFORM log_reassignment(o, CASE was WHEN 'rescuing' THEN 'rescue' ELSE 'pickup' END, p_data, p_actor, now);
    PERFORM close_escalations(o.id, 'back to the pool', now);
  END IF;
  PERFORM unbind_order(o, p_type, now);
  UPDATE orders SET status = CASE was WHEN 'rescuing' THEN next_status(was, 'release_rescue') ELSE next_status(was, p_request) END,
    version = version + 1, driver_id = NULL, assigned_at = NULL, arrived_at_pickup_at = NULL,
    unassigned_since = CASE WHEN had_driver THEN now ELSE coalesce(unassigned_since, now) END,
    held_until = (p_data->>'held_until')::timestamptz, hold_reason = CASE WHEN p_data ? 'held_until' THEN p_data->>'why' END,
    escalation_rung = CASE WHEN had_driver THEN 0 ELSE escalation_rung END,
    ladder_rung = CASE WHEN had_driver THEN 0 ELSE ladder_rung END,
    priority = priority + had_driver::int, reassignments = reassignments + had_driver::int,
    moves = moves + (had_driver AND was <> 'rescuing')::int, rescues_failed = rescues_failed + (was = 'rescuing')::int,
    offers_made = CASE WHEN p_request = 'requeue' THEN 0 ELSE offers_made END, updated_at = now
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, p_type, was, p_actor, p_data || jsonb_build_object('driver_id', before) || left_offers, p_tell, now);
  PERFORM wake_matching(o.market_id);
  RETURN o;
END $$;

-- A locked order leaves its driver, who is not asked for it again until that is forgiven.
CREATE OR REPLACE FUNCTION give_back(o orders, p_data jsonb, p_type text, p_actor jsonb) RETURNS orders
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  UPDATE orders SET excluded_driver_ids = array_append(array_remove(excluded_driver_ids, o.driver_id), o.driver_id),
    excluded_at = clock_timestamp() WHERE id = o.id RETURNING * INTO o;
  RETURN put_back(o, 'release', p_type, p_actor, p_data, true);
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
  IF NOT may_leave_driver(o.status) THEN RETURN refused(o, 'illegal_transition'); END IF;
  RETURN done(give_back(o, jsonb_build_object('why', 'released', 'said', p_reason), 'order.released', p_actor));
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
  IF next_status(o.status, 'requeue') IS NULL AND o.status <> 'rescuing' THEN RETURN refused(o, 'illegal_transition'); END IF;
  -- A driver who let a stage's time pass is not asked again at once.
  IF p_version IS NOT NULL AND o.driver_id IS NOT NULL THEN
    UPDATE orders SET excluded_driver_ids = array_append(array_remove(excluded_driver_ids, o.driver_id), o.driver_id),
      excluded_at = clock_timestamp() WHERE id = o.id RETURNING * INTO o;
  END IF;
  o := put_back(o, 'requeue', 'order.requeued', p_actor,
    jsonb_build_object('reason', p_reason, 'why', CASE WHEN p_version IS NULL THEN 'requeued' ELSE 'stage_late' END),
    p_version IS NULL);
  RETURN done(o);
END $$;
