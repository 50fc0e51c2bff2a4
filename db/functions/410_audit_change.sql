-- Records each change of a row of a table that has no transitions of its own, in the same transaction and whoever makes
-- it. Arguments: what a row is called, its personal columns, its columns that nobody may read, and those of the latter
-- whose change is told by name (all with commas).
CREATE OR REPLACE FUNCTION audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  what text := TG_ARGV[0];
  personal text[] := string_to_array(TG_ARGV[1], ',');
  hidden text[] := string_to_array(TG_ARGV[2], ',');
  was jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - hidden END;
  becomes jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - hidden END;
  line jsonb := coalesce(becomes, was);
  told jsonb;
  secrets text[] := CASE WHEN TG_OP = 'UPDATE' THEN array(
    SELECT name FROM unnest(string_to_array(TG_ARGV[3], ',')) AS name WHERE to_jsonb(OLD)->name <> to_jsonb(NEW)->name) END;
BEGIN
  IF TG_OP = 'UPDATE' AND was = becomes AND secrets = '{}' THEN RETURN NULL; END IF;
  -- A version of a policy follows another: what has changed between them is the change.
  IF what = 'policy' THEN
    was := (SELECT body FROM policy WHERE market_id = NEW.market_id AND version = NEW.version - 1);
    becomes := NEW.body;
  END IF;
  told := jsonb_strip_nulls(jsonb_build_object(
    'before', only_changed(was - (SELECT coalesce(array_agg(k), '{}') FROM jsonb_object_keys(was) k WHERE k <> ALL (personal)),
                           becomes),
    'after', only_changed(becomes - (SELECT coalesce(array_agg(k), '{}') FROM jsonb_object_keys(becomes) k WHERE k <> ALL (personal)),
                          was)));
  PERFORM record_fact(
    CASE WHEN what = 'market' THEN line->>'id' ELSE coalesce(line->>'market_id',
      (SELECT market_id FROM merchant WHERE id = (line->>'merchant_id')::uuid),
      (SELECT market_id FROM orders WHERE id = (line->>'order_id')::uuid),
      (SELECT market_id FROM driver WHERE id = (line->>'driver_id')::uuid), '-') END,
    what || CASE TG_OP WHEN 'INSERT' THEN '.added' WHEN 'UPDATE' THEN '.changed' ELSE '.removed' END,
    -- Credentials say themselves who made them.
    CASE WHEN jsonb_typeof(line->'created_by') = 'object' THEN line->'created_by' ELSE acting() END,
    jsonb_strip_nulls(jsonb_build_object('reason', line->>'reason', 'fields', (SELECT jsonb_agg(DISTINCT key) FROM (
      SELECT key FROM jsonb_each(only_changed(becomes, was)) UNION SELECT key FROM jsonb_each(only_changed(was, becomes))
      UNION SELECT unnest(secrets)) AS f))),
    jsonb_build_object(
      'order_id', line->>'order_id',
      'driver_id', CASE WHEN what = 'driver' THEN line->>'id' ELSE line->>'driver_id' END,
      'merchant_id', CASE WHEN what = 'merchant' THEN line->>'id' ELSE line->>'merchant_id' END,
      'zone_id', CASE WHEN what = 'zone' THEN line->>'id' ELSE line->>'zone_id' END,
      'subject_id', CASE WHEN what = 'policy' THEN line->>'version' ELSE line->>'id' END),
    only_changed(was - personal, becomes), only_changed(becomes - personal, was),
    CASE WHEN personal <> '{}' THEN what END, CASE WHEN personal <> '{}' THEN (line->>'id')::uuid END,
    CASE WHEN told <> '{}' THEN told END);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER market_audited AFTER INSERT OR DELETE OR UPDATE ON market
  FOR EACH ROW EXECUTE FUNCTION audit_change('market', '', '');
CREATE OR REPLACE TRIGGER policy_audited AFTER INSERT ON policy
  FOR EACH ROW EXECUTE FUNCTION audit_change('policy', '', '');
CREATE OR REPLACE TRIGGER merchant_audited AFTER INSERT OR DELETE OR UPDATE ON merchant
  FOR EACH ROW EXECUTE FUNCTION audit_change('merchant', '', '');
CREATE OR REPLACE TRIGGER api_key_audited AFTER INSERT OR DELETE OR UPDATE ON api_key
  FOR EACH ROW EXECUTE FUNCTION audit_change('key', '', 'hash');
-- A driver's account only: what he does at work are events of his shift and his orders.
CREATE OR REPLACE TRIGGER driver_audited AFTER INSERT OR DELETE OR UPDATE OF name, phone, vehicle, capacity, active ON driver
  FOR EACH ROW EXECUTE FUNCTION audit_change('driver', 'name,phone',
    'version,availability,availability_since,accepts_offers,shift_ends_at');
-- Keys of another kind. Of a session its end counts, not each refresh.
CREATE OR REPLACE TRIGGER sign_in_link_audited AFTER INSERT ON sign_in_link
  FOR EACH ROW EXECUTE FUNCTION audit_change('sign_in_link', '', 'hash');
CREATE OR REPLACE TRIGGER session_audited AFTER INSERT OR DELETE OR UPDATE OF revoked_at ON session
  FOR EACH ROW EXECUTE FUNCTION audit_change('session', '', 'current_hash,spent_hash,void_hashes,refreshed_at,expires_at');
CREATE OR REPLACE TRIGGER webhook_endpoint_audited
  AFTER INSERT OR DELETE OR UPDATE OF url, description, event_types, include_personal_data, enabled, secret, deleted_at
  ON webhook_endpoint FOR EACH ROW EXECUTE FUNCTION audit_change('webhook_endpoint', '',
    'secret,previous_secret,previous_expires_at,woken_at,failing_since', 'secret');
-- A link opens an order to whoever has it: giving one out and taking it back are events like those of keys.
CREATE OR REPLACE TRIGGER tracking_link_audited AFTER INSERT OR DELETE OR UPDATE OF revoked_at ON tracking_link
  FOR EACH ROW EXECUTE FUNCTION audit_change('tracking_link', '', 'hash');
