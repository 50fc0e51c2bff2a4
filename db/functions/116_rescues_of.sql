-- How the goods fare that a driver was lost with, in the shape of RescueRecord: another driver is looked for, is on his
-- way, is there, or has them. Until the goods have changed hands it names who comes and when he is expected; that they
-- have is told for a quarter of an hour, to say that nothing is left to do.
CREATE OR REPLACE FUNCTION rescues_of(p_driver uuid) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT coalesce(jsonb_agg(told ORDER BY lost_at), '[]') FROM (
    SELECT a.ended_at AS lost_at, jsonb_build_object(
      'orderId', o.id, 'externalId', o.external_id,
      'step', CASE WHEN is_mine THEN CASE WHEN o.status = 'stranded' THEN 'finding_driver'
                                          WHEN s.status = 'arrived' THEN 'arrived' ELSE 'on_the_way' END
                   ELSE 'handed_over' END,
      'rescuer', CASE WHEN is_mine AND r.id IS NOT NULL THEN jsonb_build_object('name', r.name, 'vehicle', r.vehicle) END,
      'arrivesAt', CASE WHEN is_mine AND s.status = 'planned' THEN coalesce(
        (SELECT g.pickup_at FROM eta_given g WHERE g.order_id = o.id AND g.given_at >= o.assigned_at ORDER BY g.id DESC LIMIT 1),
        s.planned_arrive_at) END) AS told
    FROM assignment a
    JOIN orders o ON o.id = a.order_id
    CROSS JOIN LATERAL (SELECT o.goods_with IS NOT DISTINCT FROM p_driver AND o.status IN ('stranded', 'rescuing') AS is_mine) AS mine
    LEFT JOIN driver r ON r.id = o.driver_id AND o.status = 'rescuing'
    -- Where the goods change hands: the pickup of whoever was bound after him.
    LEFT JOIN LATERAL (
      SELECT x.* FROM assignment b JOIN stop x ON x.assignment_id = b.id AND x.kind = 'pickup'
      WHERE b.order_id = o.id AND b.created_at > a.ended_at AND x.status IN ('planned', 'arrived', 'completed')
      ORDER BY b.created_at LIMIT 1) AS s ON true
    WHERE a.driver_id = p_driver AND a.end_reason = 'stranded' AND a.ended_at > clock_timestamp() - interval '1 day'
      AND (is_mine OR s.status = 'completed' AND s.completed_at > clock_timestamp() - interval '15 minutes')
  ) AS fates
$$;
