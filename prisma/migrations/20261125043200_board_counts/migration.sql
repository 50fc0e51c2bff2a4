-- A board counts what ended in the last day; without this it looked at everything that ever had.
CREATE INDEX orders_ended ON orders (market_id, ended_at) WHERE ended_at IS NOT NULL;
