-- What the outside is told. The types of webhooks that an event of ours makes, in the order in which they are told.
CREATE OR REPLACE FUNCTION webhook_types(p jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
      WHEN p->>'type' IN ('offer.sent', 'offer.accepted', 'offer.declined', 'offer.expired', 'offer.withdrawn',
        'order.eta_changed', 'driver.approaching', 'driver.location', 'escalation.raised', 'escalation.acknowledged',
        'escalation.resolved', 'zone.health_changed', 'message.requested', 'webhook_endpoint.disabled')
      THEN ARRAY[p->>'type'] ELSE '{}' END
    || CASE WHEN p->'data' ? 'withdrawn_offers' AND p->>'type' <> 'offer.withdrawn'
       THEN ARRAY['offer.withdrawn'] ELSE '{}' END
    || CASE WHEN p ? 'orderId' AND (p->>'statusFrom') IS DISTINCT FROM (p->>'status')
       THEN ARRAY['order.status_changed'] ELSE '{}' END
$$;

-- These tell about people whatever the body leaves out: only endpoints that named them and asked for personal data.
CREATE OR REPLACE FUNCTION is_personal_webhook(p_type text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_type IN ('driver.location', 'message.requested')
$$;

-- What merchants hear of; the rest is for the operators of the market.
CREATE OR REPLACE FUNCTION is_merchants_webhook(p_type text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT p_type IN ('order.status_changed', 'order.eta_changed', 'driver.approaching', 'driver.location',
                    'message.requested', 'webhook_endpoint.disabled')
$$;

CREATE OR REPLACE FUNCTION iso_utc(p timestamptz) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(p AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;

-- Instants of PostgreSQL's own spelling inside a body, as the API spells them.
CREATE OR REPLACE FUNCTION iso_utc(p text) RETURNS text LANGUAGE sql STABLE AS $$ SELECT iso_utc(p::timestamptz) $$;

-- An order as a webhook shows it. Names, places, telephones and what people have typed only where they were asked for.
CREATE OR REPLACE FUNCTION webhook_order(o orders, p_personal boolean) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', o.id, 'external_id', o.external_id, 'market_id', o.market_id, 'merchant_id', o.merchant_id,
    'status', o.status, 'version', o.version, 'size', o.size, 'zone_id', o.zone_id, 'driver_id', o.driver_id,
    'escalation_rung', o.escalation_rung, 'ready_at', iso_utc(o.ready_at), 'promised_at', iso_utc(o.promised_at),
    'scheduled_for', iso_utc(o.scheduled_for), 'placed_at', iso_utc(o.placed_at),
    'assigned_at', iso_utc(o.assigned_at), 'picked_up_at', iso_utc(o.picked_up_at), 'ended_at', iso_utc(o.ended_at))
  || CASE WHEN p_personal THEN jsonb_build_object(
    'end_reason', o.end_reason,
    'pickup', jsonb_build_object('name', o.pickup_name, 'address', o.pickup_address, 'phone', o.pickup_phone,
      'location', jsonb_build_object('lat', o.pickup_lat, 'lng', o.pickup_lng)),
    'dropoff', jsonb_build_object('name', o.dropoff_name, 'address', o.dropoff_address, 'phone', o.dropoff_phone,
      'email', o.dropoff_email, 'notes', o.dropoff_notes,
      'location', jsonb_build_object('lat', o.dropoff_lat, 'lng', o.dropoff_lng)),
    'driver', (SELECT jsonb_build_object('first_name', split_part(trim(d.name), ' ', 1), 'vehicle', d.vehicle)
               FROM driver d WHERE d.id = o.driver_id))
  ELSE '{}' END
$$;

-- What a webhook of this type says beside the order. Free text of people is personal: it may name somebody.
CREATE OR REPLACE FUNCTION webhook_facts(p_type text, p jsonb, p_personal boolean) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_strip_nulls(CASE
    WHEN p_type = 'order.status_changed' THEN
      jsonb_build_object('status_from', p->'statusFrom', 'status', p->'status', 'cause', p->'type')
      || CASE WHEN p_personal THEN jsonb_build_object('reason', p->'data'->'reason') ELSE '{}' END
    WHEN p_type = 'offer.withdrawn' AND p->'data' ? 'withdrawn_offers' THEN
      jsonb_build_object('offers', p->'data'->'withdrawn_offers')
    WHEN p_type LIKE 'offer.%' THEN
      jsonb_build_object('offers', jsonb_build_array(jsonb_build_object(
        'offer_id', p->'data'->'offer_id', 'driver_id', p->'data'->'driver_id', 'reason', p->'data'->'reason',
        'expires_at', iso_utc(p->'data'->>'expires_at'), 'pay_minor', p->'data'->'pay_minor',
        'strategy', p->'data'->'strategy')))
    WHEN p_type = 'order.eta_changed' THEN
      jsonb_build_object('eta', p->'data')
    WHEN p_type LIKE 'escalation.%' THEN
      jsonb_build_object('escalation', (p->'data') - 'outcome'
        || CASE WHEN p_personal THEN jsonb_build_object('outcome', p->'data'->'outcome') ELSE '{}' END)
    ELSE coalesce(p->'data', '{}')
  END)
$$;
