-- What of an order an event compares: all that decides its fate, and nothing personal.
CREATE OR REPLACE FUNCTION order_facts(o orders) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'status', o.status, 'driver_id', o.driver_id, 'ready_at', o.ready_at, 'promised_at', o.promised_at,
    'pool_at', o.pool_at, 'tip_minor', o.tip_minor, 'pay_raise_minor', o.pay_raise_minor, 'priority', o.priority,
    'offers_made', o.offers_made, 'waves_made', o.waves_made, 'reassignments', o.reassignments,
    'excluded_drivers', cardinality(o.excluded_driver_ids), 'escalation_rung', o.escalation_rung,
    'policy_version', o.policy_version, 'end_reason', o.end_reason)
$$;

-- The entries of one object that another has not, or has otherwise. All of it when there is no other.
CREATE OR REPLACE FUNCTION only_changed(p_of jsonb, p_against jsonb) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_object_agg(key, value) FROM jsonb_each(p_of) WHERE value IS DISTINCT FROM p_against->key
$$;

-- An order's version only rises, by one, and an ended order stays as it ended. With each version it remembers how it
-- stood before.
CREATE OR REPLACE FUNCTION guard_order_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
    RAISE EXCEPTION 'order % cannot go from version % to %', OLD.id, OLD.version, NEW.version
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND NEW.version = OLD.version THEN
    RAISE EXCEPTION 'order % changes its status without a new version', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.ended_at IS NOT NULL AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'order % has ended as %', OLD.id, OLD.status USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.version > OLD.version THEN NEW.facts_before := order_facts(OLD); END IF;
  RETURN NEW;
END $$;

-- Since when the goods are in the hands of the driver who has them now: after a rescue that is the rescuer's hand-over, not
-- the first pickup. Before it his whereabouts are nobody's business.
CREATE OR REPLACE FUNCTION carried_since(o orders) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT coalesce((
    SELECT max(s.completed_at) FROM stop s JOIN assignment a ON a.id = s.assignment_id
    WHERE s.order_id = o.id AND s.kind = 'pickup' AND s.status = 'completed' AND a.driver_id = o.driver_id
  ), o.picked_up_at)
$$;
