-- What a driver asks of his shift: come_on, ask_break, go_off or last_order. One transaction under his row's lock.
CREATE OR REPLACE FUNCTION change_shift(p_driver uuid, p_request text, p_data jsonb, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d driver;
BEGIN
  SELECT * INTO d FROM driver WHERE id = p_driver FOR UPDATE;
  IF d.id IS NULL OR NOT d.active THEN RETURN shift_refused('driver_not_found'); END IF;
  -- Whom operators have taken out finishes what he has and does not come back by himself.
  IF d.taken_out_at IS NOT NULL AND (p_request = 'come_on' OR (p_request = 'last_order' AND p_data->'on' = 'false')) THEN
    RETURN shift_refused('taken_out');
  END IF;
  PERFORM adopt_driver(d);
  RETURN CASE p_request
    WHEN 'come_on' THEN come_on(d, p_data, p_actor)
    WHEN 'ask_break' THEN ask_break(d, p_data, p_actor)
    WHEN 'go_off' THEN go_off(d, p_data, p_actor)
    WHEN 'last_order' THEN ask_last_order(d, p_data, p_actor)
  END;
END $$;

-- Who was at work before there were shifts gets one, without limits.
CREATE OR REPLACE FUNCTION adopt_driver(d driver) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO shift (market_id, driver_id, status, terms, started_at, ends_at)
  SELECT d.market_id, d.id, 'running', '{}', d.availability_since, d.shift_ends_at
  WHERE d.availability <> 'offline' AND (running_shift(d.id)).id IS NULL
$$;

-- A driver changes his availability without knowing of shifts' terms: what scripts and tests use.
CREATE OR REPLACE FUNCTION set_availability(p_driver uuid, p_state text, p_shift_ends_at timestamptz, p_actor jsonb)
RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT change_shift(p_driver,
    CASE p_state WHEN 'available' THEN 'come_on' WHEN 'on_break' THEN 'ask_break' ELSE 'go_off' END,
    jsonb_build_object('endsAt', p_shift_ends_at), p_actor)
$$;
