-- The customer changes what is his: the note for the driver while somebody may still read it, and the tip, which only
-- rises, because drivers say yes to what they are shown. An order that has been delivered can still be tipped. Bounded,
-- because whoever has the link can ask: `p_changes_max` of all his changes together.
CREATE OR REPLACE FUNCTION customer_changes_order(p_order uuid, p_changes jsonb, p_changes_max int, p_actor jsonb)
RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  now timestamptz;
  tip int := (p_changes->>'tip_minor')::int;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  now := clock_timestamp();
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF (o.ended_at IS NOT NULL OR o.status = 'returning') AND NOT (o.status = 'delivered' AND tip IS NOT NULL) THEN
    RETURN refused(o, 'illegal_transition');
  END IF;
  IF tip < o.tip_minor THEN RETURN refused(o, 'tip_only_rises'); END IF;
  IF coalesce(tip, o.tip_minor) = o.tip_minor
     AND (NOT p_changes ? 'dropoff_notes' OR p_changes->>'dropoff_notes' IS NOT DISTINCT FROM o.dropoff_notes) THEN
    RETURN done(o, '{"repeated": true}');
  END IF;
  IF (SELECT count(*) FROM event WHERE order_id = o.id AND actor->>'type' = 'customer') >= p_changes_max THEN
    RETURN refused(o, 'too_many_changes');
  END IF;
  UPDATE orders SET
    tip_minor = coalesce(tip, tip_minor),
    dropoff_notes = CASE WHEN p_changes ? 'dropoff_notes' THEN p_changes->>'dropoff_notes' ELSE dropoff_notes END,
    version = version + 1, updated_at = now
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'order.changed', o.status, p_actor,
    jsonb_build_object('fields', (SELECT jsonb_agg(key) FROM jsonb_object_keys(p_changes) AS key)),
    o.ended_at IS NULL, now);
  PERFORM show_route_again(o);
  RETURN done(o, CASE WHEN o.ended_at IS NULL THEN '{}' ELSE '{"repeated": true}' END::jsonb);
END $$;
