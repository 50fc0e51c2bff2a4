-- A person takes an escalation (`acknowledge`), puts it off (`snooze`, p: {until, reason}), writes beside it (`note`,
-- p: {text}) or says how it was dealt with (`resolve`, p: {outcome}). Taking and resolving give the order as much time
-- again as the rung had, putting off gives it that from `until` on; if nothing has moved by then the next rung acts.
DROP FUNCTION IF EXISTS answer_escalation(uuid, text, text, jsonb);
CREATE OR REPLACE FUNCTION answer_escalation(p_escalation uuid, p_answer text, p jsonb, p_actor jsonb)
RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  e escalation;
  o orders;
  now timestamptz;
  became text := CASE p_answer WHEN 'resolve' THEN 'resolved' WHEN 'snooze' THEN 'snoozed' ELSE 'acknowledged' END;
  until timestamptz := (p->>'until')::timestamptz;
  note uuid;
BEGIN
  SELECT r.* INTO o FROM orders r JOIN escalation x ON x.order_id = r.id WHERE x.id = p_escalation FOR UPDATE OF r;
  SELECT * INTO e FROM escalation WHERE id = p_escalation FOR UPDATE;
  now := clock_timestamp();
  IF e.id IS NULL THEN RETURN refused(NULL, 'escalation_not_found'); END IF;
  IF p_answer = 'note' THEN
    INSERT INTO escalation_note (escalation_id, author, text) VALUES (e.id, p_actor->>'id', p->>'text') RETURNING id INTO note;
    -- What is written beside an escalation stays there: it may name people.
    PERFORM record_fact(o.market_id, 'escalation.noted', p_actor,
      jsonb_build_object('escalation_id', e.id, 'note_id', note), jsonb_build_object('order_id', o.id, 'driver_id', o.driver_id,
      'merchant_id', o.merchant_id, 'zone_id', o.zone_id, 'subject_id', e.id));
    RETURN done(o);
  END IF;
  IF e.status = became AND e.owner = p_actor->>'id' AND e.outcome IS NOT DISTINCT FROM p->>'outcome'
     AND e.snoozed_until IS NOT DISTINCT FROM until THEN
    RETURN done(o, '{"repeated": true}');
  END IF;
  IF e.status = 'resolved' THEN RETURN refused(o, 'escalation_closed'); END IF;
  UPDATE escalation SET owner = p_actor->>'id', status = became, outcome = p->>'outcome',
    deadline_at = coalesce(until, now) + (deadline_at - greatest(raised_at, coalesce(snoozed_until, raised_at))),
    snoozed_until = until, snooze_reason = CASE p_answer WHEN 'snooze' THEN p->>'reason' END,
    resolved_at = CASE p_answer WHEN 'resolve' THEN now END
    WHERE id = e.id RETURNING * INTO e;
  UPDATE orders SET version = version + 1, updated_at = now,
    ladder_deadline_at = CASE WHEN ladder_rung > 0 THEN e.deadline_at END WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'escalation.' || became, o.status, p_actor,
    jsonb_strip_nulls(jsonb_build_object('escalation_id', e.id, 'rung', e.rung, 'reason', e.reason,
      'outcome', p->>'outcome', 'until', until, 'why', e.snooze_reason)), true, now);
  RETURN done(o);
END $$;

-- The moment of a snooze has come: the escalation is its owner's again. Asked for by the order's workflow; run again it
-- finds nothing snoozed.
CREATE OR REPLACE FUNCTION end_snooze(p_order uuid, p_version int, p_actor jsonb) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  e escalation;
  now timestamptz;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  now := clock_timestamp();
  SELECT * INTO e FROM escalation WHERE order_id = p_order AND status = 'snoozed' FOR UPDATE;
  IF o.version <> p_version OR e.id IS NULL THEN RETURN refused(o, 'order_changed'); END IF;
  IF now < e.snoozed_until THEN
    RETURN refused(o, 'too_early', jsonb_build_object('waitMs', ceil(extract(epoch FROM e.snoozed_until - now) * 1000)));
  END IF;
  UPDATE escalation SET status = 'open' WHERE id = e.id;
  UPDATE orders SET version = version + 1, updated_at = now WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'escalation.back', o.status, p_actor,
    jsonb_build_object('escalation_id', e.id, 'rung', e.rung, 'reason', e.reason), false, now);
  RETURN done(o);
END $$;
