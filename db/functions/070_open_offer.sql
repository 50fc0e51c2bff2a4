-- Sends a reserved offer: the compare-and-set reserved → open, asked for by the lead order's workflow. The others of its
-- wave go out with it and run out with it. Run again it finds the offer open and answers the same. A reservation that
-- has lapsed is not sent any more.
CREATE OR REPLACE FUNCTION open_offer(
  p_offer uuid, p_caller uuid, p_lifetime_ms double precision, p_actor jsonb
) RETURNS jsonb LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  f offer;
  o orders;
  asked orders;
  now timestamptz;
  was text;
  sent_beside uuid[];
BEGIN
  PERFORM 1 FROM orders WHERE id IN (SELECT order_id FROM offer_line WHERE offer_id = p_offer AND status = 'live')
    ORDER BY id FOR UPDATE;
  SELECT * INTO f FROM offer WHERE id = p_offer FOR UPDATE;
  SELECT * INTO asked FROM orders WHERE id = p_caller;
  now := clock_timestamp();
  IF f.status = 'open' THEN RETURN done(asked, '{"repeated": true}'); END IF;
  IF f.status <> 'reserved' OR f.lead_order_id <> p_caller THEN RETURN refused(asked, 'offer_closed'); END IF;
  IF f.reserved_until < now THEN RETURN refused(asked, 'offer_lapsed'); END IF;
  UPDATE offer SET status = 'open', opened_at = now, expires_at = now + p_lifetime_ms * interval '1 millisecond'
    WHERE id = f.id RETURNING * INTO f;
  WITH others AS (
    UPDATE offer SET status = 'open', opened_at = f.opened_at, expires_at = f.expires_at
      WHERE f.wave > 0 AND id IN (SELECT id FROM live_offers(p_caller)) AND status = 'reserved' RETURNING id
  ) SELECT coalesce(array_agg(id), '{}') INTO sent_beside FROM others;
  PERFORM tell_of_offer(x) FROM live_offers(p_caller) x WHERE x.status = 'open';
  FOR o IN
    SELECT r.* FROM orders r JOIN offer_line l ON l.order_id = r.id
    WHERE l.offer_id = f.id AND l.status = 'live' ORDER BY r.id
  LOOP
    was := o.status;
    UPDATE orders SET status = coalesce(next_status(o.status, 'send_offer'), o.status), version = version + 1,
      offers_made = offers_made + 1, updated_at = now WHERE id = o.id RETURNING * INTO o;
    PERFORM record_event(o, 'offer.sent', was, p_actor,
      jsonb_build_object('offer_id', f.id, 'driver_id', f.driver_id, 'expires_at', f.expires_at, 'pay_minor', f.pay_minor,
                         'strategy', f.strategy, 'drivers', (SELECT count(*) FROM live_offers(o.id))),
      o.id <> p_caller, now);
    IF o.id = p_caller THEN asked := o; END IF;
  END LOOP;
  PERFORM record_offers(asked, 'offer.sent', sent_beside, p_actor, now);
  RETURN done(asked);
END $$;
