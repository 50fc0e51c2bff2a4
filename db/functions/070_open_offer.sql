-- Sends a reserved offer: the compare-and-set reserved → open, asked for by the lead order's workflow. Run again it
-- finds the offer open and answers the same. A reservation that lapsed is withdrawn instead.
CREATE OR REPLACE FUNCTION open_offer(p_offer uuid, p_lifetime_ms double precision, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  f offer;
  o orders;
  lead orders;
  now timestamptz;
  was text;
BEGIN
  SELECT * INTO f FROM offer WHERE id = p_offer;
  PERFORM 1 FROM orders WHERE id IN (SELECT order_id FROM offer_line WHERE offer_id = p_offer AND status = 'live')
    ORDER BY id FOR UPDATE;
  SELECT * INTO f FROM offer WHERE id = p_offer FOR UPDATE;
  SELECT * INTO lead FROM orders WHERE id = f.lead_order_id;
  now := clock_timestamp();
  IF f.status = 'open' THEN RETURN done(lead); END IF;
  IF f.status <> 'reserved' THEN RETURN refused(lead, 'offer_closed'); END IF;
  IF f.reserved_until < now THEN RETURN refused(lead, 'offer_lapsed'); END IF;
  UPDATE offer SET status = 'open', opened_at = now, expires_at = now + p_lifetime_ms * interval '1 millisecond'
    WHERE id = f.id RETURNING * INTO f;
  FOR o IN
    SELECT r.* FROM orders r JOIN offer_line l ON l.order_id = r.id
    WHERE l.offer_id = f.id AND l.status = 'live' ORDER BY r.id
  LOOP
    was := o.status;
    UPDATE orders SET status = next_status(o.status, 'send_offer'), version = version + 1,
      offers_made = offers_made + 1, updated_at = now WHERE id = o.id RETURNING * INTO o;
    PERFORM record_event(o, 'offer.sent', was, p_actor,
      jsonb_build_object('offer_id', f.id, 'driver_id', f.driver_id, 'expires_at', f.expires_at, 'pay_minor', f.pay_minor),
      o.id <> f.lead_order_id, now);
    IF o.id = f.lead_order_id THEN lead := o; END IF;
  END LOOP;
  RETURN done(lead);
END $$;
