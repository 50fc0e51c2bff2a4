CREATE OR REPLACE FUNCTION driver_facts(d driver) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_build_object('capacity', d.capacity, 'vehicle', d.vehicle, 'taken_out', d.taken_out_at IS NOT NULL)
$$;

-- Operators change a driver. p: any of {capacity, vehicle, takenOut, handOver}. Taken out, he gets no further order and
-- cannot come on: with nothing aboard he is off at once, otherwise after what he carries; `handOver` gives back what he
-- has not picked up. His row is locked first, then his orders.
CREATE OR REPLACE FUNCTION change_driver(p_driver uuid, p jsonb, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d driver;
  was driver;
  now timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO d FROM driver WHERE id = p_driver AND active FOR UPDATE;
  IF d.id IS NULL THEN RETURN shift_refused('driver_not_found'); END IF;
  was := d;
  d.capacity := coalesce((p->>'capacity')::int, d.capacity);
  d.vehicle := coalesce(p->>'vehicle', d.vehicle);
  IF (p->>'takenOut')::boolean AND was.taken_out_at IS NULL THEN
    d.taken_out_at := now;
    d.taken_out_by := p_actor->>'id';
    d.taken_out_reason := p_reason;
  ELSIF NOT (p->>'takenOut')::boolean THEN
    d.taken_out_at := NULL;
    d.taken_out_by := NULL;
    d.taken_out_reason := NULL;
  END IF;
  IF driver_facts(d) = driver_facts(was) THEN RETURN '{"done": true}'; END IF;
  UPDATE driver SET taken_out_at = d.taken_out_at, taken_out_by = d.taken_out_by,
    taken_out_reason = d.taken_out_reason, version = version + 1 WHERE id = d.id;
  IF d.capacity <> was.capacity OR d.vehicle <> was.vehicle THEN
    -- Of these the table's own trigger tells: whose change it is, it finds here.
    PERFORM set_config('outrider.actor', p_actor::text, true);
    UPDATE driver SET capacity = d.capacity, vehicle = d.vehicle WHERE id = d.id;
  END IF;
  IF (d.taken_out_at IS NULL) <> (was.taken_out_at IS NULL) THEN
    PERFORM record_fact(d.market_id, CASE WHEN d.taken_out_at IS NULL THEN 'driver.brought_back' ELSE 'driver.taken_out' END,
      p_actor, jsonb_build_object('reason', p_reason), jsonb_build_object('driver_id', d.id),
      driver_facts(was), driver_facts(d));
  END IF;
  PERFORM tell_of_driver(d.market_id, d.id, 'driver.changed', '{}', now);
  IF d.taken_out_at IS NOT NULL AND was.taken_out_at IS NULL THEN
    PERFORM leave_street(d, coalesce((p->>'handOver')::boolean, false), p_reason, p_actor);
  ELSIF d.capacity > was.capacity THEN
    PERFORM wake_if_orders_wait(d.market_id);
  END IF;
  RETURN '{"done": true}';
END $$;

CREATE OR REPLACE FUNCTION leave_street(d driver, p_hand_over boolean, p_reason text, p_actor jsonb) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM adopt_driver(d);
  IF (running_shift(d.id)).id IS NULL THEN RETURN; END IF;
  PERFORM lock_work(d.id);
  IF p_hand_over THEN PERFORM hand_over(d.id, jsonb_build_object('reason', p_reason), p_actor); END IF;
  IF orders_aboard(d.id) = 0 THEN
    PERFORM go_off(d, '{}', p_actor);
  ELSE
    PERFORM ask_last_order(d, '{"on": true}', p_actor);
  END IF;
END $$;
