-- Operators' zones.

CREATE TABLE "zone" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "market_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "polygon" JSONB NOT NULL,
    "area_m2" DOUBLE PRECISION NOT NULL,
    "closed" BOOLEAN NOT NULL DEFAULT false,
    "closed_reason" TEXT,
    "closed_at" TIMESTAMPTZ(6),
    "version" INTEGER NOT NULL DEFAULT 1,
    "removed_at" TIMESTAMPTZ(6),
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "updated_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT "zone_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "zone_market_id_idx" ON "zone"("market_id");
ALTER TABLE "zone" ADD CONSTRAINT "zone_market_id_fkey"
  FOREIGN KEY ("market_id") REFERENCES "market"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- Of the zones that are there, each name once per market.
CREATE UNIQUE INDEX zone_one_per_name ON zone (market_id, name) WHERE removed_at IS NULL;

-- The H3 cell of the pickup, beside the zone, which is an operator's polygon where there is one. Until now they were the
-- same. The version before writes none: the default keeps it running.
ALTER TABLE "orders" ADD COLUMN "pickup_cell" TEXT NOT NULL DEFAULT '';
UPDATE "orders" SET "pickup_cell" = "zone_id";
