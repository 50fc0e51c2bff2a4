-- Orders that the driver has and has not finished.
CREATE OR REPLACE FUNCTION orders_aboard(p_driver uuid) RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT count(*)::int FROM assignment WHERE driver_id = p_driver AND ended_at IS NULL
$$;

-- A number of the shift's terms (domain/shift/terms.ts); null when the market sets no such limit.
CREATE OR REPLACE FUNCTION term(s shift, p_name text) RETURNS double precision LANGUAGE sql IMMUTABLE AS $$
  SELECT (s.terms->>p_name)::double precision
$$;

CREATE OR REPLACE FUNCTION running_shift(p_driver uuid) RETURNS shift LANGUAGE sql VOLATILE AS $$
  SELECT * FROM shift WHERE driver_id = p_driver AND status = 'running'
$$;

-- Since when nothing has been heard of a driver: the last position that arrived, or when he came on or came back.
CREATE OR REPLACE FUNCTION last_heard(d driver) RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT greatest(d.availability_since, (SELECT received_at FROM driver_position WHERE driver_id = d.id))
$$;
CREATE OR REPLACE FUNCTION silence_ms(d driver) RETURNS double precision LANGUAGE sql VOLATILE AS $$
  SELECT 1000 * extract(epoch FROM clock_timestamp() - last_heard(d))
$$;

-- When to say that a shift ends soon, by its off time or its hours; null once that has been said or goes without saying.
CREATE OR REPLACE FUNCTION end_remind_at(s shift) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(s.started_at, due)
  FROM (SELECT plus_ms(least(s.ends_at, s.must_end_at), -term(s, 'endReminderMs')) AS due) AS moment
  WHERE due IS NOT NULL AND s.status = 'running' AND s.end_reminded_at IS NULL AND s.last_order IS NULL
$$;

-- A shift as it stands, in the shape of domain/shift/standing-shift.ts: what messages and results carry.
CREATE OR REPLACE FUNCTION standing_shift(s shift) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT jsonb_build_object(
    'id', s.id, 'version', s.version, 'status', s.status, 'marketId', s.market_id, 'driverId', s.driver_id,
    'availability', CASE WHEN s.status = 'running' THEN d.availability ELSE 'offline' END,
    'aboard', orders_aboard(d.id), 'plannedFrom', s.planned_from, 'startBy', plus_ms(s.planned_from, term(s, 'graceMs')),
    'calledAt', s.called_at, 'endsAt', s.ends_at, 'graceEndsAt', plus_ms(s.ends_at, term(s, 'graceMs')),
    'overdueAt', s.overdue_at, 'startedAt', s.started_at, 'mustEndAt', s.must_end_at,
    'endRemindAt', end_remind_at(s), 'endReminded', s.end_reminded_at IS NOT NULL,
    'breakAskedAt', s.break_asked_at, 'breakLengthMs', s.break_length_ms, 'breakEndsAt', s.break_ends_at,
    'remindAt', CASE WHEN s.break_reminded_at IS NULL AND s.break_ends_at IS NOT NULL
      THEN greatest(d.availability_since, plus_ms(s.break_ends_at, -coalesce(term(s, 'breakReminderMs'), 0))) END,
    'lastOrder', s.last_order, 'missedInRow', s.missed_in_row, 'pausedFor', s.paused_for,
    'nudged', coalesce(s.nudged_at > last_heard(d), false),
    'endedAt', s.ended_at, 'endReason', s.end_reason)
  FROM driver d WHERE d.id = s.driver_id
$$;

-- Answers of the functions that change a shift.
CREATE OR REPLACE FUNCTION shift_done(s shift) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT jsonb_build_object('done', true, 'availability', d.availability, 'since', d.availability_since,
    'shiftEndsAt', d.shift_ends_at, 'load', driver_load(d.id), 'shift', standing_shift(s))
  FROM driver d WHERE d.id = s.driver_id
$$;
CREATE OR REPLACE FUNCTION shift_refused(p_code text, p_extra jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT jsonb_build_object('done', false, 'code', p_code) || p_extra
$$;
