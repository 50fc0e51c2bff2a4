-- A market's clock in SQL: market time = real time × rate + offset. Quarters are market time, facts are real time.
CREATE OR REPLACE FUNCTION to_market_time(m market, p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT to_timestamp((extract(epoch FROM p_at)::float8 * 1000 * m.clock_rate + m.clock_offset_ms) / 1000)
$$;
CREATE OR REPLACE FUNCTION to_real_time(m market, p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT to_timestamp((extract(epoch FROM p_at)::float8 * 1000 - m.clock_offset_ms) / m.clock_rate / 1000)
$$;

-- The quarter of an hour of the market's clock in which something happened.
CREATE OR REPLACE FUNCTION quarter_of(m market, p_at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT date_bin('15 minutes', to_market_time(m, p_at), timestamptz '2000-01-01T00:00:00Z')
$$;

-- Upper ends of the buckets in which durations are counted, in seconds, rising by a fourth of an octave; the last bucket
-- is open. domain/analytics/histogram.ts has the same list and a test compares.
CREATE OR REPLACE FUNCTION duration_bounds() RETURNS float8[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg(round(power(2, k / 4.0)::numeric, 3)::float8 ORDER BY k) FROM generate_series(0, 60) AS k
$$;

-- How many of the values fall into each bucket: the first up to a second, the last beyond the last bound.
CREATE OR REPLACE FUNCTION histogram_of(p_values float8[]) RETURNS int[] LANGUAGE sql IMMUTABLE AS $$
  SELECT array_agg(coalesce(n, 0) ORDER BY bucket)
  FROM generate_series(0, cardinality(duration_bounds())) AS bucket
  LEFT JOIN (SELECT width_bucket(greatest(v, 0), duration_bounds()) AS bucket, count(*)::int AS n
             FROM unnest(p_values) AS v GROUP BY 1) AS counted USING (bucket)
  WHERE p_values IS NOT NULL HAVING count(*) > 0
$$;

CREATE OR REPLACE FUNCTION counts_of(p_labels text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(jsonb_object_agg(label, n), '{}')
  FROM (SELECT label, count(*) AS n FROM unnest(p_labels) AS label GROUP BY label) AS counted
$$;

-- Milliseconds that two stretches of time share.
CREATE OR REPLACE FUNCTION shared_ms(p_from timestamptz, p_to timestamptz, q_from timestamptz, q_to timestamptz)
RETURNS float8 LANGUAGE sql IMMUTABLE AS $$
  SELECT greatest(0, 1000 * extract(epoch FROM least(p_to, q_to) - greatest(p_from, q_from))::float8)
$$;
