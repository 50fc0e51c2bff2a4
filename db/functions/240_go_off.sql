CREATE OR REPLACE FUNCTION end_shift(s shift, p_reason text, p_actor jsonb) RETURNS shift LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  s := without_break(s);
  s.last_order := NULL;
  s.paused_for := NULL;
  s.status := 'ended';
  s.ended_at := clock_timestamp();
  s.end_reason := p_reason;
  RETURN move_shift(s, 'go_off', 'shift.ended', p_actor, jsonb_build_object('reason', p_reason));
END $$;

CREATE OR REPLACE FUNCTION off_answer(d driver) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT jsonb_build_object('done', true, 'availability', d.availability, 'since', d.availability_since,
                            'shiftEndsAt', d.shift_ends_at, 'load', driver_load(d.id))
$$;

-- A driver goes off. Orders aboard are never dropped silently: without `handOver` they are named and he stays, with it
-- those not picked up yet go back to the pool; goods in his hands keep him on. p_data: {handOver}.
CREATE OR REPLACE FUNCTION go_off(d driver, p_data jsonb, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s shift := running_shift(d.id);
  aboard jsonb;
BEGIN
  IF s.id IS NULL THEN RETURN off_answer(d); END IF;
  PERFORM lock_work(d.id);
  aboard := list_aboard(d.id);
  IF jsonb_array_length(aboard) > 0 THEN
    IF NOT coalesce((p_data->>'handOver')::boolean, false) THEN
      RETURN shift_refused('orders_aboard', jsonb_build_object('orders', aboard));
    END IF;
    IF jsonb_path_exists(aboard, '$[*] ? (@.pickedUp == true)') THEN
      RETURN shift_refused('goods_aboard', jsonb_build_object('orders', aboard));
    END IF;
    PERFORM hand_over(d.id, '{"why": "offline", "reason": "handed over"}', p_actor);
    s := running_shift(d.id); -- The last order that left may have ended it.
  END IF;
  IF s.id IS NOT NULL THEN s := end_shift(s, 'driver', p_actor); END IF;
  SELECT * INTO d FROM driver WHERE id = d.id;
  RETURN off_answer(d);
END $$;

-- "This is my last one": no further offers, off as soon as nothing is left to do. p_data: {on}.
CREATE OR REPLACE FUNCTION ask_last_order(d driver, p_data jsonb, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s shift := running_shift(d.id);
  wanted boolean := coalesce((p_data->>'on')::boolean, true);
BEGIN
  IF s.id IS NULL THEN RETURN shift_refused('off_shift'); END IF;
  IF wanted = (s.last_order IS NOT NULL) THEN RETURN shift_done(s); END IF;
  IF NOT wanted AND s.last_order <> 'driver' THEN RETURN shift_refused('shift_is_over'); END IF;
  s := begin_last_order(s, CASE WHEN wanted THEN 'driver' END, p_actor);
  RETURN shift_done(s);
END $$;

-- p_why null takes it back.
CREATE OR REPLACE FUNCTION begin_last_order(s shift, p_why text, p_actor jsonb) RETURNS shift LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  s.last_order := p_why;
  s := move_shift(s, NULL, 'shift.last_order', p_actor, jsonb_build_object('why', p_why));
  PERFORM shift_after_work(s.driver_id, p_actor);
  SELECT * INTO s FROM shift WHERE id = s.id;
  RETURN s;
END $$;

-- Locks the orders that a locked driver has or is asked for, by ID: drivers first, then orders, then offers.
CREATE OR REPLACE FUNCTION lock_work(p_driver uuid) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT 1 FROM orders WHERE id IN (
    SELECT order_id FROM assignment WHERE driver_id = p_driver AND ended_at IS NULL
    UNION
    SELECT l.order_id FROM offer f JOIN offer_line l ON l.offer_id = f.id AND l.status = 'live'
    WHERE f.driver_id = p_driver AND f.status IN ('reserved', 'open')
  ) ORDER BY id FOR UPDATE
$$;

CREATE OR REPLACE FUNCTION list_aboard(p_driver uuid) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'externalId', o.external_id, 'status', o.status,
           'pickedUp', o.picked_up_at IS NOT NULL) ORDER BY a.created_at), '[]')
  FROM assignment a JOIN orders o ON o.id = a.order_id
  WHERE a.driver_id = p_driver AND a.ended_at IS NULL
$$;

-- Gives what a driver has not picked up yet back to the pool; he is not asked for it again. Orders are locked.
DROP FUNCTION IF EXISTS hand_over(uuid, text, jsonb);
CREATE OR REPLACE FUNCTION hand_over(p_driver uuid, p_data jsonb, p_actor jsonb) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  given int := 0;
BEGIN
  FOR o IN
    SELECT r.* FROM assignment a JOIN orders r ON r.id = a.order_id
    WHERE a.driver_id = p_driver AND a.ended_at IS NULL AND may_leave_driver(r.status) ORDER BY r.id
  LOOP
    PERFORM give_back(o, p_data, 'order.released', p_actor);
    given := given + 1;
  END LOOP;
  RETURN given;
END $$;
