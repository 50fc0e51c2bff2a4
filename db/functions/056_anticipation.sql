-- How likely each driver of a market says yes, from the offers that counted since then: the market's own rate until his
-- offers say otherwise (beta-binomial with p_prior offers' worth of the market's rate; Gelman et al., "Bayesian Data
-- Analysis", 2013, section 2.4). Answers how many drivers it has changed.
CREATE OR REPLACE FUNCTION refresh_acceptance(p_market text, p_since timestamptz, p_prior double precision) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  changed int;
BEGIN
  WITH answered AS (
    SELECT driver_id, count(*)::int AS offers, count(*) FILTER (WHERE status = 'accepted')::int AS yes
    FROM offer WHERE market_id = p_market AND settled_at > p_since AND counted GROUP BY driver_id
  ), usual AS (
    SELECT (coalesce(sum(yes), 0) + 9) / (coalesce(sum(offers), 0) + 10.0) AS rate FROM answered
  ), estimated AS (
    SELECT a.driver_id, a.offers, greatest(0.05, (a.yes + p_prior * u.rate) / (a.offers + p_prior)) AS rate
    FROM answered a, usual u
  )
  INSERT INTO driver_acceptance AS d (driver_id, rate, offers) SELECT driver_id, rate, offers FROM estimated
  ON CONFLICT (driver_id) DO UPDATE SET rate = excluded.rate, offers = excluded.offers
  WHERE (d.rate, d.offers) IS DISTINCT FROM (excluded.rate, excluded.offers);
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END $$;

-- Where a round thinks that idle drivers should wait. An older round's word never replaces a newer one's; who is busy by
-- now keeps none.
CREATE OR REPLACE FUNCTION keep_hints(p_round_no int, p_good_ms double precision, p_hints jsonb) RETURNS int
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  kept int;
BEGIN
  INSERT INTO wait_hint AS h (driver_id, lat, lng, depart_at, round_no, good_until)
  SELECT d.id, (x->'to'->>'lat')::float8, (x->'to'->>'lng')::float8, (x->>'departAt')::timestamptz, p_round_no,
         clock_timestamp() + p_good_ms * interval '1 millisecond'
  FROM jsonb_array_elements(p_hints) AS x JOIN driver d ON d.id = (x->>'driverId')::uuid
  WHERE d.availability = 'available' AND driver_load(d.id) = 0
  ORDER BY d.id
  ON CONFLICT (driver_id) DO UPDATE SET lat = excluded.lat, lng = excluded.lng, depart_at = excluded.depart_at,
    round_no = excluded.round_no, good_until = excluded.good_until
  WHERE h.round_no < excluded.round_no;
  GET DIAGNOSTICS kept = ROW_COUNT;
  RETURN kept;
END $$;
