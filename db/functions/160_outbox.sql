-- The relay claims rows by lease: nothing is locked while it talks to others, and what it does not finish in time
-- another relay takes up. In the order of their writing; what was claimed together is told in that order. A message for
-- an order waits while an earlier one of it is with another relay, waits for its next try, or is being sent by the API:
-- told the later one first, the workflow would never take the earlier. Claims take turns, so that no relay takes a later
-- message while another is just taking the earlier.
CREATE OR REPLACE FUNCTION claim_outbox(p_limit int, p_lease_ms double precision) RETURNS SETOF outbox
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  now timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('claim_outbox'));
  now := clock_timestamp();
  RETURN QUERY
    WITH due AS (
      SELECT m.id FROM outbox m
      WHERE m.available_at <= now AND NOT (m.topic = 'order' AND EXISTS (
        SELECT 1 FROM outbox earlier
        WHERE earlier.topic = 'order' AND earlier.key = m.key AND earlier.id < m.id AND earlier.available_at > now))
      ORDER BY m.id LIMIT p_limit FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE outbox SET available_at = now + p_lease_ms * interval '1 millisecond', attempts = outbox.attempts + 1
      FROM due WHERE outbox.id = due.id RETURNING outbox.*
    )
    SELECT * FROM claimed ORDER BY claimed.id;
END $$;
