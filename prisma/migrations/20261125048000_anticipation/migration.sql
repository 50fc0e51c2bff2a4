-- What a market expects: its usual day, how likely each driver says yes, and where idle drivers had better wait.

CREATE TABLE usual_day (
  market_id text NOT NULL REFERENCES market (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  profile jsonb,
  learned_until timestamptz(6) NOT NULL,
  CONSTRAINT usual_day_pkey PRIMARY KEY (market_id)
);

CREATE TABLE driver_acceptance (
  driver_id uuid NOT NULL REFERENCES driver (id) ON DELETE CASCADE ON UPDATE CASCADE,
  rate double precision NOT NULL,
  offers integer NOT NULL,
  CONSTRAINT driver_acceptance_pkey PRIMARY KEY (driver_id),
  CONSTRAINT driver_acceptance_rate CHECK (rate > 0 AND rate <= 1)
);

CREATE TABLE wait_hint (
  driver_id uuid NOT NULL REFERENCES driver (id) ON DELETE CASCADE ON UPDATE CASCADE,
  lat double precision NOT NULL,
  lng double precision NOT NULL,
  depart_at timestamptz(6) NOT NULL,
  round_no integer NOT NULL,
  good_until timestamptz(6) NOT NULL,
  CONSTRAINT wait_hint_pkey PRIMARY KEY (driver_id)
);

-- The orders of a finished day are looked up by when they were placed.
CREATE INDEX orders_market_id_placed_at_idx ON orders (market_id, placed_at);
