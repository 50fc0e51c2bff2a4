-- The relay claims rows by lease: nothing is locked while it talks to others, and what it does not finish in time
-- another relay takes up. In the order of their writing; what was claimed together is told in that order.
CREATE OR REPLACE FUNCTION claim_outbox(p_limit int, p_lease_ms double precision) RETURNS SETOF outbox
LANGUAGE sql VOLATILE AS $$
  WITH due AS (
    SELECT id FROM outbox WHERE available_at <= clock_timestamp() ORDER BY id LIMIT p_limit FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE outbox SET available_at = clock_timestamp() + p_lease_ms * interval '1 millisecond', attempts = attempts + 1
    FROM due WHERE outbox.id = due.id RETURNING outbox.*
  )
  SELECT * FROM claimed ORDER BY id
$$;
