-- Works out how true the arrival times were of what was delivered in a quarter. An order counts when it came, with all
-- that was told of it before. Lead times are banded as in domain/eta/model.ts, risks in tenths; seconds are market time.
CREATE OR REPLACE FUNCTION write_rollup_etas(m market, p_quarter timestamptz, begins timestamptz, ends timestamptz)
RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  DELETE FROM rollup_eta WHERE market_id = m.id AND quarter = p_quarter;
  INSERT INTO rollup_eta (market_id, quarter, stage, lead, risk, told, within, before_low, before_median, after_high, late,
                          risk_sum, abs_s, bias_s)
  SELECT m.id, p_quarter, stage, lead, risk, count(*), count(*) FILTER (WHERE abs(error_s) <= 300),
    count(*) FILTER (WHERE came_at < low), count(*) FILTER (WHERE came_at < median), count(*) FILTER (WHERE came_at > high),
    count(*) FILTER (WHERE is_late), sum(late_risk::numeric), sum(abs(error_s)::numeric), sum(error_s::numeric)
  FROM (
    SELECT g.stage, g.low, g.median, g.high, g.late_risk, o.ended_at AS came_at, o.ended_at > o.promised_at AS is_late,
      extract(epoch FROM o.ended_at - g.median)::float8 * m.clock_rate AS error_s,
      greatest(0, width_bucket(extract(epoch FROM g.median - g.given_at)::float8 * m.clock_rate / 60,
                               array[0, 10, 20, 30, 45]::float8[]) - 1) AS lead,
      least(9, floor(g.late_risk * 10)::int) AS risk
    FROM orders o JOIN eta_given g ON g.order_id = o.id AND g.given_at < o.ended_at
    WHERE o.market_id = m.id AND o.ended_at >= begins AND o.ended_at < ends AND o.status = 'delivered'
  ) AS told GROUP BY stage, lead, risk;
END $$;
