-- Is there an earlier message of this order? Asked for every message that the relay claims.
CREATE INDEX outbox_by_order ON outbox (key, id) WHERE topic = 'order';
