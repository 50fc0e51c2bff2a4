-- A driver asks for a break. With nothing aboard it starts now; else after the stop that he is at or on his way to, and
-- from this moment he is asked nothing. p_data: {lengthMs}; without a length it lasts until he comes back.
CREATE OR REPLACE FUNCTION ask_break(d driver, p_data jsonb, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s shift := running_shift(d.id);
  length_ms double precision := (p_data->>'lengthMs')::double precision;
BEGIN
  IF s.id IS NULL THEN RETURN shift_refused('off_shift'); END IF;
  IF length_ms > term(s, 'breakMaxMs') THEN
    RETURN shift_refused('break_too_long', jsonb_build_object('breakMaxMs', term(s, 'breakMaxMs')));
  END IF;
  s := without_break(s);
  s.break_length_ms := length_ms;
  s.break_after_stop_id := CASE WHEN d.availability <> 'on_break' THEN current_stop(d.id) END;
  s.break_asked_at := clock_timestamp();
  IF s.break_after_stop_id IS NULL THEN RETURN shift_done(start_break(s, p_actor)); END IF;
  RETURN shift_done(move_shift(s, NULL, 'shift.break_asked', p_actor, jsonb_build_object('length_ms', length_ms)));
END $$;

-- The stop that a driver is at or on his way to.
CREATE OR REPLACE FUNCTION current_stop(p_driver uuid) RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT s.id FROM stop s JOIN route r ON r.id = s.route_id
  WHERE r.driver_id = p_driver AND r.ended_at IS NULL AND s.status IN ('planned', 'arrived')
  ORDER BY s.status = 'planned', s.position LIMIT 1
$$;

CREATE OR REPLACE FUNCTION start_break(s shift, p_actor jsonb) RETURNS shift LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  length_ms double precision := s.break_length_ms;
BEGIN
  s := without_break(s);
  s.break_length_ms := length_ms;
  s.break_ends_at := plus_ms(clock_timestamp(), length_ms);
  s.paused_for := NULL;
  RETURN move_shift(s, 'start_break', 'shift.break_started', p_actor,
                    jsonb_build_object('length_ms', length_ms, 'ends_at', s.break_ends_at));
END $$;

-- A break ends early or is called off by somebody else than the driver: only with a reason, which is audited.
CREATE OR REPLACE FUNCTION override_break(p_driver uuid, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d driver;
  s shift;
BEGIN
  SELECT * INTO d FROM driver WHERE id = p_driver FOR UPDATE;
  IF d.id IS NULL THEN RETURN shift_refused('driver_not_found'); END IF;
  IF coalesce(trim(p_reason), '') = '' THEN RETURN shift_refused('reason_needed'); END IF;
  s := running_shift(d.id);
  IF s.id IS NULL OR NOT (d.availability = 'on_break' OR s.break_asked_at IS NOT NULL) THEN
    RETURN shift_refused('not_on_break');
  END IF;
  s := move_shift(without_break(s), CASE d.availability WHEN 'on_break' THEN 'end_break' END, 'shift.break_overridden',
                  p_actor, jsonb_build_object('reason', p_reason));
  RETURN shift_done(s);
END $$;

-- After a stop is done or an order has left the driver: the break that waited for it starts, the last order was the last.
CREATE OR REPLACE FUNCTION shift_after_work(p_driver uuid, p_actor jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s shift := running_shift(p_driver);
BEGIN
  IF s.last_order IS NOT NULL AND orders_aboard(p_driver) = 0 THEN
    PERFORM end_shift(s, s.last_order, p_actor);
  ELSIF s.break_asked_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM stop WHERE id = s.break_after_stop_id AND status IN ('planned', 'arrived')
  ) THEN
    PERFORM start_break(s, p_actor);
  END IF;
END $$;
