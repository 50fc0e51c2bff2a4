-- The events of a seal in their order, each in the very text that was hashed: what an archive holds.
CREATE OR REPLACE FUNCTION sealed_events(p_market text, p_seq int) RETURNS TABLE (nr int, text text) LANGUAGE sql STABLE AS $$
  WITH s AS MATERIALIZED (
    SELECT leaves || ''::bytea AS leaves, first_recorded_at, last_recorded_at
    FROM outrider_audit.seal WHERE market_id = p_market AND seq = p_seq
  ), leaf AS (
    SELECT nr, bigint_of(substr(s.leaves, nr * 16 + 1, 8)) AS id, first_recorded_at, last_recorded_at
    FROM s, generate_series(0, length(s.leaves) / 16 - 1) AS nr
  )
  SELECT l.nr, canonical_event(e) FROM leaf l JOIN event e ON e.id = l.id AND e.market_id = p_market
    AND e.recorded_at BETWEEN l.first_recorded_at AND l.last_recorded_at
  ORDER BY l.nr
$$;
