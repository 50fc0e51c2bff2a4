-- Asks people to look at an order, on the next rung. Asked for by the order's workflow, which names the rung: run again
-- it finds that rung reached. Once per cause: a higher rung replaces the lower one of the same reason.
CREATE OR REPLACE FUNCTION raise_escalation(
  p_order uuid, p_version int, p_rung int, p_reason text, p_deadline_ms double precision, p_actor jsonb
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  now timestamptz;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  now := clock_timestamp();
  IF o.version <> p_version OR o.ended_at IS NOT NULL OR o.escalation_rung >= p_rung THEN
    RETURN refused(o, 'order_changed');
  END IF;
  PERFORM close_escalations(o.id, 'next rung', now);
  INSERT INTO escalation (market_id, order_id, rung, reason, raised_at, deadline_at)
  VALUES (o.market_id, o.id, p_rung, p_reason, now, now + p_deadline_ms * interval '1 millisecond');
  UPDATE orders SET escalation_rung = p_rung, version = version + 1, updated_at = now WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'escalation.raised', o.status, p_actor,
    jsonb_build_object('rung', p_rung, 'reason', p_reason), false, now);
  RETURN done(o);
END $$;
