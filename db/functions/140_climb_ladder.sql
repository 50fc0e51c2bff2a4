-- A rung of the ladder acts. Asked for by the order's workflow, which names version and rung: run again it finds that rung
-- reached. p: {rung, reason, deadlineMs, actions, orderBudgetMinor, dayBudgetMinor}, see domain/ladder/climb.ts.
DROP FUNCTION IF EXISTS raise_escalation(uuid, int, int, text, double precision, jsonb);
CREATE OR REPLACE FUNCTION climb_ladder(p_order uuid, p_version int, p jsonb, p_actor jsonb) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  action jsonb;
  acted jsonb;
  now timestamptz;
BEGIN
  o := lock_scope(p_order);
  now := clock_timestamp();
  IF o.version <> p_version OR o.ended_at IS NOT NULL OR o.ladder_rung >= (p->>'rung')::int THEN
    RETURN refused(o, 'order_changed');
  END IF;
  UPDATE orders SET ladder_rung = (p->>'rung')::int, ladder_deadline_at = plus_ms(now, (p->>'deadlineMs')::float8),
    version = version + 1, updated_at = now WHERE id = o.id RETURNING * INTO o;
  -- One event per rung, whatever it did; its actions see the order as it is by then.
  acted := '{}';
  FOR action IN SELECT * FROM jsonb_array_elements(p->'actions') LOOP
    CONTINUE WHEN is_switched(o.market_id, 'manual_mode') AND action->>'kind' NOT IN ('escalate', 'page');
    acted := acted || take_rung_action(o, action, p, now);
    SELECT * INTO o FROM orders WHERE id = p_order;
  END LOOP;
  PERFORM record_event(o, CASE WHEN acted ? 'escalation_id' THEN 'escalation.raised' ELSE 'ladder.climbed' END, o.status,
    p_actor, jsonb_build_object('rung', p->'rung', 'reason', p->'reason') || acted, false, now);
  IF acted ? 'cancel' THEN
    o := end_order(o, 'cancel', 'order.cancelled', 'no driver found', p_actor || '{"refund": true}', false);
  ELSIF o.status = 'unassigned' THEN
    PERFORM wake_matching(o.market_id);
  END IF;
  RETURN done(o);
END $$;

-- One action of a rung on a locked order, within the version that the rung has made. Answers what it did, for the event.
CREATE OR REPLACE FUNCTION take_rung_action(o orders, p_action jsonb, p jsonb, p_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  granted int;
BEGIN
  CASE p_action->>'kind'
    WHEN 'widen' THEN
      UPDATE orders SET reach_unlimited = true, offers_made = 0 WHERE id = o.id;
      RETURN '{"widened": true}';
    WHEN 'strategy' THEN
      UPDATE orders SET offer_strategy = p_action->>'strategy', offers_made = 0 WHERE id = o.id;
      RETURN jsonb_build_object('strategy', p_action->'strategy');
    WHEN 'raise_pay' THEN
      granted := grant_raise(o, (p_action->>'minor')::int, (p->>'orderBudgetMinor')::int, (p->>'dayBudgetMinor')::int);
      RETURN jsonb_build_object('pay_raise_minor', granted);
    WHEN 'ask_on_break' THEN
      RETURN jsonb_build_object('asked_on_break', ask_on_break(o));
    WHEN 'new_promise' THEN
      UPDATE orders SET promised_at = greatest(promised_at, plus_ms(p_now, (p_action->>'inMs')::float8)) WHERE id = o.id
        RETURNING * INTO o;
      RETURN jsonb_build_object('promised_at', o.promised_at);
    WHEN 'escalate' THEN
      RETURN raise_or_join(o, (p->>'rung')::int, p->>'reason', p_now);
    WHEN 'page' THEN
      INSERT INTO outbox (topic, key, number, payload) VALUES ('page', o.id::text, o.version,
        jsonb_build_object('marketId', o.market_id, 'orderId', o.id, 'rung', p->'rung', 'reason', p->'reason', 'at', p_now));
      RETURN '{"paged": true}';
    WHEN 'partner' THEN
      INSERT INTO outbox (topic, key, number, payload) VALUES ('partner', o.id::text, o.version,
        jsonb_build_object('orderId', o.id, 'driverId', p_action->'driverId'));
      RETURN jsonb_build_object('partner_asked', p_action->'driverId');
    WHEN 'refund_and_cancel' THEN
      RETURN '{"cancel": true, "refund": true}';
  END CASE;
END $$;

-- Adds to an order's pay what order and market-day still allow, at most what is asked; answers how much. The day's row is
-- locked, so that two orders never share the last of it. A day is one of the market's time zone.
CREATE OR REPLACE FUNCTION grant_raise(o orders, p_minor int, p_order_budget int, p_day_budget int) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  today date := (SELECT (clock_timestamp() AT TIME ZONE time_zone)::date FROM market WHERE id = o.market_id);
  spent int;
  granted int;
BEGIN
  INSERT INTO ladder_spend (market_id, day) VALUES (o.market_id, today) ON CONFLICT DO NOTHING;
  SELECT spent_minor INTO spent FROM ladder_spend WHERE market_id = o.market_id AND day = today FOR UPDATE;
  granted := greatest(0, least(p_minor, p_order_budget - o.ladder_raise_minor, p_day_budget - spent));
  UPDATE ladder_spend SET spent_minor = spent_minor + granted WHERE market_id = o.market_id AND day = today;
  UPDATE orders SET ladder_raise_minor = ladder_raise_minor + granted, pay_raise_minor = pay_raise_minor + granted,
    offers_made = CASE WHEN granted > 0 THEN 0 ELSE offers_made END WHERE id = o.id;
  RETURN granted;
END $$;

-- Drivers on break hear that an order waits; nobody has to come. Answers how many were told.
CREATE OR REPLACE FUNCTION ask_on_break(o orders) RETURNS int LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  told int := 0;
  resting uuid;
BEGIN
  FOR resting IN SELECT id FROM driver WHERE market_id = o.market_id AND active AND availability = 'on_break'
                 ORDER BY availability_since LIMIT 20 LOOP
    PERFORM push_to_driver(resting, '{"kind": "orders_wait"}');
    told := told + 1;
  END LOOP;
  RETURN told;
END $$;

-- Asks people to look at an order: once per cause, a higher rung replaces the lower one. Where a common cause has an
-- incident, the order joins that instead of adding to the storm.
CREATE OR REPLACE FUNCTION raise_or_join(o orders, p_rung int, p_reason text, p_now timestamptz) RETURNS jsonb
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  common uuid := incident_for(o, p_reason);
  raised uuid;
BEGIN
  PERFORM close_escalations(o.id, 'next rung', p_now);
  IF common IS NOT NULL THEN
    INSERT INTO incident_order (incident_id, order_id, joined_at) VALUES (common, o.id, p_now)
      ON CONFLICT (incident_id, order_id) DO UPDATE SET left_at = NULL;
    UPDATE orders SET escalation_rung = 0 WHERE id = o.id;
    RETURN jsonb_build_object('incident_id', common);
  END IF;
  UPDATE orders SET escalation_rung = p_rung WHERE id = o.id;
  INSERT INTO escalation (market_id, order_id, rung, reason, evidence, raised_at, deadline_at)
  VALUES (o.market_id, o.id, p_rung, p_reason, jsonb_build_object(
      'status', o.status, 'offers_made', o.offers_made, 'moves', o.moves, 'rescues_failed', o.rescues_failed,
      'unassigned_since', o.unassigned_since, 'stranded_at', o.stranded_at, 'promised_at', o.promised_at),
    p_now, o.ladder_deadline_at)
  RETURNING id INTO raised;
  RETURN jsonb_build_object('escalation_id', raised);
END $$;
