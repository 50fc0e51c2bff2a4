-- Records what is no transition of an order: a change of an account, a look at personal data, an erasure. `p_ids`:
-- {order_id, driver_id, merchant_id, zone_id, subject_id}. What it says of a person goes into `p_personal`, whose salted
-- hash is all that the event keeps.
CREATE OR REPLACE FUNCTION record_fact(
  p_market text, p_type text, p_actor jsonb, p_data jsonb, p_ids jsonb DEFAULT '{}', p_before jsonb DEFAULT NULL,
  p_after jsonb DEFAULT NULL, p_subject text DEFAULT NULL, p_person uuid DEFAULT NULL, p_personal jsonb DEFAULT NULL
) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  new_id bigint := nextval('event_id_seq');
  now timestamptz := clock_timestamp();
  -- Random, or whoever guesses a name could check it against the hash.
  salt bytea := uuid_send(gen_random_uuid());
BEGIN
  INSERT INTO event (id, recorded_at, market_id, type, order_id, driver_id, merchant_id, zone_id, subject_id, actor, data,
                     before, after, occurred_at, personal_hash)
  VALUES (new_id, now, p_market, p_type, (p_ids->>'order_id')::uuid, (p_ids->>'driver_id')::uuid,
          (p_ids->>'merchant_id')::uuid, p_ids->>'zone_id', p_ids->>'subject_id', p_actor, p_data, p_before, p_after, now,
          CASE WHEN p_personal IS NOT NULL THEN personal_hash(salt, p_personal) END);
  IF p_personal IS NOT NULL THEN
    INSERT INTO outrider_audit.personal (event_id, recorded_at, subject, subject_id, salt, body)
    VALUES (new_id, now, p_subject, p_person, salt, p_personal);
  END IF;
  RETURN new_id;
END $$;

CREATE OR REPLACE FUNCTION personal_hash(p_salt bytea, p_body jsonb) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(p_salt || convert_to(p_body::text, 'UTF8'))
$$;

-- Who does what this transaction does, where a table's trigger records it: `outrider.actor` is set by db/audit.ts. Whoever
-- changes a row by hand is known by the name of his program and of his database account.
CREATE OR REPLACE FUNCTION acting() RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(nullif(current_setting('outrider.actor', true), '')::jsonb, jsonb_build_object(
    'type', 'system', 'id', coalesce(nullif(current_setting('application_name'), ''), 'sql'), 'login', session_user))
$$;
