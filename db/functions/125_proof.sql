-- How often a PIN may be tried: a four-digit one is guessed once in two thousand orders.
CREATE OR REPLACE FUNCTION pin_attempts_max() RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT 5 $$;

-- Why a dropoff cannot be completed yet: what the order demands has not been given. Null when nothing is missing. A wrong
-- PIN counts; after the last try people are asked. The order is locked.
CREATE OR REPLACE FUNCTION why_no_proof(o orders, s stop, p_proof jsonb, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  missing jsonb := jsonb_build_object('proof', jsonb_build_object('demanded', o.proof_demand));
BEGIN
  IF o.proof_demand = 'none' OR s.kind <> 'dropoff' THEN RETURN NULL; END IF;
  IF o.proof_demand <> 'pin' THEN
    IF EXISTS (SELECT 1 FROM proof_image WHERE stop_id = s.id AND kind = o.proof_demand) THEN RETURN NULL; END IF;
    RETURN refused(o, 'proof_needed', missing);
  END IF;
  IF coalesce(p_proof->>'pin', '') = '' THEN RETURN refused(o, 'proof_needed', missing); END IF;
  IF o.pin_attempts >= pin_attempts_max() THEN RETURN refused(o, 'pin_attempts_used', missing); END IF;
  IF p_proof->>'pin' = o.proof_pin THEN
    UPDATE orders SET pin_verified_at = clock_timestamp() WHERE id = o.id;
    RETURN NULL;
  END IF;
  UPDATE orders SET pin_attempts = pin_attempts + 1 WHERE id = o.id RETURNING * INTO o;
  IF o.pin_attempts >= pin_attempts_max() THEN o := ask_about_pin(o, p_actor); END IF;
  RETURN refused(o, 'wrong_pin', jsonb_build_object('proof', jsonb_build_object(
    'demanded', 'pin', 'attemptsLeft', pin_attempts_max() - o.pin_attempts)));
END $$;

-- The driver stands at the door and the PIN is not known: people decide whether it goes without.
CREATE OR REPLACE FUNCTION ask_about_pin(o orders, p_actor jsonb) RETURNS orders LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  now timestamptz := clock_timestamp();
BEGIN
  PERFORM close_escalations(o.id, 'next rung', now);
  UPDATE orders SET escalation_rung = escalation_rung + 1, version = version + 1, updated_at = now
    WHERE id = o.id RETURNING * INTO o;
  INSERT INTO escalation (market_id, order_id, rung, reason, raised_at, deadline_at)
  VALUES (o.market_id, o.id, o.escalation_rung, 'the PIN is not known', now, now + interval '5 minutes');
  PERFORM record_event(o, 'escalation.raised', o.status, p_actor,
    jsonb_build_object('rung', o.escalation_rung, 'reason', 'the PIN is not known'), true, now);
  RETURN o;
END $$;

-- Keeps a picture that a driver has taken at a door. Until the stop is done a later one takes the place of an earlier; then
-- what was given stands, and only what is still missing is taken. A failed stop may be shown, too: nobody was there.
CREATE OR REPLACE FUNCTION keep_proof(
  p_stop uuid, p_driver uuid, p_kind text, p_type text, p_bytes bytea, p_sha256 text, p_taken_at timestamptz
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s stop;
  a assignment;
  now timestamptz;
BEGIN
  SELECT * INTO s FROM stop WHERE id = p_stop FOR UPDATE;
  SELECT * INTO a FROM assignment WHERE id = s.assignment_id;
  IF s.id IS NULL OR a.driver_id <> p_driver THEN RETURN refused(NULL, 'stop_not_found'); END IF;
  IF s.kind <> 'dropoff' OR s.status = 'removed' THEN RETURN refused(NULL, 'stop_closed'); END IF;
  IF s.status = 'completed' AND EXISTS (
    SELECT 1 FROM proof_image WHERE stop_id = s.id AND kind = p_kind AND sha256 <> p_sha256
  ) THEN
    RETURN refused(NULL, 'stop_closed');
  END IF;
  now := clock_timestamp();
  INSERT INTO proof_image (stop_id, kind, order_id, driver_id, content_type, bytes, sha256, taken_at, received_at)
  VALUES (s.id, p_kind, s.order_id, p_driver, p_type, p_bytes, p_sha256,
          greatest(a.created_at, least(coalesce(p_taken_at, now), now)), now)
  ON CONFLICT (stop_id, kind) DO UPDATE SET content_type = excluded.content_type, bytes = excluded.bytes,
    sha256 = excluded.sha256, taken_at = excluded.taken_at, received_at = excluded.received_at
    WHERE proof_image.sha256 <> excluded.sha256;
  RETURN done(NULL);
END $$;

-- An operator lets an order go without the proof that it demands. The reason is audited.
CREATE OR REPLACE FUNCTION waive_proof(p_order uuid, p_reason text, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  demanded text;
  now timestamptz;
BEGIN
  SELECT * INTO o FROM orders WHERE id = p_order FOR UPDATE;
  now := clock_timestamp();
  IF o.id IS NULL THEN RETURN refused(NULL, 'order_not_found'); END IF;
  IF o.ended_at IS NOT NULL THEN RETURN refused(o, 'illegal_transition'); END IF;
  IF o.proof_demand = 'none' THEN RETURN done(o, '{"repeated": true}'); END IF;
  demanded := o.proof_demand;
  UPDATE orders SET proof_demand = 'none', version = version + 1, updated_at = now WHERE id = o.id RETURNING * INTO o;
  -- So that the phone reads its stops again.
  UPDATE route SET version = version + 1 WHERE driver_id = o.driver_id AND ended_at IS NULL;
  PERFORM record_event(o, 'order.proof_waived', o.status, p_actor,
    jsonb_build_object('reason', p_reason, 'demanded', demanded, 'driver_id', o.driver_id), true, now);
  RETURN done(o);
END $$;
