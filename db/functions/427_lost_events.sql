-- What the end of a trail has lost: an event that waits for its seal and is gone, or the one that made an order's last
-- version, where the order has changed since the last event that a seal covers. Cutting off the newest seals with their
-- events leaves a chain that proves itself; the orders still say how far they had come.
CREATE OR REPLACE FUNCTION first_lost_event(p_market text) RETURNS TABLE (event_id bigint, order_id uuid, number int)
LANGUAGE sql STABLE AS $$
  (SELECT u.event_id, NULL::uuid, NULL::int FROM outrider_audit.unsealed u
   WHERE u.market_id = p_market
     AND NOT EXISTS (SELECT 1 FROM event e WHERE e.id = u.event_id AND e.recorded_at = u.recorded_at)
   ORDER BY u.event_id LIMIT 1)
  UNION ALL
  (SELECT NULL, o.id, o.version FROM orders o
   WHERE o.market_id = p_market
     AND o.updated_at > coalesce((SELECT last_recorded_at FROM outrider_audit.seal WHERE market_id = p_market
                                  ORDER BY seq DESC LIMIT 1), '-infinity')
     AND NOT EXISTS (SELECT 1 FROM event e WHERE e.order_id = o.id AND e.number = o.version)
   ORDER BY o.updated_at LIMIT 1)
  LIMIT 1
$$;
