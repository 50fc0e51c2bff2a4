-- A new version of a market's policy, which orders placed from now on are under. `p_based_on` is the version that the
-- change was made from. The market's row decides which number is next.
CREATE OR REPLACE FUNCTION publish_policy(p_market text, p_body jsonb, p_based_on int, p_reason text, p_actor jsonb)
RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  m market;
BEGIN
  SELECT * INTO m FROM market WHERE id = p_market FOR UPDATE;
  IF p_based_on <> m.policy_version THEN
    RETURN jsonb_build_object('done', false, 'code', 'policy_changed', 'version', m.policy_version);
  END IF;
  -- Whose change it is, for the triggers that record it.
  PERFORM set_config('outrider.actor', p_actor::text, true);
  INSERT INTO policy (market_id, version, body, created_by, reason)
  VALUES (m.id, m.policy_version + 1, p_body, coalesce(p_actor->>'id', 'system'), p_reason);
  UPDATE market SET policy_version = m.policy_version + 1 WHERE id = m.id;
  INSERT INTO outbox (topic, key, payload)
  VALUES ('event', m.id, jsonb_build_object('type', 'policy.published', 'marketId', m.id,
          'data', jsonb_build_object('version', m.policy_version + 1), 'occurredAt', clock_timestamp()));
  RETURN jsonb_build_object('done', true, 'version', m.policy_version + 1);
END $$;
