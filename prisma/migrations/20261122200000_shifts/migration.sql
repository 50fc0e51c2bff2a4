-- Shifts: one row per stretch of a driver being at work, beside the availability that the driver's row keeps.

CREATE TABLE "shift" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "market_id" TEXT NOT NULL,
    "driver_id" UUID NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL,
    "terms" JSONB NOT NULL,
    "planned_from" TIMESTAMPTZ(6),
    "called_at" TIMESTAMPTZ(6),
    "ends_at" TIMESTAMPTZ(6),
    "overdue_at" TIMESTAMPTZ(6),
    "started_at" TIMESTAMPTZ(6),
    "must_end_at" TIMESTAMPTZ(6),
    "worked_before_ms" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "break_asked_at" TIMESTAMPTZ(6),
    "break_length_ms" DOUBLE PRECISION,
    "break_after_stop_id" UUID,
    "break_ends_at" TIMESTAMPTZ(6),
    "break_reminded_at" TIMESTAMPTZ(6),
    "last_order" TEXT,
    "missed_in_row" INTEGER NOT NULL DEFAULT 0,
    "paused_for" TEXT,
    "nudged_at" TIMESTAMPTZ(6),
    "ended_at" TIMESTAMPTZ(6),
    "end_reason" TEXT,
    "workflow_started_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT "shift_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "shift_driver_id_started_at_idx" ON "shift"("driver_id", "started_at");
ALTER TABLE "shift" ADD CONSTRAINT "shift_market_id_fkey"
  FOREIGN KEY ("market_id") REFERENCES "market"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "shift" ADD CONSTRAINT "shift_driver_id_fkey"
  FOREIGN KEY ("driver_id") REFERENCES "driver"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "shift_event" (
    "id" BIGSERIAL NOT NULL,
    "market_id" TEXT NOT NULL,
    "driver_id" UUID NOT NULL,
    "shift_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "request" TEXT,
    "type" TEXT NOT NULL,
    "availability_from" TEXT NOT NULL,
    "availability_to" TEXT NOT NULL,
    "actor" JSONB NOT NULL,
    "data" JSONB NOT NULL,
    "occurred_at" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "shift_event_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "shift_event_shift_id_number_key" ON "shift_event"("shift_id", "number");
CREATE INDEX "shift_event_driver_id_id_idx" ON "shift_event"("driver_id", "id");
ALTER TABLE "shift_event" ADD CONSTRAINT "shift_event_shift_id_fkey"
  FOREIGN KEY ("shift_id") REFERENCES "shift"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "push_subscription" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "driver_id" UUID NOT NULL,
    "endpoint" TEXT NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "push_subscription_endpoint_key" ON "push_subscription"("endpoint");
CREATE INDEX "push_subscription_driver_id_idx" ON "push_subscription"("driver_id");
ALTER TABLE "push_subscription" ADD CONSTRAINT "push_subscription_driver_id_fkey"
  FOREIGN KEY ("driver_id") REFERENCES "driver"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "driver" ADD COLUMN "accepts_offers" BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE "offer" ADD COLUMN "wave" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "shown_at" TIMESTAMPTZ(6),
  ADD COLUMN "counted" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "orders" ADD COLUMN "waves_made" INTEGER NOT NULL DEFAULT 0;
-- Offers of before were all counted when they were answered or ran out.
UPDATE "offer" SET "counted" = true WHERE "status" IN ('accepted', 'declined', 'expired');

-- What the database itself forbids.
CREATE UNIQUE INDEX shift_one_running_per_driver ON shift (driver_id) WHERE status = 'running';
CREATE INDEX shift_open_by_market ON shift (market_id) WHERE status <> 'ended';
ALTER TABLE shift
  ADD CONSTRAINT shift_status CHECK (status IN ('planned', 'running', 'ended', 'missed')),
  ADD CONSTRAINT shift_ended CHECK ((ended_at IS NOT NULL) = (status IN ('ended', 'missed'))),
  ADD CONSTRAINT shift_last_order CHECK (last_order IN ('driver', 'off_time', 'hours_limit')),
  ADD CONSTRAINT shift_paused_for CHECK (paused_for IN ('missed_offers', 'no_position'));
CREATE TRIGGER shift_event_append_only BEFORE UPDATE OR DELETE ON shift_event
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER shift_event_never_truncated BEFORE TRUNCATE ON shift_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Where drivers have been, in partitions by day that marketOperations makes and drops. In a schema of its own: Prisma
-- never touches it, and its partitions would look like stray tables.
CREATE SCHEMA outrider_history;
CREATE TABLE outrider_history.driver_position (
  driver_id uuid NOT NULL,
  recorded_at timestamptz NOT NULL,
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  lat double precision NOT NULL,
  lng double precision NOT NULL,
  accuracy_m double precision,
  heading double precision,
  speed_mps double precision,
  PRIMARY KEY (driver_id, recorded_at)
) PARTITION BY RANGE (recorded_at);
CREATE TABLE outrider_history.driver_position_other PARTITION OF outrider_history.driver_position DEFAULT;
