-- Every arrival time that was told, with what was known then: scored once the order is delivered.
CREATE TABLE eta_given (
  id bigserial PRIMARY KEY,
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  market_id text NOT NULL,
  stage text NOT NULL,
  given_at timestamptz(6) NOT NULL,
  low timestamptz(6) NOT NULL,
  median timestamptz(6) NOT NULL,
  high timestamptz(6) NOT NULL,
  raw_low timestamptz(6) NOT NULL,
  raw_median timestamptz(6) NOT NULL,
  raw_high timestamptz(6) NOT NULL,
  pickup_at timestamptz(6),
  late_risk double precision NOT NULL,
  holds text NOT NULL,
  model_version int NOT NULL,
  kitchen_load int NOT NULL,
  market_load double precision NOT NULL
);
CREATE INDEX eta_given_order_id_id_idx ON eta_given (order_id, id);
CREATE INDEX eta_given_market_id_given_at_idx ON eta_given (market_id, given_at);
ALTER TABLE eta_given
  ADD CONSTRAINT eta_given_stage CHECK (stage IN ('unassigned', 'assigned', 'carried')),
  ADD CONSTRAINT eta_given_holds CHECK (holds IN ('yes', 'at_risk', 'no'));

-- What a market has learned, version by version.
CREATE TABLE eta_model (
  market_id text NOT NULL,
  version int NOT NULL,
  body jsonb NOT NULL,
  orders int NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT eta_model_pkey PRIMARY KEY (market_id, version)
);

-- A customer's link to one order. Only its hash is kept: who reads the table can open nothing.
CREATE TABLE tracking_link (
  hash text NOT NULL,
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  expires_at timestamptz(6) NOT NULL,
  revoked_at timestamptz(6),
  CONSTRAINT tracking_link_pkey PRIMARY KEY (hash)
);
CREATE INDEX tracking_link_order_id_idx ON tracking_link (order_id);

-- What the customer thought of it, once per order.
CREATE TABLE order_rating (
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  stars int NOT NULL,
  reasons text[] NOT NULL DEFAULT '{}',
  comment text,
  created_at timestamptz(6) NOT NULL DEFAULT now(),
  CONSTRAINT order_rating_pkey PRIMARY KEY (order_id)
);
ALTER TABLE order_rating ADD CONSTRAINT order_rating_stars CHECK (stars BETWEEN 1 AND 5);
