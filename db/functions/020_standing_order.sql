-- An order as it stands, in the shape of domain/dispatch/standing-order.ts: what messages and results carry.
-- What it is made of has been read already, and it reads nothing itself: so a statement that reads many orders takes it in
-- as its own (db/read-models/orders.ts), which a call for each of them would cost ten times as much.
CREATE OR REPLACE FUNCTION standing_of(o orders, p_snoozed_until timestamptz, p_offer jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'id', o.id, 'version', o.version, 'changedAt', o.updated_at, 'status', o.status,
    'marketId', o.market_id, 'merchantId', o.merchant_id, 'zoneId', o.zone_id, 'policyVersion', o.policy_version,
    'driverId', o.driver_id, 'placedAt', o.placed_at, 'poolAt', o.pool_at, 'readyAt', o.ready_at,
    'promisedAt', o.promised_at, 'unassignedSince', o.unassigned_since, 'assignedAt', o.assigned_at,
    'arrivedAtPickupAt', o.arrived_at_pickup_at, 'pickedUpAt', o.picked_up_at,
    'arrivedAtDropoffAt', o.arrived_at_dropoff_at, 'returningAt', o.returning_at, 'endedAt', o.ended_at,
    'endReason', o.end_reason, 'priority', o.priority, 'offersMade', o.offers_made,
    'escalationRung', o.escalation_rung, 'ladderRung', o.ladder_rung,
    'escalationDeadlineAt', CASE WHEN o.ladder_rung > 0 THEN o.ladder_deadline_at END,
    'snoozedUntil', CASE WHEN o.escalation_rung > 0 THEN p_snoozed_until END,
    'heldUntil', o.held_until, 'moves', o.moves, 'strandedAt', o.stranded_at, 'rescuesFailed', o.rescues_failed,
    'offer', p_offer)
$$;

-- The same of one order, with what belongs to it.
-- VOLATILE, like every helper here: a STABLE one would read the snapshot from before its caller's own changes.
CREATE OR REPLACE FUNCTION standing_order(o orders) RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT standing_of(o,
    CASE WHEN o.escalation_rung > 0 THEN
      (SELECT min(snoozed_until) FROM escalation WHERE order_id = o.id AND status = 'snoozed') END,
    (SELECT jsonb_build_object('id', f.id, 'status', f.status, 'driverId', f.driver_id, 'leadOrderId', f.lead_order_id,
                               'reservedUntil', f.reserved_until, 'expiresAt', f.expires_at)
     FROM offer_line l JOIN offer f ON f.id = l.offer_id
     WHERE l.order_id = o.id AND l.status = 'live' AND f.status IN ('reserved', 'open')
     -- Of a wave's offers the one that runs out first: they share one expiry, so any of them would do.
     ORDER BY f.status, f.expires_at, f.id LIMIT 1))
$$;

-- Answers of the transition functions: the standing order beside what happened, or beside why nothing did.
CREATE OR REPLACE FUNCTION done(o orders, p_extra jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT jsonb_build_object('done', true, 'order', standing_order(o)) || p_extra
$$;
CREATE OR REPLACE FUNCTION refused(o orders, p_code text, p_extra jsonb DEFAULT '{}') RETURNS jsonb LANGUAGE sql VOLATILE AS $$
  SELECT jsonb_build_object('done', false, 'code', p_code,
                            'order', CASE WHEN (o).id IS NULL THEN NULL ELSE standing_order(o) END) || p_extra
$$;
