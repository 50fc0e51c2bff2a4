-- Drivers at work who have not been heard of for a while, found by the sweep without a timer for any of them.
CREATE OR REPLACE FUNCTION quiet_drivers(p_market text, p_silent_ms double precision) RETURNS SETOF uuid
LANGUAGE sql VOLATILE AS $$
  SELECT id FROM driver d
  WHERE d.market_id = p_market AND d.active AND d.availability <> 'offline' AND silence_ms(d) >= p_silent_ms
    AND (d.availability = 'available' OR orders_aboard(d.id) > 0)
  ORDER BY id LIMIT 500
$$;

-- Heeds one driver's silence: he is asked for a sign of life, then paused, then what he has not picked up yet goes back to
-- the pool, at last the goods in his hands are given up for lost and rescued. Each step once per silence; judged under
-- his lock, one driver per transaction. p: {nudgeMs, pauseMs, handOverMs, rescueMs}.
DROP FUNCTION IF EXISTS heed_silence(uuid, double precision, double precision, double precision, jsonb);
CREATE OR REPLACE FUNCTION heed_silence(p_driver uuid, p jsonb, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d driver;
  s shift;
  silent_ms double precision;
  told jsonb;
  handed_over int := 0;
BEGIN
  SELECT * INTO d FROM driver WHERE id = p_driver FOR UPDATE;
  PERFORM adopt_driver(d);
  PERFORM lock_work(d.id);
  silent_ms := silence_ms(d);
  s := running_shift(d.id);
  IF s.id IS NULL OR silent_ms < (p->>'nudgeMs')::float8 THEN RETURN '{"handedOver": 0}'; END IF;
  told := jsonb_build_object('why', 'dark', 'reason', 'no position',
                             'evidence', jsonb_build_object('silent_s', round(silent_ms / 1000)));
  IF s.nudged_at IS NULL OR s.nudged_at < last_heard(d) THEN
    s.nudged_at := clock_timestamp();
    s := move_shift(s, NULL, 'shift.nudged', p_actor, '{"why": "no_position"}');
    PERFORM push_to_driver(d.id, '{"kind": "are_you_there"}');
  END IF;
  IF silent_ms >= (p->>'pauseMs')::float8 AND d.availability = 'available' THEN
    s.paused_for := 'no_position';
    s := move_shift(s, 'pause', 'shift.paused', p_actor, '{"why": "no_position"}');
  END IF;
  IF is_switched(d.market_id, 'manual_mode') THEN RETURN '{"handedOver": 0}'; END IF;
  IF silent_ms >= (p->>'handOverMs')::float8 THEN handed_over := hand_over(d.id, told, p_actor); END IF;
  IF silent_ms >= (p->>'rescueMs')::float8 THEN handed_over := handed_over + strand_all(d.id, told, p_actor); END IF;
  RETURN jsonb_build_object('handedOver', handed_over, 'shift', standing_shift(s));
END $$;

-- All goods in the hands of a driver who is lost. He and his orders are locked.
CREATE OR REPLACE FUNCTION strand_all(p_driver uuid, p_data jsonb, p_actor jsonb) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  stranded int := 0;
BEGIN
  FOR o IN
    SELECT r.* FROM assignment a JOIN orders r ON r.id = a.order_id
    WHERE a.driver_id = p_driver AND a.ended_at IS NULL AND next_status(r.status, 'strand') IS NOT NULL ORDER BY r.id
  LOOP
    PERFORM strand_order(o, p_data, p_actor, true);
    stranded := stranded + 1;
  END LOOP;
  RETURN stranded;
END $$;
