-- Tells listeners (streams, webhooks) of something that concerns a driver and no order's version.
CREATE OR REPLACE FUNCTION tell_of_driver(p_market text, p_driver uuid, p_type text, p_data jsonb, p_at timestamptz)
RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (topic, key, payload)
  VALUES ('event', p_market, jsonb_build_object('type', p_type, 'marketId', p_market, 'driverId', p_driver,
          'data', p_data || jsonb_build_object('driver_id', p_driver), 'occurredAt', p_at))
$$;

-- Asks for a Web Push to the driver's phones, if he has allowed any.
CREATE OR REPLACE FUNCTION push_to_driver(p_driver uuid, p_payload jsonb) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (topic, key, payload)
  SELECT 'push', p_driver::text, p_payload || jsonb_build_object('driverId', p_driver)
  WHERE EXISTS (SELECT 1 FROM push_subscription WHERE driver_id = p_driver)
$$;

-- Writes a shift that the caller has changed in memory and moves the driver's availability by a row of shift_transition
-- (it stays when `p_request` is null): version, event and message in one. The driver's row is locked. Who may not be
-- asked from now on loses what he is being asked, nobody's fault, in this same transaction.
CREATE OR REPLACE FUNCTION move_shift(s shift, p_request text, p_type text, p_actor jsonb, p_data jsonb DEFAULT '{}')
RETURNS shift LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  d driver;
  now timestamptz := clock_timestamp();
  was text;
  became text;
  could_be_asked boolean;
BEGIN
  SELECT * INTO d FROM driver WHERE id = s.driver_id;
  was := d.availability;
  could_be_asked := was = 'available' AND d.accepts_offers;
  became := CASE WHEN p_request IS NULL THEN was ELSE next_availability(was, p_request) END;
  s.version := s.version + 1;
  UPDATE shift SET version = s.version, status = s.status, terms = s.terms, called_at = s.called_at, ends_at = s.ends_at,
    overdue_at = s.overdue_at, started_at = s.started_at, must_end_at = s.must_end_at,
    worked_before_ms = s.worked_before_ms, end_reminded_at = s.end_reminded_at, break_asked_at = s.break_asked_at, break_length_ms = s.break_length_ms,
    break_after_stop_id = s.break_after_stop_id, break_ends_at = s.break_ends_at,
    break_reminded_at = s.break_reminded_at, last_order = s.last_order, missed_in_row = s.missed_in_row,
    paused_for = s.paused_for, nudged_at = s.nudged_at, ended_at = s.ended_at, end_reason = s.end_reason
    WHERE id = s.id;
  IF s.status IN ('running', 'ended') THEN
    UPDATE driver SET availability = became, version = version + 1,
      availability_since = CASE WHEN became = was THEN availability_since ELSE now END,
      accepts_offers = s.break_asked_at IS NULL AND s.last_order IS NULL,
      shift_ends_at = CASE WHEN became = 'offline' THEN NULL ELSE s.ends_at END
      WHERE id = d.id RETURNING * INTO d;
  END IF;
  INSERT INTO event (market_id, driver_id, subject_id, number, type, status_from, status_to, actor, data, occurred_at)
  VALUES (s.market_id, s.driver_id, s.id, s.version, p_type, was, d.availability, p_actor,
          p_data || jsonb_build_object('request', p_request), now);
  INSERT INTO outbox (topic, key, number, payload) VALUES ('shift', s.id::text, s.version, standing_shift(s));
  PERFORM tell_of_driver(s.market_id, s.driver_id, p_type, p_data, now);
  IF was <> d.availability THEN
    PERFORM tell_of_driver(s.market_id, s.driver_id, 'driver.availability_changed',
                           jsonb_build_object('availability', d.availability), now);
  END IF;
  IF NOT (d.availability = 'available' AND d.accepts_offers) THEN
    PERFORM withdraw_offers(d.id, p_actor, p_type);
  ELSIF NOT could_be_asked THEN
    PERFORM wake_if_orders_wait(d.market_id);
  END IF;
  RETURN s;
END $$;

-- Withdraws what a locked driver is being asked.
CREATE OR REPLACE FUNCTION withdraw_offers(p_driver uuid, p_actor jsonb, p_reason text) RETURNS void LANGUAGE sql VOLATILE AS $$
  SELECT settle_offer(id, 'withdrawn', p_actor, p_reason) FROM offer
  WHERE driver_id = p_driver AND status IN ('reserved', 'open')
$$;

-- A driver more is a reason to look at the pool again.
CREATE OR REPLACE FUNCTION wake_if_orders_wait(p_market text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM orders WHERE market_id = p_market AND status IN ('unassigned', 'stranded')) THEN
    PERFORM wake_matching(p_market);
  END IF;
END $$;
