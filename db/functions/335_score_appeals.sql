-- A driver disputes an offer that counts against him: declined, or missed. Once per offer, while it is in his score.
CREATE OR REPLACE FUNCTION open_appeal(p_driver uuid, p_offer uuid, p_statement text, p_days int) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  f offer;
  a score_appeal;
BEGIN
  SELECT * INTO f FROM offer WHERE id = p_offer AND driver_id = p_driver FOR UPDATE;
  IF f.id IS NULL THEN RETURN jsonb_build_object('code', 'offer_not_found'); END IF;
  SELECT * INTO a FROM score_appeal WHERE offer_id = f.id;
  IF a.id IS NOT NULL THEN
    RETURN CASE WHEN a.statement = p_statement THEN jsonb_build_object('appeal', to_jsonb(a))
                ELSE jsonb_build_object('code', 'already_exists') END;
  END IF;
  IF f.status NOT IN ('declined', 'expired') OR NOT f.counted
     OR f.settled_at < clock_timestamp() - p_days * interval '1 day' THEN
    RETURN jsonb_build_object('code', 'not_counted');
  END IF;
  INSERT INTO score_appeal (market_id, driver_id, offer_id, statement)
  VALUES (f.market_id, f.driver_id, f.id, p_statement) RETURNING * INTO a;
  -- What he says is in the appeal: it may name people.
  PERFORM record_fact(a.market_id, 'score.appealed', jsonb_build_object('type', 'driver', 'id', a.driver_id),
    jsonb_build_object('appeal_id', a.id, 'offer_id', a.offer_id), jsonb_build_object('driver_id', a.driver_id));
  PERFORM tell_of_driver(a.market_id, a.driver_id, 'score.appealed', jsonb_build_object('appeal_id', a.id), a.created_at);
  RETURN jsonb_build_object('appeal', to_jsonb(a), 'created', true);
END $$;

-- People decide, once: granted, the offer counts no more.
CREATE OR REPLACE FUNCTION decide_appeal(p_appeal uuid, p_status text, p_decision text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  a score_appeal;
BEGIN
  SELECT * INTO a FROM score_appeal WHERE id = p_appeal FOR UPDATE;
  IF a.id IS NULL THEN RETURN jsonb_build_object('code', 'not_found'); END IF;
  IF a.status = p_status AND a.decision = p_decision THEN RETURN jsonb_build_object('appeal', to_jsonb(a)); END IF;
  IF a.status <> 'open' THEN RETURN jsonb_build_object('code', 'appeal_decided'); END IF;
  UPDATE score_appeal SET status = p_status, decision = p_decision, decided_by = p_actor, decided_at = clock_timestamp()
    WHERE id = a.id RETURNING * INTO a;
  PERFORM record_fact(a.market_id, 'score.appeal_decided', p_actor,
    jsonb_build_object('appeal_id', a.id, 'offer_id', a.offer_id, 'status', a.status, 'reason', a.decision),
    jsonb_build_object('driver_id', a.driver_id));
  IF p_status = 'granted' THEN UPDATE offer SET counted = false WHERE id = a.offer_id; END IF;
  PERFORM tell_of_driver(a.market_id, a.driver_id, 'score.appeal_decided',
    jsonb_build_object('appeal_id', a.id, 'status', a.status), a.decided_at);
  RETURN jsonb_build_object('appeal', to_jsonb(a));
END $$;
