-- Read models of what has happened (rollups by quarter of an hour) and of how zones are doing. Quarters are market time.

CREATE TABLE "rollup" (
    "market_id" TEXT NOT NULL,
    "quarter" TIMESTAMPTZ(6) NOT NULL,
    "zone_id" TEXT NOT NULL,
    "cell" TEXT NOT NULL,
    "placed" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "returned" INTEGER NOT NULL DEFAULT 0,
    "cancelled" INTEGER NOT NULL DEFAULT 0,
    "undeliverable" INTEGER NOT NULL DEFAULT 0,
    "never_assigned" INTEGER NOT NULL DEFAULT 0,
    "assigned" INTEGER NOT NULL DEFAULT 0,
    "assign_s" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "assign_histogram" INTEGER[],
    "on_time" INTEGER NOT NULL DEFAULT 0,
    "late_s" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "late_histogram" INTEGER[],
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "declined" INTEGER NOT NULL DEFAULT 0,
    "expired" INTEGER NOT NULL DEFAULT 0,
    "withdrawn" INTEGER NOT NULL DEFAULT 0,
    "forced" INTEGER NOT NULL DEFAULT 0,
    "reassigned" INTEGER NOT NULL DEFAULT 0,
    "reassigned_by" JSONB NOT NULL DEFAULT '{}',
    "reassigned_ended" JSONB NOT NULL DEFAULT '{}',
    "escalations" INTEGER NOT NULL DEFAULT 0,
    "escalations_by" JSONB NOT NULL DEFAULT '{}',
    "ratings" INTEGER NOT NULL DEFAULT 0,
    "stars" INTEGER NOT NULL DEFAULT 0,
    "stars_by" JSONB NOT NULL DEFAULT '{}',
    "online_s" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "busy_s" DOUBLE PRECISION NOT NULL DEFAULT 0,
    CONSTRAINT "rollup_pkey" PRIMARY KEY ("market_id", "quarter", "zone_id", "cell")
);
CREATE TABLE "rollup_driver" (
    "market_id" TEXT NOT NULL,
    "quarter" TIMESTAMPTZ(6) NOT NULL,
    "driver_id" UUID NOT NULL,
    "zone_id" TEXT NOT NULL,
    "cell" TEXT NOT NULL,
    "online_s" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "busy_s" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "break_s" DOUBLE PRECISION NOT NULL DEFAULT 0,
    "accepted" INTEGER NOT NULL DEFAULT 0,
    "declined" INTEGER NOT NULL DEFAULT 0,
    "expired" INTEGER NOT NULL DEFAULT 0,
    "delivered" INTEGER NOT NULL DEFAULT 0,
    "on_time" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "rollup_driver_pkey" PRIMARY KEY ("market_id", "quarter", "driver_id")
);
-- Quarters that have to be worked out again, and how far the facts have been looked through.
CREATE TABLE "rollup_pending" (
    "market_id" TEXT NOT NULL,
    "quarter" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "rollup_pending_pkey" PRIMARY KEY ("market_id", "quarter")
);
CREATE TABLE "read_model_state" (
    "market_id" TEXT NOT NULL,
    "looked_until" TIMESTAMPTZ(6) NOT NULL DEFAULT '-infinity',
    "passed_until" TIMESTAMPTZ(6) NOT NULL DEFAULT '-infinity',
    "rolled_up_at" TIMESTAMPTZ(6),
    "health_at" TIMESTAMPTZ(6),
    CONSTRAINT "read_model_state_pkey" PRIMARY KEY ("market_id")
);
CREATE TABLE "zone_health" (
    "market_id" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "score" INTEGER,
    "band" INTEGER,
    "supply" DOUBLE PRECISION NOT NULL,
    "demand" DOUBLE PRECISION NOT NULL,
    "waiting" INTEGER NOT NULL,
    "oldest_wait_s" DOUBLE PRECISION,
    "drivers_free" INTEGER NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "since" TIMESTAMPTZ(6) NOT NULL,
    CONSTRAINT "zone_health_pkey" PRIMARY KEY ("market_id", "zone_id")
);
CREATE TABLE "zone_health_point" (
    "market_id" TEXT NOT NULL,
    "zone_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(6) NOT NULL,
    "score" INTEGER,
    "band" INTEGER,
    "supply" DOUBLE PRECISION NOT NULL,
    "demand" DOUBLE PRECISION NOT NULL,
    "waiting" INTEGER NOT NULL,
    "drivers_free" INTEGER NOT NULL,
    CONSTRAINT "zone_health_point_pkey" PRIMARY KEY ("market_id", "zone_id", "at")
);
CREATE INDEX "zone_health_point_at_idx" ON "zone_health_point"("at");

-- What a quarter is worked out from, found by when it happened.
CREATE INDEX "orders_market_id_ended_at_idx" ON "orders"("market_id", "ended_at");
CREATE INDEX "orders_market_id_first_assigned_at_idx" ON "orders"("market_id", "first_assigned_at");
CREATE INDEX "assignment_ended_at_idx" ON "assignment"("ended_at");
CREATE INDEX assignment_forced ON assignment (created_at) WHERE forced;
CREATE INDEX "escalation_market_id_raised_at_idx" ON "escalation"("market_id", "raised_at");
CREATE INDEX "order_rating_created_at_idx" ON "order_rating"("created_at");
CREATE INDEX "shift_market_id_ended_at_idx" ON "shift"("market_id", "ended_at");
CREATE INDEX "route_driver_id_ended_at_idx" ON "route"("driver_id", "ended_at");
