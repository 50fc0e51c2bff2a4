-- How many orders of a market have ended since then, by status: whole quarters from their rollups, and only what no rollup
-- covers yet from the orders. A board asks every second, and a day can have a million orders.
CREATE OR REPLACE FUNCTION ended_lately(p_market text, p_since timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  WITH m AS MATERIALIZED (
    SELECT m AS itself, (SELECT looked_until FROM read_model_state WHERE market_id = p_market) AS looked_until
    FROM market m WHERE m.id = p_market
  ), quarters AS MATERIALIZED (
    SELECT quarter, to_real_time(m.itself, quarter) AS begins, to_real_time(m.itself, quarter + interval '15 minutes') AS ends,
      quarter + interval '15 minutes' <= to_market_time(m.itself, m.looked_until) AND NOT EXISTS (
      SELECT 1 FROM rollup_pending p WHERE p.market_id = p_market AND p.quarter = q.quarter) AS covered
    FROM m, generate_series(quarter_of(m.itself, p_since), quarter_of(m.itself, clock_timestamp()), '15 minutes') AS q (quarter)
  ), counted AS (
    SELECT x.status, x.n FROM quarters q JOIN rollup r ON r.market_id = p_market AND r.quarter = q.quarter
      CROSS JOIN LATERAL (VALUES ('delivered', r.delivered), ('returned', r.returned), ('cancelled', r.cancelled),
                                 ('undeliverable', r.undeliverable)) AS x (status, n)
    WHERE q.covered
    UNION ALL
    SELECT o.status, 1 FROM quarters q
      JOIN orders o ON o.market_id = p_market AND o.ended_at >= q.begins AND o.ended_at < q.ends
    WHERE NOT coalesce(q.covered, false)
  )
  SELECT coalesce(jsonb_object_agg(status, n), '{}') FROM (SELECT status, sum(n) AS n FROM counted GROUP BY status) AS s
$$;
