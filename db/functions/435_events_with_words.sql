-- The newest events of a market that have these words, month by month from the newest on, through the index of words:
-- the planner would rather read from the newest event on, and for a word that is seldom there read them all.
-- p_rarest: the one of p_words by which they are looked up; the others are held against what it finds.
-- p_filter: {order_id, driver_id, merchant_id, zone_id, actor, types, from, to, after_at, after_id}, all optional.
CREATE OR REPLACE FUNCTION events_with_words(p_market text, p_filter jsonb, p_rarest tsquery, p_words tsquery, p_max int)
RETURNS SETOF event LANGUAGE plpgsql STABLE
SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  f record;
  until timestamptz;
  since timestamptz;
  wanted int := p_max;
  found int;
BEGIN
  SELECT * INTO f FROM jsonb_to_record(p_filter) AS x (order_id uuid, driver_id uuid, merchant_id uuid, zone_id text,
    actor text, types jsonb, "from" timestamptz, "to" timestamptz, after_at timestamptz, after_id bigint);
  until := coalesce(f."to", 'infinity');
  FOR since IN SELECT * FROM months_of_events(least(until, f.after_at)) LOOP
    -- First all of the month, then the newest of it: together the planner would read in order of time after all.
    RETURN QUERY WITH hit AS MATERIALIZED (
      SELECT e.* FROM event e
      -- By function and not by operator: only the rarest may use the index.
      WHERE e.market_id = p_market AND e.words @@ p_rarest AND ts_match_vq(e.words, p_words)
        AND e.recorded_at >= greatest(since, f."from") AND e.recorded_at < until
        AND (f.after_at IS NULL OR (e.recorded_at, e.id) < (f.after_at, f.after_id))
        AND (f.order_id IS NULL OR e.order_id = f.order_id)
        AND (f.driver_id IS NULL OR e.driver_id = f.driver_id)
        AND (f.merchant_id IS NULL OR e.merchant_id = f.merchant_id)
        AND (f.zone_id IS NULL OR e.zone_id = f.zone_id)
        AND (f.actor IS NULL OR e.actor->>'id' = f.actor)
        AND (f.types IS NULL OR f.types ? e.type)
    ) SELECT h.* FROM hit h ORDER BY h.recorded_at DESC, h.id DESC LIMIT wanted;
    GET DIAGNOSTICS found = ROW_COUNT;
    wanted := wanted - found;
    EXIT WHEN wanted <= 0 OR since <= f."from";
    until := least(until, since);
  END LOOP;
END $$;

-- Where the months that have a partition begin, the newest first, from the one on in which p_until lies; at last all that
-- was before.
CREATE OR REPLACE FUNCTION months_of_events(p_until timestamptz) RETURNS SETOF timestamptz LANGUAGE sql STABLE AS $$
  SELECT since FROM (
    SELECT to_date(right(c.relname, 6), 'YYYYMM')::timestamp AT TIME ZONE 'UTC' AS since
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'event'::regclass AND c.relname ~ '^event_[0-9]{6}$'
    UNION ALL SELECT '-infinity'
  ) AS months WHERE since < least(p_until, clock_timestamp()) ORDER BY since DESC
$$;
