-- What the database itself forbids, whoever writes to it. Prisma's schema cannot say these.

-- One open or reserved offer per driver.
CREATE UNIQUE INDEX offer_one_live_per_driver ON offer (driver_id) WHERE status IN ('reserved', 'open');

-- One live assignment per order, one running route per driver.
CREATE UNIQUE INDEX assignment_one_live_per_order ON assignment (order_id) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX route_one_running_per_driver ON route (driver_id) WHERE ended_at IS NULL;

-- One open escalation per order and cause.
CREATE UNIQUE INDEX escalation_one_open_per_cause ON escalation (order_id, reason) WHERE resolved_at IS NULL;

-- What the hot paths look for.
CREATE INDEX assignment_live_by_driver ON assignment (driver_id) WHERE ended_at IS NULL;
CREATE INDEX orders_open ON orders (market_id, status) WHERE ended_at IS NULL;
CREATE INDEX orders_never_started ON orders (placed_at) WHERE workflow_started_at IS NULL AND ended_at IS NULL;
CREATE INDEX offer_line_live ON offer_line (order_id) WHERE status = 'live';
CREATE INDEX offer_reserved ON offer (reserved_until) WHERE status = 'reserved';
CREATE INDEX stop_open_by_route ON stop (route_id, position) WHERE status IN ('planned', 'arrived');

ALTER TABLE orders
  ADD CONSTRAINT orders_status CHECK (status IN ('scheduled', 'unassigned', 'offered', 'assigned', 'arrived_at_pickup',
    'picked_up', 'arrived_at_dropoff', 'delivered', 'returning', 'returned', 'cancelled', 'undeliverable')),
  ADD CONSTRAINT orders_ended CHECK
    ((ended_at IS NOT NULL) = (status IN ('delivered', 'returned', 'cancelled', 'undeliverable'))),
  ADD CONSTRAINT orders_carried CHECK ((status IN ('assigned', 'arrived_at_pickup', 'picked_up', 'arrived_at_dropoff',
    'returning')) = (driver_id IS NOT NULL AND ended_at IS NULL));
ALTER TABLE offer
  ADD CONSTRAINT offer_status CHECK (status IN ('reserved', 'open', 'accepted', 'declined', 'expired', 'withdrawn')),
  ADD CONSTRAINT offer_settled CHECK ((settled_at IS NULL) = (status IN ('reserved', 'open'))),
  ADD CONSTRAINT offer_open_expires CHECK (status <> 'open' OR (opened_at IS NOT NULL AND expires_at IS NOT NULL));
ALTER TABLE offer_line ADD CONSTRAINT offer_line_status CHECK (status IN ('live', 'won', 'lost', 'left'));
ALTER TABLE driver
  ADD CONSTRAINT driver_availability CHECK (availability IN ('available', 'on_break', 'paused', 'offline')),
  ADD CONSTRAINT driver_capacity CHECK (capacity BETWEEN 1 AND 100);
ALTER TABLE stop
  ADD CONSTRAINT stop_kind CHECK (kind IN ('pickup', 'dropoff', 'return')),
  ADD CONSTRAINT stop_status CHECK (status IN ('planned', 'arrived', 'completed', 'failed', 'removed'));
ALTER TABLE escalation ADD CONSTRAINT escalation_status CHECK (status IN ('open', 'acknowledged', 'resolved'));
ALTER TABLE market ADD CONSTRAINT market_clock CHECK (clock_rate > 0);

-- An event is never changed or deleted.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_never_truncated BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- An order's version only rises, by one, and an ended order stays as it ended.
CREATE FUNCTION guard_order_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version NOT IN (OLD.version, OLD.version + 1) THEN
    RAISE EXCEPTION 'order % cannot go from version % to %', OLD.id, OLD.version, NEW.version
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.status <> OLD.status AND NEW.version = OLD.version THEN
    RAISE EXCEPTION 'order % changes its status without a new version', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.ended_at IS NOT NULL AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'order % has ended as %', OLD.id, OLD.status USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_version_rises BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION guard_order_version();

-- A driver never has more orders (assigned, offered or reserved) than he may carry. Both checks lock the driver first,
-- so two of them cannot pass each other.
CREATE FUNCTION driver_load(p_driver uuid) RETURNS int LANGUAGE sql VOLATILE AS $$
  SELECT (SELECT count(*) FROM assignment WHERE driver_id = p_driver AND ended_at IS NULL)::int
       + (SELECT count(*) FROM offer o JOIN offer_line l ON l.offer_id = o.id AND l.status = 'live'
          WHERE o.driver_id = p_driver AND o.status IN ('reserved', 'open'))::int
$$;
CREATE FUNCTION guard_driver_capacity() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  d driver;
  carrier uuid;
BEGIN
  IF TG_TABLE_NAME = 'assignment' THEN
    carrier := NEW.driver_id;
  ELSE
    SELECT driver_id INTO carrier FROM offer WHERE id = NEW.offer_id;
  END IF;
  SELECT * INTO d FROM driver WHERE id = carrier FOR UPDATE;
  IF driver_load(d.id) > d.capacity THEN
    RAISE EXCEPTION 'driver % may carry % orders', d.id, d.capacity
      USING ERRCODE = 'check_violation', CONSTRAINT = 'driver_capacity_exceeded';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER assignment_within_capacity AFTER INSERT ON assignment
  FOR EACH ROW EXECUTE FUNCTION guard_driver_capacity();
CREATE TRIGGER offer_line_within_capacity AFTER INSERT ON offer_line
  FOR EACH ROW EXECUTE FUNCTION guard_driver_capacity();
