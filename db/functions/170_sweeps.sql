-- Tells the workflow of an order how it stands, outside any change: what healing uses. The number is that of the
-- standing version, so a workflow that knows it ignores the message.
CREATE OR REPLACE FUNCTION tell_again(o orders) RETURNS void LANGUAGE sql VOLATILE AS $$
  INSERT INTO outbox (topic, key, number, payload)
  SELECT 'order', o.id::text, o.version, standing_order(o)
  WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE topic = 'order' AND key = o.id::text)
$$;

-- Open orders that Temporal has never heard of.
CREATE OR REPLACE FUNCTION restart_never_started(p_market text, p_older_than_ms double precision) RETURNS int
LANGUAGE sql VOLATILE AS $$
  WITH forgotten AS (
    SELECT o FROM orders o
    WHERE o.market_id = p_market AND o.workflow_started_at IS NULL AND o.ended_at IS NULL
      AND o.updated_at < clock_timestamp() - p_older_than_ms * interval '1 millisecond'
    LIMIT 500
  ), told AS (SELECT tell_again(o) FROM forgotten)
  SELECT count(*)::int FROM told
$$;

-- Open orders, by ID, whose workflow has closed. Ended ones among them need nothing.
CREATE OR REPLACE FUNCTION resume_closed(p_orders uuid[]) RETURNS int LANGUAGE sql VOLATILE AS $$
  WITH told AS (
    SELECT tell_again(o) FROM orders o WHERE o.id = ANY (p_orders) AND o.ended_at IS NULL
  )
  SELECT count(*)::int FROM told
$$;

-- Calls the matching again when orders wait and no round has been applied for a while although it was called.
CREATE OR REPLACE FUNCTION wake_stale_pool(p_market text, p_older_than_ms double precision) RETURNS boolean
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM orders WHERE market_id = p_market AND status IN ('unassigned', 'stranded') AND ended_at IS NULL
                   AND updated_at < clock_timestamp() - p_older_than_ms * interval '1 millisecond') THEN
    RETURN false;
  END IF;
  UPDATE matching_wake SET awake = false WHERE market_id = p_market AND awake
    AND woken_at < clock_timestamp() - p_older_than_ms * interval '1 millisecond';
  PERFORM wake_matching(p_market);
  RETURN true;
END $$;
