-- Calls and messages from a customer to the driver through the masked channel: how many, never what was said.
CREATE TABLE customer_contact (
  id bigserial NOT NULL,
  order_id uuid NOT NULL REFERENCES orders (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind text NOT NULL,
  created_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT customer_contact_pkey PRIMARY KEY (id),
  CONSTRAINT customer_contact_kind CHECK (kind IN ('call', 'message'))
);
CREATE INDEX customer_contact_order_id_idx ON customer_contact (order_id);
