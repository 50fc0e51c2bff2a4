-- A driver's hours as far as they are known: worked, going on, and agreed on. One that runs counts until its off time or
-- until its hours are over, whichever is first, and where neither is set until now. Hours that nobody came on for, or
-- that were called off, are none.
CREATE OR REPLACE FUNCTION hours_of(p_driver uuid) RETURNS TABLE (shift_id uuid, from_at timestamptz, until_at timestamptz)
LANGUAGE sql VOLATILE AS $$
  SELECT id, coalesce(started_at, planned_from), CASE status
    WHEN 'ended' THEN ended_at
    WHEN 'planned' THEN ends_at
    ELSE greatest(clock_timestamp(), least(ends_at, must_end_at)) END
  FROM shift WHERE driver_id = p_driver AND status IN ('planned', 'running', 'ended')
$$;

CREATE OR REPLACE FUNCTION ms_between(p_from timestamptz, p_until timestamptz) RETURNS double precision
LANGUAGE sql IMMUTABLE AS $$
  SELECT 1000 * extract(epoch FROM p_until - p_from)::float8
$$;

-- What is wrong with hours that a driver wants to agree on; null when nothing is. Hours add up until a rest is as long as
-- the policy wants it (as begin_shift counts them), and what adds up must not be more than the maximum. Told are the hours
-- that are too many and, where others beside them count too, what the rests between lack. Exactly the limit is allowed:
-- less than a millisecond is what is lost when market time becomes real time.
CREATE OR REPLACE FUNCTION hours_beyond(p_driver uuid, p_from timestamptz, p_until timestamptz, p_terms jsonb) RETURNS jsonb
LANGUAGE sql VOLATILE AS $$
  WITH terms AS (
    SELECT (p_terms->>'workMaxMs')::float8 AS work_max, coalesce((p_terms->>'restMs')::float8, 0) AS rest
  ), hours AS (
    SELECT from_at, until_at, false AS asked FROM hours_of(p_driver)
    UNION ALL SELECT p_from, p_until, true
  ), numbered AS (
    SELECT *, row_number() OVER earlier AS n,
      ms_between(max(until_at) OVER (earlier ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), from_at) AS rest_ms
    FROM hours WINDOW earlier AS (ORDER BY from_at, until_at)
  ), stretches AS (
    SELECT numbered.*, count(*) FILTER (WHERE rest_ms > rest - 1) OVER (ORDER BY n) AS stretch FROM numbered, terms
  ), asked AS (
    SELECT * FROM stretches WHERE asked
  ), added_up AS (
    SELECT * FROM stretches WHERE stretch = (SELECT stretch FROM asked)
  ), total AS (
    SELECT sum(ms_between(from_at, until_at)) AS ms FROM added_up
  ), beside AS (
    SELECT b.n, b.from_at, b.until_at, greatest(ms_between(b.until_at, p_from), ms_between(p_until, b.from_at)) AS rest_ms
    FROM added_up AS b, asked WHERE abs(b.n - asked.n) = 1
  )
  SELECT jsonb_build_array(jsonb_build_object(
      'limit', 'work_max', 'boundMs', work_max, 'plannedMs', ms, 'byMs', ms - work_max))
    || coalesce((SELECT jsonb_agg(jsonb_build_object(
      'limit', 'rest', 'boundMs', rest, 'plannedMs', rest_ms, 'byMs', rest - rest_ms,
      'beside', jsonb_build_object('from', from_at, 'until', until_at)) ORDER BY n) FROM beside WHERE rest_ms < rest), '[]')
  FROM terms, total WHERE ms - work_max >= 1
$$;
