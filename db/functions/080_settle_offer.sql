-- The end of an offer: one compare-and-set for accept, decline, expiry and withdrawal. Whoever comes second is told the
-- outcome that stands; whoever repeats his own answer gets it again. Judged by the database's clock, after the locks.
-- A driver settles his own offers only: another's is not there for him.
-- p_caller: the order whose workflow asks (it gets the standing order back instead of a message).
CREATE OR REPLACE FUNCTION settle_offer(
  p_offer uuid, p_outcome text, p_actor jsonb, p_reason text DEFAULT NULL, p_caller uuid DEFAULT NULL
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  f offer;
  o orders;
  asked orders;
  now timestamptz;
  outcome text := p_outcome;
BEGIN
  SELECT * INTO f FROM offer WHERE id = p_offer;
  IF NOT FOUND OR (p_actor->>'type' = 'driver' AND p_actor->>'id' <> f.driver_id::text) THEN
    RETURN refused(NULL, 'offer_not_found');
  END IF;
  -- What has ended stays ended: who is late for a wave need not queue for the order's lock to hear it.
  IF f.settled_at IS NOT NULL THEN RETURN answer_late(f, p_outcome, coalesce(p_caller, f.lead_order_id)); END IF;
  PERFORM 1 FROM driver WHERE id = f.driver_id FOR UPDATE;
  PERFORM 1 FROM orders WHERE id IN (SELECT order_id FROM offer_line WHERE offer_id = f.id AND status = 'live')
    ORDER BY id FOR UPDATE;
  SELECT * INTO f FROM offer WHERE id = p_offer FOR UPDATE;
  IF f.settled_at IS NOT NULL THEN RETURN answer_late(f, p_outcome, coalesce(p_caller, f.lead_order_id)); END IF;
  SELECT * INTO asked FROM orders WHERE id = coalesce(p_caller, f.lead_order_id);
  now := clock_timestamp();

  -- Lapsing is for reservations that nobody sent, not for the offer that was sent while the sweep looked.
  IF p_reason = 'lapsed' AND (f.status <> 'reserved' OR now < f.reserved_until) THEN
    RETURN refused(asked, 'too_early', settled_as(f));
  END IF;
  IF f.status = 'reserved' AND outcome <> 'withdrawn' THEN
    RETURN refused(asked, 'offer_not_open', settled_as(f));
  END IF;
  IF outcome = 'expired' AND now < f.expires_at THEN
    RETURN refused(asked, 'too_early', settled_as(f)
      || jsonb_build_object('waitMs', ceil(extract(epoch FROM f.expires_at - now) * 1000)));
  END IF;
  -- An answer after the deadline is an expiry, whenever the workflow's own timer comes to say so.
  IF f.status = 'open' AND now >= f.expires_at AND outcome IN ('accepted', 'declined') THEN
    outcome := 'expired';
  END IF;

  UPDATE offer SET status = outcome, settled_at = now, reason = CASE WHEN outcome = p_outcome THEN p_reason END,
    counted = counts_for_driver(f, outcome, p_reason) WHERE id = f.id RETURNING * INTO f;
  UPDATE offer_line SET status = CASE WHEN outcome = 'accepted' THEN 'won' ELSE 'lost' END
    WHERE offer_id = f.id AND status = 'live';
  FOR o IN
    SELECT r.* FROM orders r JOIN offer_line l ON l.order_id = r.id
    WHERE l.offer_id = f.id AND l.status IN ('won', 'lost') ORDER BY r.id
  LOOP
    IF outcome = 'accepted' THEN
      o := win_order(o, f, p_actor, o.id IS DISTINCT FROM p_caller, now);
    ELSE
      o := lose_order(o, f, p_actor, o.id IS DISTINCT FROM p_caller, now);
    END IF;
    IF o.id = asked.id THEN asked := o; END IF;
  END LOOP;
  IF outcome = 'accepted' THEN
    UPDATE driver SET version = version + 1 WHERE id = f.driver_id;
    PERFORM follow_plan(f.driver_id, f.stops);
  END IF;
  PERFORM note_answer(f, p_actor);
  RETURN CASE WHEN outcome = p_outcome THEN done(asked, settled_as(f))
              ELSE refused(asked, 'offer_closed', settled_as(f)) END;
END $$;

-- Who comes second is told the outcome that stands; whoever repeats his own answer gets it again.
CREATE OR REPLACE FUNCTION answer_late(f offer, p_outcome text, p_asked uuid) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  asked orders;
BEGIN
  SELECT * INTO asked FROM orders WHERE id = p_asked;
  RETURN CASE WHEN f.status = p_outcome THEN done(asked, settled_as(f) || '{"repeated": true}')
              ELSE refused(asked, 'offer_closed', settled_as(f)) END;
END $$;

CREATE OR REPLACE FUNCTION settled_as(f offer) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT jsonb_build_object('offer', jsonb_build_object(
    'id', f.id, 'status', f.status, 'driverId', f.driver_id, 'leadOrderId', f.lead_order_id,
    'reservedUntil', f.reserved_until, 'expiresAt', f.expires_at, 'settledAt', f.settled_at, 'reason', f.reason))
$$;

-- An accepted order: bound to the driver, its offers to others withdrawn in the same breath.
CREATE OR REPLACE FUNCTION win_order(o orders, f offer, p_actor jsonb, p_tell boolean, p_now timestamptz) RETURNS orders
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  was text := o.status;
  others jsonb;
BEGIN
  others := leave_offers(o, 'taken', p_actor, p_now);
  PERFORM bind_order(o, f.driver_id, f.id, false, p_now);
  PERFORM close_escalations(o.id, 'driver_found', p_now);
  -- A rescue has come to its end when the goods are in the new hands, a move when somebody has said yes.
  IF was <> 'stranded' THEN PERFORM finish_reassignment(o.id, 'reassigned', f.driver_id, f.created_by, p_now); END IF;
  UPDATE orders SET status = coalesce(next_status(o.status, 'accept'), next_status(o.status, 'accept_rescue')),
    version = version + 1, driver_id = f.driver_id,
    assigned_at = p_now, first_assigned_at = coalesce(first_assigned_at, p_now), unassigned_since = NULL,
    held_until = NULL, escalation_rung = 0, ladder_rung = 0, ladder_deadline_at = NULL, updated_at = p_now WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'offer.accepted', was, p_actor,
    jsonb_build_object('offer_id', f.id, 'driver_id', f.driver_id, 'pay_minor', f.pay_minor) || others, p_tell, p_now);
  RETURN o;
END $$;

-- An order whose offer ended without a yes: back to the pool unless another driver is still being asked. Who refused
-- or stayed silent is not asked again; a withdrawal is nobody's fault.
CREATE OR REPLACE FUNCTION lose_order(o orders, f offer, p_actor jsonb, p_tell boolean, p_now timestamptz) RETURNS orders
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  was text := o.status;
  still_asked boolean := EXISTS (
    SELECT 1 FROM offer_line l JOIN offer x ON x.id = l.offer_id
    WHERE l.order_id = o.id AND l.status = 'live' AND x.status = 'open');
BEGIN
  UPDATE orders SET version = version + 1, updated_at = p_now,
    status = CASE WHEN o.status = 'offered' AND NOT still_asked THEN next_status(o.status, 'lose_offer') ELSE o.status END,
    excluded_driver_ids = CASE WHEN f.status = 'withdrawn' OR f.driver_id = ANY (o.excluded_driver_ids)
      THEN o.excluded_driver_ids ELSE o.excluded_driver_ids || f.driver_id END,
    excluded_at = CASE WHEN f.status = 'withdrawn' THEN o.excluded_at ELSE p_now END
    WHERE id = o.id RETURNING * INTO o;
  PERFORM record_event(o, 'offer.' || f.status, was, p_actor,
    jsonb_build_object('offer_id', f.id, 'driver_id', f.driver_id, 'reason', f.reason), p_tell, p_now);
  IF o.status IN ('unassigned', 'stranded') THEN PERFORM wake_matching(o.market_id); END IF;
  RETURN o;
END $$;
