-- Withdraws reservations that nobody sent in time, so that a matcher which died between reserving and signalling blocks
-- no driver for long. All locks first, in the lock order.
CREATE OR REPLACE FUNCTION lapse_reservations(p_market text) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  lapsed uuid[];
BEGIN
  SELECT array_agg(id) INTO lapsed FROM offer
    WHERE status = 'reserved' AND market_id = p_market AND reserved_until < clock_timestamp();
  IF lapsed IS NULL THEN RETURN 0; END IF;
  PERFORM 1 FROM driver WHERE id IN (SELECT driver_id FROM offer WHERE id = ANY (lapsed)) ORDER BY id FOR UPDATE;
  PERFORM 1 FROM orders WHERE id IN (SELECT order_id FROM offer_line WHERE offer_id = ANY (lapsed) AND status = 'live')
    ORDER BY id FOR UPDATE;
  RETURN (
    SELECT count(*) FROM unnest(lapsed) AS gone (id)
    WHERE (settle_offer(gone.id, 'withdrawn', '{"type": "system", "id": "operations"}', 'lapsed')->>'done')::boolean);
END $$;

-- Before a round looks at the pool: the flag is lowered first, once everybody who relies on it being up has committed.
-- What enters the pool from now on calls again. Answers the number of the last round. Takes no other lock: whoever holds
-- drivers and orders may be waiting for this one. Null when there is no such market.
CREATE OR REPLACE FUNCTION start_round(p_market text) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(wake_lock(p_market));
  UPDATE matching_wake SET awake = false WHERE market_id = p_market;
  RETURN (SELECT jsonb_build_object('lastRoundNo', round_no) FROM matching_fence WHERE market_id = p_market);
END $$;
