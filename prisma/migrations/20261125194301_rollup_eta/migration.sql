-- How true the arrival times were that had been told of what was delivered in a quarter: by what was known, lead time and
-- the risk that was told.
CREATE TABLE "rollup_eta" (
    "market_id" TEXT NOT NULL,
    "quarter" TIMESTAMPTZ(6) NOT NULL,
    "stage" TEXT NOT NULL,
    "lead" INTEGER NOT NULL,
    "risk" INTEGER NOT NULL,
    "told" INTEGER NOT NULL,
    "within" INTEGER NOT NULL,
    "before_low" INTEGER NOT NULL,
    "before_median" INTEGER NOT NULL,
    "after_high" INTEGER NOT NULL,
    "late" INTEGER NOT NULL,
    "risk_sum" DOUBLE PRECISION NOT NULL,
    "abs_s" DOUBLE PRECISION NOT NULL,
    "bias_s" DOUBLE PRECISION NOT NULL,
    CONSTRAINT "rollup_eta_pkey" PRIMARY KEY ("market_id", "quarter", "stage", "lead", "risk")
);
-- Quarters that were rolled up before have none of it: they are worked out again.
INSERT INTO rollup_pending (market_id, quarter) SELECT DISTINCT market_id, quarter FROM rollup WHERE delivered > 0
ON CONFLICT DO NOTHING;
