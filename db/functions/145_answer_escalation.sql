-- A person takes an escalation (`acknowledge`) or says how it was dealt with (`resolve`). Both give the order as much
-- time again as the rung had; if nothing has moved by then, people are asked once more, on the next rung.
CREATE OR REPLACE FUNCTION answer_escalation(p_escalation uuid, p_answer text, p_outcome text, p_actor jsonb)
RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  e escalation;
  o orders;
  now timestamptz;
  owned_by text := p_actor->>'id';
BEGIN
  SELECT r.* INTO o FROM orders r JOIN escalation x ON x.order_id = r.id WHERE x.id = p_escalation FOR UPDATE OF r;
  SELECT * INTO e FROM escalation WHERE id = p_escalation FOR UPDATE;
  now := clock_timestamp();
  IF e.id IS NULL THEN RETURN refused(NULL, 'escalation_not_found'); END IF;
  IF (p_answer = 'acknowledge' AND e.status = 'acknowledged' AND e.owner = owned_by)
     OR (p_answer = 'resolve' AND e.status = 'resolved' AND e.owner = owned_by AND e.outcome = p_outcome) THEN
    RETURN done(o, '{"repeated": true}');
  END IF;
  IF e.status = 'resolved' THEN RETURN refused(o, 'escalation_closed'); END IF;
  UPDATE escalation SET owner = owned_by, deadline_at = now + (deadline_at - raised_at),
    status = CASE p_answer WHEN 'resolve' THEN 'resolved' ELSE 'acknowledged' END,
    resolved_at = CASE p_answer WHEN 'resolve' THEN now END, outcome = p_outcome
    WHERE id = e.id;
  UPDATE orders SET version = version + 1, updated_at = now WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'escalation.' || CASE p_answer WHEN 'resolve' THEN 'resolved' ELSE 'acknowledged' END,
    o.status, p_actor, jsonb_build_object('escalation_id', e.id, 'rung', e.rung, 'reason', e.reason, 'outcome', p_outcome),
    true, now);
  RETURN done(o);
END $$;
