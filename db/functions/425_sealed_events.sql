-- The events of a seal in their order, each in the very text that was hashed: what an archive holds.
CREATE OR REPLACE FUNCTION sealed_events(p_market text, p_seq int) RETURNS TABLE (nr int, text text) LANGUAGE sql STABLE AS $$
  WITH s AS MATERIALIZED (
    SELECT leaves || ''::bytea AS leaves, first_recorded_at, last_recorded_at
    FROM outrider_audit.seal WHERE market_id = p_market AND seq = p_seq
  )
  SELECT l.nr, canonical_event(e) FROM s CROSS JOIN leaves_of(s.leaves) l JOIN event e ON e.id = l.id
    AND e.market_id = p_market AND e.recorded_at BETWEEN s.first_recorded_at AND s.last_recorded_at
  ORDER BY l.nr
$$;
