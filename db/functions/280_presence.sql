-- Drivers at work who have not been heard of for a while, found by the sweep without a timer for any of them.
CREATE OR REPLACE FUNCTION quiet_drivers(p_market text, p_silent_ms double precision) RETURNS SETOF uuid
LANGUAGE sql VOLATILE AS $$
  SELECT id FROM driver d
  WHERE d.market_id = p_market AND d.active AND d.availability <> 'offline' AND silence_ms(d) >= p_silent_ms
    AND (d.availability = 'available' OR orders_aboard(d.id) > 0)
  ORDER BY id LIMIT 500
$$;

-- Heeds one driver's silence: he is asked for a sign of life, then paused, at last what he has not picked up yet goes
-- back to the pool. Each step once per silence; judged under his lock, one driver per transaction.
CREATE OR REPLACE FUNCTION heed_silence(
  p_driver uuid, p_nudge_ms double precision, p_pause_ms double precision, p_hand_over_ms double precision, p_actor jsonb
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d driver;
  s shift;
  silent_ms double precision;
  handed_over int := 0;
BEGIN
  SELECT * INTO d FROM driver WHERE id = p_driver FOR UPDATE;
  PERFORM adopt_driver(d);
  PERFORM lock_work(d.id);
  silent_ms := silence_ms(d);
  s := running_shift(d.id);
  IF s.id IS NULL OR silent_ms < p_nudge_ms THEN RETURN '{"handedOver": 0}'; END IF;
  IF s.nudged_at IS NULL OR s.nudged_at < last_heard(d) THEN
    s.nudged_at := clock_timestamp();
    s := move_shift(s, NULL, 'shift.nudged', p_actor, '{"why": "no_position"}');
    PERFORM push_to_driver(d.id, '{"kind": "are_you_there"}');
  END IF;
  IF silent_ms >= p_pause_ms AND d.availability = 'available' THEN
    s.paused_for := 'no_position';
    s := move_shift(s, 'pause', 'shift.paused', p_actor, '{"why": "no_position"}');
  END IF;
  IF silent_ms >= p_hand_over_ms THEN handed_over := hand_over(d.id, 'no position', p_actor); END IF;
  RETURN jsonb_build_object('handedOver', handed_over, 'shift', standing_shift(s));
END $$;
