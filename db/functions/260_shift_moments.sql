-- The moments that a shift waits for, as domain/shift/plan.ts names them.
CREATE OR REPLACE FUNCTION shift_moments(s shift) RETURNS TABLE (step text, at timestamptz) LANGUAGE sql VOLATILE AS $$
  SELECT * FROM (VALUES
    ('call', CASE WHEN s.status = 'planned' AND s.called_at IS NULL THEN s.planned_from END),
    ('miss', CASE WHEN s.status = 'planned' THEN plus_ms(s.planned_from, coalesce(term(s, 'graceMs'), 0)) END),
    ('remind_break', CASE WHEN s.status = 'running' THEN (standing_shift(s)->>'remindAt')::timestamptz END),
    ('end_break', CASE WHEN s.status = 'running' THEN s.break_ends_at END),
    ('remind_end', end_remind_at(s)),
    ('off_time', CASE WHEN s.status = 'running' AND s.last_order IS NULL THEN s.ends_at END),
    ('hours_limit', CASE WHEN s.status = 'running' AND s.last_order IS NULL THEN s.must_end_at END),
    ('overdue', CASE WHEN s.status = 'running' AND s.last_order IS NOT NULL AND s.overdue_at IS NULL
                 THEN plus_ms(s.ends_at, coalesce(term(s, 'graceMs'), 0)) END)
  ) AS moments (step, at) WHERE at IS NOT NULL
$$;

-- A moment has come, says the shift's workflow. Judged by the database's clock; run again it finds it passed. Answers
-- with the shift as it stands and, when it was too early, how long to wait.
CREATE OR REPLACE FUNCTION pass_shift_moment(p_shift uuid, p_step text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s shift;
  due timestamptz;
  now timestamptz;
BEGIN
  PERFORM 1 FROM driver WHERE id = (SELECT driver_id FROM shift WHERE id = p_shift) FOR UPDATE;
  SELECT * INTO s FROM shift WHERE id = p_shift;
  now := clock_timestamp();
  IF s.id IS NULL THEN RETURN shift_refused('shift_not_found'); END IF;
  SELECT at INTO due FROM shift_moments(s) WHERE step = p_step;
  IF due <= now THEN
    s := take_shift_step(s, p_step, p_actor, now);
    RETURN shift_done(s);
  END IF;
  RETURN shift_refused('too_early', jsonb_build_object('shift', standing_shift(s),
    'waitMs', ceil(extract(epoch FROM due - now) * 1000)));
END $$;

CREATE OR REPLACE FUNCTION take_shift_step(s shift, p_step text, p_actor jsonb, p_now timestamptz) RETURNS shift
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  CASE p_step
    WHEN 'call' THEN
      s.called_at := p_now;
      s := move_shift(s, NULL, 'shift.begins', p_actor, jsonb_build_object('starts_at', s.planned_from));
      PERFORM push_to_driver(s.driver_id, '{"kind": "shift_begins"}');
    WHEN 'miss' THEN
      s.status := 'missed';
      s.ended_at := p_now;
      s.end_reason := 'missed';
      s := move_shift(s, NULL, 'shift.missed', p_actor);
    WHEN 'remind_break' THEN
      s.break_reminded_at := p_now;
      s := move_shift(s, NULL, 'shift.break_ends_soon', p_actor, jsonb_build_object('ends_at', s.break_ends_at));
      PERFORM push_to_driver(s.driver_id, '{"kind": "break_ends_soon"}');
    WHEN 'end_break' THEN
      s := move_shift(without_break(s), 'end_break', 'shift.break_ended', p_actor);
      PERFORM shift_after_work(s.driver_id, p_actor);
    WHEN 'remind_end' THEN
      s.end_reminded_at := p_now;
      s := move_shift(s, NULL, 'shift.ends_soon', p_actor, jsonb_build_object(
        'ends_at', least(s.ends_at, s.must_end_at),
        'why', CASE WHEN s.must_end_at <= coalesce(s.ends_at, 'infinity') THEN 'hours_limit' ELSE 'off_time' END));
      PERFORM push_to_driver(s.driver_id, '{"kind": "shift_ends_soon"}');
    WHEN 'overdue' THEN
      s.overdue_at := p_now;
      s := move_shift(s, NULL, 'shift.overdue', p_actor, jsonb_build_object('aboard', orders_aboard(s.driver_id)));
    ELSE
      s := begin_last_order(s, p_step, p_actor);
  END CASE;
  SELECT * INTO s FROM shift WHERE id = s.id;
  RETURN s;
END $$;

-- Healing: shifts whose moment has passed without their workflow acting on it (never started, closed by hand, a message
-- lost) are told how they stand; the message starts the workflow where there is none.
CREATE OR REPLACE FUNCTION tell_late_shifts(p_market text, p_older_than_ms double precision) RETURNS int
LANGUAGE sql VOLATILE AS $$
  WITH late AS (
    SELECT s FROM shift s
    WHERE s.market_id = p_market AND s.status IN ('planned', 'running')
      AND (s.workflow_started_at IS NULL AND s.created_at < plus_ms(clock_timestamp(), -p_older_than_ms)
           OR EXISTS (SELECT 1 FROM shift_moments(s) WHERE at < plus_ms(clock_timestamp(), -p_older_than_ms)))
      AND NOT EXISTS (SELECT 1 FROM outbox WHERE topic = 'shift' AND key = s.id::text)
    LIMIT 500
  ), told AS (
    INSERT INTO outbox (topic, key, number, payload)
    SELECT 'shift', (s).id::text, (s).version, standing_shift(s) FROM late RETURNING 1
  )
  SELECT count(*)::int FROM told
$$;
