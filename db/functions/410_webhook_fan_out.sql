-- One delivery per endpoint that wants to hear of an event, in the transaction that the event is written in: either both
-- are there or neither. Events of one order are written under its lock, so the sequence rises with what happened. Only the
-- newest position is worth telling: one that waits makes room.
CREATE OR REPLACE FUNCTION webhook_fan_out(p jsonb) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  kind text;
  told int := 0;
  added int;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM webhook_endpoint WHERE market_id = p->>'marketId' AND enabled) THEN RETURN 0; END IF;
  IF p ? 'orderId' THEN SELECT * INTO o FROM orders WHERE id = (p->>'orderId')::uuid; END IF;
  FOREACH kind IN ARRAY webhook_types(p) LOOP
    IF kind = 'driver.location' THEN
      UPDATE webhook_delivery SET status = 'superseded', settled_at = clock_timestamp()
        WHERE order_id = o.id AND type = kind AND status = 'pending'
          AND (lease_until IS NULL OR lease_until < clock_timestamp());
    END IF;
    INSERT INTO webhook_delivery (endpoint_id, lane, order_id, type, livemode, data)
    SELECT e.id, coalesce(o.id::text, 'market/' || m.id), o.id, kind, m.livemode,
      webhook_facts(kind, p, e.include_personal_data)
      || jsonb_strip_nulls(jsonb_build_object('market_id', m.id, 'occurred_at', iso_utc(p->>'occurredAt')))
      || CASE WHEN o.id IS NULL THEN '{}' ELSE jsonb_build_object('order', webhook_order(o, e.include_personal_data)) END
    FROM webhook_endpoint e JOIN market m ON m.id = e.market_id
    WHERE e.market_id = p->>'marketId' AND e.enabled
      AND (kind = ANY (e.event_types) OR ('*' = ANY (e.event_types) AND NOT is_personal_webhook(kind)))
      AND (e.include_personal_data OR NOT is_personal_webhook(kind))
      AND (e.merchant_id IS NULL OR (is_merchants_webhook(kind)
        AND e.merchant_id = coalesce(o.merchant_id, (p->>'merchantId')::uuid)));
    GET DIAGNOSTICS added = ROW_COUNT;
    told := told + added;
  END LOOP;
  RETURN told;
END $$;

-- Whatever is published is also what the outside is told of.
CREATE OR REPLACE FUNCTION tell_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM webhook_fan_out(NEW.payload);
  PERFORM note_message(NEW.payload);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER outbox_tell_outside AFTER INSERT ON outbox
  FOR EACH ROW WHEN (NEW.topic = 'event') EXECUTE FUNCTION tell_outside();
