ALTER TABLE "escalation" ADD COLUMN "evidence" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "snooze_reason" TEXT,
  ADD COLUMN "snoozed_until" TIMESTAMPTZ(6);

ALTER TABLE "orders" ADD COLUMN "excluded_at" TIMESTAMPTZ(6),
  ADD COLUMN "goods_lat" DOUBLE PRECISION,
  ADD COLUMN "goods_lng" DOUBLE PRECISION,
  ADD COLUMN "goods_with" UUID,
  ADD COLUMN "held_until" TIMESTAMPTZ(6),
  ADD COLUMN "hold_reason" TEXT,
  ADD COLUMN "ladder_deadline_at" TIMESTAMPTZ(6),
  ADD COLUMN "ladder_raise_minor" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "ladder_rung" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "moves" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "offer_strategy" TEXT,
  ADD COLUMN "on_failure" TEXT NOT NULL DEFAULT 'rescue',
  ADD COLUMN "reach_unlimited" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "rescues_failed" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "stranded_at" TIMESTAMPTZ(6);

CREATE TABLE "escalation_note" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "escalation_id" UUID NOT NULL,
  "author" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT "escalation_note_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "incident" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "market_id" TEXT NOT NULL,
  "cause" TEXT NOT NULL,
  "zone_id" TEXT,
  "evidence" JSONB NOT NULL,
  "owner" TEXT,
  "raised_at" TIMESTAMPTZ(6) NOT NULL,
  "resolved_at" TIMESTAMPTZ(6),
  "outcome" TEXT,
  CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "incident_order" (
  "incident_id" UUID NOT NULL,
  "order_id" UUID NOT NULL,
  "joined_at" TIMESTAMPTZ(6) NOT NULL,
  "left_at" TIMESTAMPTZ(6),
  CONSTRAINT "incident_order_pkey" PRIMARY KEY ("incident_id","order_id")
);
CREATE TABLE "reassignment" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "market_id" TEXT NOT NULL,
  "order_id" UUID NOT NULL,
  "driver_id" UUID NOT NULL,
  "stage" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "evidence" JSONB NOT NULL DEFAULT '{}',
  "automatic" BOOLEAN NOT NULL,
  "actor" JSONB NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL,
  "ended_at" TIMESTAMPTZ(6),
  "outcome" TEXT,
  "to_driver_id" UUID,
  "by_hand" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "reassignment_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "market_switch" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "market_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "set_by" TEXT NOT NULL,
  "since" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "refused" INTEGER NOT NULL DEFAULT 0,
  "ended_at" TIMESTAMPTZ(6),
  "ended_by" TEXT,
  CONSTRAINT "market_switch_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "zone_closure" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "market_id" TEXT NOT NULL,
  "zone_id" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "closed_by" TEXT NOT NULL,
  "closed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "until" TIMESTAMPTZ(6) NOT NULL,
  "opened_at" TIMESTAMPTZ(6),
  "opened_by" TEXT,
  CONSTRAINT "zone_closure_pkey" PRIMARY KEY ("id")
);
CREATE TABLE "ladder_spend" (
  "market_id" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "spent_minor" INTEGER NOT NULL DEFAULT 0,
  CONSTRAINT "ladder_spend_pkey" PRIMARY KEY ("market_id","day")
);
CREATE TABLE "driver_progress" (
  "driver_id" UUID NOT NULL,
  "stop_id" UUID NOT NULL,
  "best_m" DOUBLE PRECISION NOT NULL,
  "best_at" TIMESTAMPTZ(6) NOT NULL,
  CONSTRAINT "driver_progress_pkey" PRIMARY KEY ("driver_id")
);

CREATE INDEX "escalation_note_escalation_id_idx" ON "escalation_note"("escalation_id");
CREATE INDEX "incident_market_id_resolved_at_idx" ON "incident"("market_id", "resolved_at");
CREATE INDEX "incident_order_order_id_idx" ON "incident_order"("order_id");
CREATE INDEX "reassignment_order_id_idx" ON "reassignment"("order_id");
CREATE INDEX "reassignment_market_id_created_at_idx" ON "reassignment"("market_id", "created_at");
CREATE INDEX "market_switch_market_id_idx" ON "market_switch"("market_id");
CREATE INDEX "zone_closure_market_id_idx" ON "zone_closure"("market_id");
ALTER TABLE "escalation_note" ADD CONSTRAINT "escalation_note_escalation_id_fkey"
  FOREIGN KEY ("escalation_id") REFERENCES "escalation"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "incident_order" ADD CONSTRAINT "incident_order_incident_id_fkey"
  FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "incident_order" ADD CONSTRAINT "incident_order_order_id_fkey"
  FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "reassignment" ADD CONSTRAINT "reassignment_order_id_fkey"
  FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Once per cause: one open incident per market, cause and zone; one switch of a name; one closure of a zone.
CREATE UNIQUE INDEX incident_one_open_per_cause ON incident (market_id, cause, coalesce(zone_id, ''))
  WHERE resolved_at IS NULL;
CREATE UNIQUE INDEX market_switch_one_on ON market_switch (market_id, name) WHERE ended_at IS NULL;
CREATE UNIQUE INDEX zone_closure_one_open ON zone_closure (market_id, zone_id) WHERE opened_at IS NULL;
-- One reassignment of an order is under way at a time.
CREATE UNIQUE INDEX reassignment_one_open_per_order ON reassignment (order_id) WHERE ended_at IS NULL;
CREATE INDEX incident_order_live ON incident_order (order_id) WHERE left_at IS NULL;

ALTER TABLE escalation DROP CONSTRAINT escalation_status,
  ADD CONSTRAINT escalation_status CHECK (status IN ('open', 'acknowledged', 'snoozed', 'resolved'));
ALTER TABLE market_switch ADD CONSTRAINT market_switch_name
  CHECK (name IN ('pause_intake', 'freeze_matching', 'manual_mode'));
ALTER TABLE reassignment
  ADD CONSTRAINT reassignment_stage CHECK (stage IN ('pickup', 'rescue')),
  ADD CONSTRAINT reassignment_ended CHECK ((ended_at IS NULL) = (outcome IS NULL));
ALTER TABLE ladder_spend ADD CONSTRAINT ladder_spend_positive CHECK (spent_minor >= 0);

-- Goods whose driver is lost: `stranded` until another driver takes it on, `rescuing` until he has the goods.
ALTER TABLE orders DROP CONSTRAINT orders_status, DROP CONSTRAINT orders_carried,
  ADD CONSTRAINT orders_status CHECK (status IN ('scheduled', 'unassigned', 'offered', 'assigned', 'arrived_at_pickup',
    'picked_up', 'arrived_at_dropoff', 'stranded', 'rescuing', 'delivered', 'returning', 'returned', 'cancelled',
    'undeliverable')),
  ADD CONSTRAINT orders_carried CHECK ((status IN ('assigned', 'arrived_at_pickup', 'picked_up', 'arrived_at_dropoff',
    'rescuing', 'returning')) = (driver_id IS NOT NULL AND ended_at IS NULL)),
  ADD CONSTRAINT orders_stranded CHECK
    ((status IN ('stranded', 'rescuing')) <= (goods_lat IS NOT NULL AND goods_lng IS NOT NULL AND stranded_at IS NOT NULL)),
  ADD CONSTRAINT orders_on_failure CHECK (on_failure IN ('rescue', 'return', 'dispose')),
  ADD CONSTRAINT orders_ladder CHECK (ladder_raise_minor >= 0 AND moves >= 0);
