-- A driver comes on, comes back from a break or a pause, or takes back a break or last order that he has asked for.
-- p_data: {terms, endsAt}.
CREATE OR REPLACE FUNCTION come_on(d driver, p_data jsonb, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s shift := running_shift(d.id);
  off_at timestamptz := (p_data->>'endsAt')::timestamptz;
BEGIN
  IF s.id IS NULL THEN RETURN begin_shift(d, p_data, p_actor); END IF;
  IF d.availability = 'available' AND d.accepts_offers AND (off_at IS NULL OR off_at = s.ends_at) THEN
    RETURN shift_done(s);
  END IF;
  IF off_at IS NOT NULL AND off_at IS DISTINCT FROM s.ends_at THEN s.end_reminded_at := NULL; END IF;
  s.ends_at := coalesce(off_at, s.ends_at);
  IF s.last_order = 'driver' OR (s.last_order = 'off_time' AND s.ends_at > clock_timestamp()) THEN
    s.last_order := NULL;
    s.overdue_at := NULL;
  END IF;
  s := without_break(s);
  s.paused_for := NULL;
  s.missed_in_row := 0;
  s := move_shift(s, 'come_on', CASE d.availability WHEN 'on_break' THEN 'shift.break_ended' ELSE 'shift.resumed' END, p_actor);
  -- Whose hours are over comes back to nothing: he is off at once.
  PERFORM shift_after_work(d.id, p_actor);
  SELECT * INTO s FROM shift WHERE id = s.id;
  RETURN shift_done(s);
END $$;

CREATE OR REPLACE FUNCTION without_break(s shift) RETURNS shift LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  s.break_asked_at := NULL;
  s.break_length_ms := NULL;
  s.break_after_stop_id := NULL;
  s.break_ends_at := NULL;
  s.break_reminded_at := NULL;
  RETURN s;
END $$;

-- A stretch of work begins: the planned shift whose time it is, or a new one. Hours worked since the last rest count, so
-- going off for a minute brings no new hours.
CREATE OR REPLACE FUNCTION begin_shift(d driver, p_data jsonb, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s shift;
  last shift;
  now timestamptz := clock_timestamp();
BEGIN
  SELECT * INTO s FROM shift WHERE driver_id = d.id AND status = 'planned'
    AND now >= plus_ms(planned_from, -coalesce(term(shift, 'graceMs'), 0)) ORDER BY planned_from LIMIT 1;
  s.terms := coalesce(s.terms, p_data->'terms', '{}');
  SELECT * INTO last FROM shift WHERE driver_id = d.id AND status = 'ended' ORDER BY ended_at DESC LIMIT 1;
  IF now < plus_ms(last.ended_at, term(s, 'restMs')) THEN
    s.worked_before_ms := last.worked_before_ms + 1000 * extract(epoch FROM last.ended_at - last.started_at);
  END IF;
  IF s.worked_before_ms >= term(s, 'workMaxMs') THEN
    RETURN shift_refused('rest_needed', jsonb_build_object('until', plus_ms(last.ended_at, term(s, 'restMs'))));
  END IF;
  IF s.id IS NULL THEN
    INSERT INTO shift (market_id, driver_id, status, terms, worked_before_ms)
    VALUES (d.market_id, d.id, 'planned', s.terms, coalesce(s.worked_before_ms, 0)) RETURNING * INTO s;
  END IF;
  s.must_end_at := plus_ms(now, term(s, 'workMaxMs') - s.worked_before_ms);
  s.ends_at := coalesce((p_data->>'endsAt')::timestamptz, s.ends_at);
  s.started_at := now;
  s.status := 'running';
  RETURN shift_done(move_shift(s, 'come_on', 'shift.started', p_actor));
END $$;

-- A shift with an on time and an off time, agreed beforehand. It must fit beside what he works and has agreed on, and
-- within the hours that the policy allows.
CREATE OR REPLACE FUNCTION plan_shift(
  p_driver uuid, p_from timestamptz, p_until timestamptz, p_terms jsonb, p_actor jsonb
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d driver;
  s shift;
  beyond jsonb;
BEGIN
  SELECT * INTO d FROM driver WHERE id = p_driver FOR UPDATE;
  IF d.id IS NULL OR NOT d.active THEN RETURN shift_refused('driver_not_found'); END IF;
  SELECT shift.* INTO s FROM hours_of(d.id) AS h JOIN shift ON shift.id = h.shift_id AND shift.status <> 'ended'
    WHERE h.from_at < p_until AND h.until_at > p_from
    ORDER BY (shift.planned_from, shift.ends_at) = (p_from, p_until) DESC NULLS LAST LIMIT 1;
  IF s.id IS NOT NULL THEN
    IF s.planned_from = p_from AND s.ends_at = p_until THEN RETURN shift_done(s); END IF;
    RETURN shift_refused('shift_overlaps', jsonb_build_object('shift', standing_shift(s)));
  END IF;
  beyond := hours_beyond(d.id, p_from, p_until, p_terms);
  IF beyond IS NOT NULL THEN RETURN shift_refused('too_many_hours', jsonb_build_object('limits', beyond)); END IF;
  INSERT INTO shift (market_id, driver_id, status, terms, planned_from, ends_at)
  VALUES (d.market_id, d.id, 'planned', p_terms, p_from, p_until) RETURNING * INTO s;
  RETURN shift_done(move_shift(s, NULL, 'shift.planned', p_actor));
END $$;

-- Agreed hours are called off by their driver before they begin. Run again it answers as before.
CREATE OR REPLACE FUNCTION cancel_shift(p_shift uuid, p_driver uuid, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s shift;
BEGIN
  PERFORM 1 FROM driver WHERE id = p_driver FOR UPDATE;
  SELECT * INTO s FROM shift WHERE id = p_shift AND driver_id = p_driver;
  IF s.id IS NULL THEN RETURN shift_refused('shift_not_found'); END IF;
  IF s.status = 'cancelled' THEN RETURN shift_done(s); END IF;
  IF s.status = 'running' THEN RETURN shift_refused('shift_has_begun', jsonb_build_object('shift', standing_shift(s))); END IF;
  IF s.status <> 'planned' THEN RETURN shift_refused('shift_is_over', jsonb_build_object('shift', standing_shift(s))); END IF;
  s.status := 'cancelled';
  s.ended_at := clock_timestamp();
  s.end_reason := 'cancelled';
  RETURN shift_done(move_shift(s, NULL, 'shift.cancelled', p_actor));
END $$;
