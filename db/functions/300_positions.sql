-- Positions that have been judged (domain/positions/filter.ts), of many drivers at once: all into the history, the latest
-- of each into the hot table. They may come late, twice and out of order: an older one changes nothing.
-- p_points: [{driver_id, recorded_at, lat, lng, accuracy_m, heading, speed_mps, latest}]
CREATE OR REPLACE FUNCTION record_positions(p_points jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  now timestamptz := clock_timestamp();
BEGIN
  INSERT INTO outrider_history.driver_position (driver_id, recorded_at, received_at, lat, lng, accuracy_m, heading, speed_mps)
  SELECT driver_id, recorded_at, now, lat, lng, accuracy_m, heading, speed_mps
  FROM jsonb_to_recordset(p_points) AS p (driver_id uuid, recorded_at timestamptz, lat float8, lng float8,
                                          accuracy_m float8, heading float8, speed_mps float8)
  ON CONFLICT DO NOTHING;
  INSERT INTO driver_position AS known (driver_id, lat, lng, accuracy_m, heading, speed_mps, recorded_at, received_at)
  SELECT driver_id, lat, lng, accuracy_m, heading, speed_mps, recorded_at, now
  FROM jsonb_to_recordset(p_points) AS p (driver_id uuid, recorded_at timestamptz, lat float8, lng float8,
                                          accuracy_m float8, heading float8, speed_mps float8, latest boolean)
  WHERE latest ORDER BY driver_id -- Two writers of the same drivers lock them in the same order.
  ON CONFLICT (driver_id) DO UPDATE SET
    lat = excluded.lat, lng = excluded.lng, accuracy_m = excluded.accuracy_m, heading = excluded.heading,
    speed_mps = excluded.speed_mps, recorded_at = excluded.recorded_at, received_at = excluded.received_at
  WHERE known.recorded_at < excluded.recorded_at;
END $$;

-- Positions of a day that came before its partition are in the rest: they move along, while nobody adds others there.
CREATE OR REPLACE FUNCTION add_position_partition(p_day date) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  part text := position_partition(p_day);
  begins timestamptz := p_day::timestamp AT TIME ZONE 'UTC';
  ends timestamptz := (p_day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
  LOCK TABLE outrider_history.driver_position_other IN ACCESS EXCLUSIVE MODE;
  EXECUTE format('CREATE TABLE %s (LIKE outrider_history.driver_position INCLUDING ALL)', part);
  EXECUTE format('WITH moved AS (DELETE FROM outrider_history.driver_position_other
                                 WHERE recorded_at >= %L AND recorded_at < %L RETURNING *)
                  INSERT INTO %s SELECT * FROM moved', begins, ends, part);
  EXECUTE format('ALTER TABLE outrider_history.driver_position ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)',
                 part, begins, ends);
END $$;

-- Makes the partitions of the history for the next days and drops those past retention. One caller at a time; the others
-- have nothing to do.
CREATE OR REPLACE FUNCTION keep_position_history(p_days int) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  today date := (clock_timestamp() AT TIME ZONE 'UTC')::date;
  day date;
  part regclass;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('outrider position history')) THEN RETURN; END IF;
  FOR day IN SELECT generate_series(today, today + 2, interval '1 day')::date LOOP
    CONTINUE WHEN to_regclass(position_partition(day)) IS NOT NULL;
    PERFORM add_position_partition(day);
  END LOOP;
  FOR part IN
    SELECT inhrelid::regclass FROM pg_inherits WHERE inhparent = 'outrider_history.driver_position'::regclass
  LOOP
    IF right(part::text, 6) <> '_other' AND part::text < position_partition(today - p_days) THEN
      EXECUTE format('DROP TABLE %s', part);
    END IF;
  END LOOP;
  DELETE FROM outrider_history.driver_position_other WHERE recorded_at < clock_timestamp() - p_days * interval '1 day';
END $$;

CREATE OR REPLACE FUNCTION position_partition(p_day date) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT 'outrider_history.driver_position_' || to_char(p_day, 'YYYYMMDD')
$$;
