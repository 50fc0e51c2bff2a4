-- Orders that share a live offer with this one, itself included.
CREATE OR REPLACE FUNCTION companions(p_order uuid) RETURNS uuid[] LANGUAGE sql VOLATILE AS $$
  SELECT array_agg(DISTINCT id) FROM (
    SELECT p_order AS id
    UNION ALL
    SELECT theirs.order_id
    FROM offer_line mine
    JOIN offer f ON f.id = mine.offer_id AND f.status IN ('reserved', 'open')
    JOIN offer_line theirs ON theirs.offer_id = f.id AND theirs.status = 'live'
    WHERE mine.order_id = p_order AND mine.status = 'live'
  ) AS together
$$;

-- Locks all that a change of this order may touch, in the one lock order: the drivers by ID (his own and those given),
-- then the orders by ID. Whose driver to lock is unknown until looked at, so: look, lock, look again. The savepoint of
-- an attempt that looked at the past gives its locks back. NULL when there is no such order.
CREATE OR REPLACE FUNCTION lock_scope(p_order uuid, p_drivers uuid[] DEFAULT '{}') RETURNS orders
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  o orders;
  carrier uuid;
  together uuid[];
BEGIN
  FOR attempt IN 1..50 LOOP
    BEGIN
      SELECT driver_id INTO carrier FROM orders WHERE id = p_order;
      IF NOT FOUND THEN RETURN NULL; END IF;
      PERFORM 1 FROM driver WHERE id = carrier OR id = ANY (p_drivers) ORDER BY id FOR UPDATE;
      together := companions(p_order);
      PERFORM 1 FROM orders WHERE id = ANY (together) ORDER BY id FOR UPDATE;
      SELECT * INTO o FROM orders WHERE id = p_order;
      IF o.driver_id IS NOT DISTINCT FROM carrier AND companions(p_order) <@ together THEN RETURN o; END IF;
      RAISE EXCEPTION 'looked at the past' USING ERRCODE = 'OR001';
    EXCEPTION WHEN SQLSTATE 'OR001' THEN NULL;
    END;
  END LOOP;
  RAISE EXCEPTION 'order % does not stand still', p_order USING ERRCODE = 'lock_not_available';
END $$;
