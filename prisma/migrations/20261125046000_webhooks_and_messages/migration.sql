-- Telling others: webhooks of merchants and operators, messages to customers. The queues are their own logs.


ALTER TABLE "orders" ADD COLUMN     "approaching_at" TIMESTAMPTZ(6),
ADD COLUMN     "dropoff_email" TEXT,
ADD COLUMN     "dropoff_language" TEXT,
ADD COLUMN     "near_since" TIMESTAMPTZ(6),
ADD COLUMN     "notify" JSONB;

CREATE TABLE "webhook_endpoint" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "market_id" TEXT NOT NULL,
    "merchant_id" UUID,
    "url" TEXT NOT NULL,
    "description" TEXT,
    "event_types" TEXT[],
    "include_personal_data" BOOLEAN NOT NULL DEFAULT false,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "disabled_at" TIMESTAMPTZ(6),
    "secret" TEXT NOT NULL,
    "previous_secret" TEXT,
    "previous_expires_at" TIMESTAMPTZ(6),
    "woken_at" TIMESTAMPTZ(6),
    "failing_since" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "deleted_at" TIMESTAMPTZ(6),

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "webhook_delivery" (
    "sequence" BIGSERIAL NOT NULL,
    "id" TEXT NOT NULL DEFAULT ('msg_'::text || replace((uuidv7())::text, '-'::text, ''::text)),
    "endpoint_id" UUID NOT NULL,
    "lane" TEXT NOT NULL,
    "order_id" UUID,
    "type" TEXT NOT NULL,
    "livemode" BOOLEAN NOT NULL,
    "data" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "lease_until" TIMESTAMPTZ(6),
    "settled_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "webhook_delivery_pkey" PRIMARY KEY ("sequence")
);

CREATE TABLE "webhook_attempt" (
    "id" BIGSERIAL NOT NULL,
    "sequence" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ(6) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "status" INTEGER,
    "error" TEXT,
    "request_headers" JSONB NOT NULL,
    "response_headers" JSONB,
    "response_body" TEXT,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "message" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "market_id" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "moment" TEXT NOT NULL,
    "recipient" TEXT NOT NULL,
    "dedupe_key" TEXT NOT NULL,
    "facts" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'waiting',
    "reason" TEXT,
    "channel" TEXT,
    "tried_channels" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "sent_to" TEXT,
    "language" TEXT,
    "text" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "lease_until" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "settled_at" TIMESTAMPTZ(6),

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "customer_push" (
    "endpoint" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "p256dh" TEXT NOT NULL,
    "auth" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "customer_push_pkey" PRIMARY KEY ("order_id","endpoint")
);

CREATE INDEX "webhook_endpoint_market_id_idx" ON "webhook_endpoint"("market_id");

CREATE UNIQUE INDEX "webhook_delivery_id_key" ON "webhook_delivery"("id");

CREATE INDEX "webhook_delivery_endpoint_id_sequence_idx" ON "webhook_delivery"("endpoint_id", "sequence");

CREATE INDEX "webhook_delivery_order_id_idx" ON "webhook_delivery"("order_id");

CREATE INDEX "webhook_delivery_created_at_idx" ON "webhook_delivery"("created_at");

CREATE INDEX "webhook_attempt_sequence_idx" ON "webhook_attempt"("sequence");

CREATE INDEX "message_created_at_idx" ON "message"("created_at");

CREATE UNIQUE INDEX "message_order_id_recipient_dedupe_key_key" ON "message"("order_id", "recipient", "dedupe_key");

ALTER TABLE "webhook_delivery" ADD CONSTRAINT "webhook_delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "webhook_attempt" ADD CONSTRAINT "webhook_attempt_sequence_fkey" FOREIGN KEY ("sequence") REFERENCES "webhook_delivery"("sequence") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "message" ADD CONSTRAINT "message_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "customer_push" ADD CONSTRAINT "customer_push_order_id_fkey" FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the queues look for.
CREATE INDEX webhook_delivery_pending ON webhook_delivery (endpoint_id, lane, sequence) WHERE status = 'pending';
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX message_waiting ON message (next_attempt_at) WHERE status = 'waiting';
CREATE INDEX orders_carried ON orders (market_id) WHERE status = 'picked_up';

ALTER TABLE webhook_delivery
  ADD CONSTRAINT webhook_delivery_status CHECK (status IN ('pending', 'delivered', 'failed', 'superseded'));
ALTER TABLE message
  ADD CONSTRAINT message_status CHECK (status IN ('waiting', 'sent', 'failed', 'skipped', 'overtaken'));
