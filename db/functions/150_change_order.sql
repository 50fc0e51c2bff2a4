-- Phones look at a route again when its version is another one: what they show of this order has changed.
CREATE OR REPLACE FUNCTION show_route_again(o orders) RETURNS void LANGUAGE sql VOLATILE AS $$
  UPDATE route SET version = version + 1 WHERE driver_id = o.driver_id AND ended_at IS NULL AND o.ended_at IS NULL
$$;

-- The merchant changes what may change while the order is open: ready time, notes, tip. Absent keys stay as they are. A
-- scheduled order looks for its driver as much earlier or later as its goods are ready.
CREATE OR REPLACE FUNCTION change_order(p_order uuid, p_changes jsonb, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  now timestamptz;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  now := clock_timestamp();
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF o.ended_at IS NOT NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  IF p_changes ? 'ready_at' AND o.picked_up_at IS NOT NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  UPDATE orders SET
    pool_at = CASE WHEN status = 'scheduled'
      THEN pool_at + coalesce((p_changes->>'ready_at')::timestamptz - ready_at, interval '0') ELSE pool_at END,
    ready_at = coalesce((p_changes->>'ready_at')::timestamptz, ready_at),
    promised_at = coalesce((p_changes->>'promised_at')::timestamptz, promised_at),
    tip_minor = coalesce((p_changes->>'tip_minor')::int, tip_minor),
    pickup_notes = CASE WHEN p_changes ? 'pickup_notes' THEN p_changes->>'pickup_notes' ELSE pickup_notes END,
    dropoff_notes = CASE WHEN p_changes ? 'dropoff_notes' THEN p_changes->>'dropoff_notes' ELSE dropoff_notes END,
    version = version + 1, updated_at = now
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'order.changed', o.status, p_actor,
    jsonb_build_object('fields', (SELECT jsonb_agg(key) FROM jsonb_object_keys(p_changes) AS key)), true, now);
  PERFORM show_route_again(o);
  RETURN done(o);
END $$;
