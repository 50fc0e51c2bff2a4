-- Seals what has been committed of a market since its last seal: hashes of at most p_max events of one month, chained to
-- the seal before. Writers are not held up: they add to the queue, this takes what it sees of it, and what commits later
-- is there for the next seal. Answers how many it sealed.
CREATE OR REPLACE FUNCTION seal_events(p_market text, p_max int) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  first timestamptz;
  last outrider_audit.seal;
  sealed int;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('seal/' || p_market, 0)) THEN RETURN 0; END IF;
  SELECT min(recorded_at) INTO first FROM outrider_audit.unsealed WHERE market_id = p_market;
  IF first IS NULL THEN RETURN 0; END IF;
  SELECT * INTO last FROM outrider_audit.seal WHERE market_id = p_market ORDER BY seq DESC LIMIT 1;
  WITH due AS (
    SELECT ctid FROM outrider_audit.unsealed
    WHERE market_id = p_market AND month_of(recorded_at) = month_of(first) ORDER BY event_id LIMIT p_max
  ), taken AS (
    DELETE FROM outrider_audit.unsealed WHERE ctid = ANY (array(SELECT ctid FROM due)) RETURNING event_id, recorded_at
  ), summed AS (
    SELECT count(*)::int AS events, min(t.recorded_at) AS first_at, max(t.recorded_at) AS last_at,
      string_agg(seal_leaf(t.event_id, e.hash), '' ORDER BY t.event_id) AS leaves,
      string_agg(coalesce(e.hash, ''), '' ORDER BY t.event_id) AS hashes
    -- One that has vanished meanwhile leaves its place empty, and is missed when the seal is verified.
    FROM taken t LEFT JOIN event e ON e.id = t.event_id AND e.recorded_at = t.recorded_at
  )
  INSERT INTO outrider_audit.seal (market_id, seq, month, events, first_recorded_at, last_recorded_at, leaves, previous, hash)
  SELECT p_market, coalesce(last.seq, 0) + 1, month_of(first), events, first_at, last_at, leaves,
    coalesce(last.hash, seal_origin(p_market)),
    seal_hash(coalesce(last.hash, seal_origin(p_market)), p_market, coalesce(last.seq, 0) + 1, leaves, hashes)
  FROM summed RETURNING events INTO sealed;
  RETURN sealed;
END $$;

CREATE OR REPLACE FUNCTION month_of(p_at timestamptz) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT date_trunc('month', p_at AT TIME ZONE 'UTC')::date
$$;
CREATE OR REPLACE FUNCTION seal_leaf(p_id bigint, p_hash bytea) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT int8send(p_id) || coalesce(substr(p_hash, 1, 8), '\x0000000000000000')
$$;
CREATE OR REPLACE FUNCTION seal_origin(p_market text) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to('outrider/' || p_market, 'UTF8'))
$$;
-- What a seal's hash is made of; workers and archives make the same one.
CREATE OR REPLACE FUNCTION seal_hash(p_previous bytea, p_market text, p_seq int, p_leaves bytea, p_hashes bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(p_previous || convert_to(p_market || '/' || p_seq, 'UTF8') || sha256(p_leaves) || sha256(p_hashes))
$$;

-- A bigint from its eight bytes.
CREATE OR REPLACE FUNCTION bigint_of(p_bytes bytea) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT ('x' || encode(p_bytes, 'hex'))::bit(64)::bigint
$$;
-- What `seal_leaf` has put together, one by one. Plain enough to be inlined: it must not fetch the leaves once for each.
CREATE OR REPLACE FUNCTION leaves_of(p_leaves bytea) RETURNS TABLE (nr int, id bigint, short bytea) LANGUAGE sql IMMUTABLE AS $$
  SELECT nr, bigint_of(substr(p_leaves, nr * 16 + 1, 8)), substr(p_leaves, nr * 16 + 9, 8)
  FROM generate_series(0, length(p_leaves) / 16 - 1) AS nr
$$;

-- Compares the events of one seal with what was sealed: the first that is missing or not what it was, by ID, and the
-- hashes in that order, from which the seal's own hash is made again.
CREATE OR REPLACE FUNCTION check_seal(p_market text, p_seq int)
RETURNS TABLE (bad_id bigint, problem text, chain boolean) LANGUAGE sql STABLE AS $$
  WITH s AS MATERIALIZED (
    -- Put together here, or every leaf would be fetched on its own.
    SELECT market_id, seq, events, leaves || ''::bytea AS leaves, previous, hash, first_recorded_at, last_recorded_at
    FROM outrider_audit.seal WHERE market_id = p_market AND seq = p_seq
  ), found AS (
    SELECT l.nr, l.id, l.short, e.hash, sha256(convert_to(canonical_event(e), 'UTF8')) AS made,
      p.event_id IS NULL OR personal_hash(p.salt, p.body) = e.personal_hash AS person_stands
    FROM s CROSS JOIN leaves_of(s.leaves) l LEFT JOIN event e ON e.id = l.id AND e.market_id = p_market
      AND e.recorded_at BETWEEN (SELECT first_recorded_at FROM s) AND (SELECT last_recorded_at FROM s)
    LEFT JOIN outrider_audit.personal p ON p.event_id = e.id AND e.personal_hash IS NOT NULL
  ), bad AS (
    SELECT id, CASE WHEN hash IS NULL THEN 'missing' ELSE 'edited' END AS problem FROM found
    WHERE hash IS NULL OR made IS DISTINCT FROM hash OR substr(hash, 1, 8) IS DISTINCT FROM short
      OR NOT person_stands ORDER BY nr LIMIT 1
  ), whole AS (SELECT string_agg(coalesce(hash, ''), '' ORDER BY nr) AS hashes FROM found)
  SELECT bad.id, bad.problem,
    s.hash = seal_hash(s.previous, s.market_id, s.seq, s.leaves, whole.hashes)
      AND s.previous = coalesce((SELECT hash FROM outrider_audit.seal WHERE market_id = p_market AND seq = p_seq - 1),
                                seal_origin(p_market))
      AND (s.events = length(s.leaves) / 16)
      AND (p_seq = 1 OR EXISTS (SELECT 1 FROM outrider_audit.seal WHERE market_id = p_market AND seq = p_seq - 1))
  FROM s CROSS JOIN whole LEFT JOIN bad ON true
$$;

-- Events of a market that no seal covers and that do not wait for one: put in by hand. The lowest, by ID.
CREATE OR REPLACE FUNCTION first_uncovered(p_market text) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF (SELECT count(*) FROM event WHERE market_id = p_market) <=
     (SELECT coalesce(sum(s.events), 0) FROM outrider_audit.seal s LEFT JOIN outrider_audit.archive a ON a.month = s.month
      WHERE s.market_id = p_market AND a.dropped_at IS NULL)
     + (SELECT count(*) FROM outrider_audit.unsealed WHERE market_id = p_market) THEN
    RETURN NULL;
  END IF;
  RETURN (
    SELECT min(e.id) FROM event e WHERE e.market_id = p_market
      AND NOT EXISTS (SELECT 1 FROM outrider_audit.unsealed u WHERE u.event_id = e.id)
      AND e.id NOT IN (
        SELECT l.id FROM outrider_audit.seal s, leaves_of(s.leaves) l WHERE s.market_id = p_market));
END $$;
