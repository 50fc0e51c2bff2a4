-- Stores arrival times that are worth telling ([{orderId, stage, low, median, …}]) and tells listeners. An order that
-- has ended meanwhile is left out: its time has come. Under the orders' locks, so that what is told of one order keeps
-- its order.
CREATE OR REPLACE FUNCTION give_etas(p_market text, p_model int, p_load float8, p_etas jsonb) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  given int;
BEGIN
  WITH eta AS (
    SELECT e, o FROM jsonb_array_elements(p_etas) AS e
    JOIN orders o ON o.id = (e->>'orderId')::uuid AND o.market_id = p_market AND o.ended_at IS NULL
    ORDER BY o.id FOR NO KEY UPDATE OF o
  ), stored AS (
    INSERT INTO eta_given (order_id, market_id, stage, given_at, low, median, high, raw_low, raw_median, raw_high,
                           pickup_at, late_risk, holds, model_version, kitchen_load, market_load)
    SELECT (o).id, p_market, e->>'stage', (e->>'givenAt')::timestamptz,
      (e->>'low')::timestamptz, (e->>'median')::timestamptz, (e->>'high')::timestamptz,
      (e->>'rawLow')::timestamptz, (e->>'rawMedian')::timestamptz, (e->>'rawHigh')::timestamptz,
      (e->>'pickupAt')::timestamptz, (e->>'lateRisk')::float8, e->>'holds', p_model, (e->>'kitchenLoad')::int, p_load
    FROM eta RETURNING 1
  ), told AS (
    INSERT INTO outbox (topic, key, number, payload)
    SELECT 'event', p_market, (o).version, jsonb_build_object(
      'orderId', (o).id, 'marketId', p_market, 'merchantId', (o).merchant_id, 'number', (o).version,
      'type', 'order.eta_changed', 'statusFrom', (o).status, 'status', (o).status, 'driverId', (o).driver_id,
      'data', jsonb_build_object('low', e->'low', 'median', e->'median', 'high', e->'high', 'pickup_at', e->'pickupAt',
                                 'promise_holds', e->'holds', 'late_risk', e->'lateRisk'),
      'occurredAt', e->'givenAt')
    FROM eta RETURNING 1
  )
  SELECT count(*) INTO given FROM stored;
  RETURN given;
END $$;
