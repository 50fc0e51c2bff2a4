-- An instant so many milliseconds later.
CREATE OR REPLACE FUNCTION plus_ms(p_at timestamptz, p_ms double precision) RETURNS timestamptz LANGUAGE sql IMMUTABLE AS $$
  SELECT p_at + p_ms * interval '1 millisecond'
$$;
