-- A driver disputes that an offer counts in his acceptance rate.
CREATE TABLE "score_appeal" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "market_id" TEXT NOT NULL,
    "driver_id" UUID NOT NULL,
    "offer_id" UUID NOT NULL,
    "statement" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'open',
    "decision" TEXT,
    "decided_by" JSONB,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "decided_at" TIMESTAMPTZ(6),
    CONSTRAINT "score_appeal_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "score_appeal_offer_id_key" ON "score_appeal"("offer_id");
CREATE INDEX "score_appeal_market_id_status_idx" ON "score_appeal"("market_id", "status");
CREATE INDEX "score_appeal_driver_id_idx" ON "score_appeal"("driver_id");
ALTER TABLE "score_appeal" ADD CONSTRAINT "score_appeal_offer_id_fkey"
  FOREIGN KEY ("offer_id") REFERENCES "offer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "score_appeal" ADD CONSTRAINT "score_appeal_driver_id_fkey"
  FOREIGN KEY ("driver_id") REFERENCES "driver"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "score_appeal" ADD CONSTRAINT score_appeal_status CHECK (status IN ('open', 'granted', 'refused')),
  ADD CONSTRAINT score_appeal_decided CHECK ((status = 'open') = (decided_at IS NULL));
