-- Proof of delivery: what an order demands at the door, and the pictures that were given.

ALTER TABLE "orders" ADD COLUMN "proof_demand" TEXT NOT NULL DEFAULT 'none',
  ADD COLUMN "proof_pin" TEXT,
  ADD COLUMN "pin_attempts" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "pin_verified_at" TIMESTAMPTZ(6);

CREATE TABLE "proof_image" (
    "stop_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "order_id" UUID NOT NULL,
    "driver_id" UUID NOT NULL,
    "content_type" TEXT NOT NULL,
    "bytes" BYTEA NOT NULL,
    "sha256" TEXT NOT NULL,
    "taken_at" TIMESTAMPTZ(6) NOT NULL,
    "received_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT "proof_image_pkey" PRIMARY KEY ("stop_id", "kind")
);
CREATE INDEX "proof_image_order_id_idx" ON "proof_image"("order_id");
CREATE INDEX "proof_image_received_at_idx" ON "proof_image"("received_at");
ALTER TABLE "proof_image" ADD CONSTRAINT "proof_image_stop_id_fkey"
  FOREIGN KEY ("stop_id") REFERENCES "stop"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "proof_image" ADD CONSTRAINT "proof_image_order_id_fkey"
  FOREIGN KEY ("order_id") REFERENCES "orders"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "orders"
  ADD CONSTRAINT orders_proof_demand CHECK (proof_demand IN ('none', 'photo', 'signature', 'pin')),
  ADD CONSTRAINT orders_pin_known CHECK (proof_demand <> 'pin' OR proof_pin IS NOT NULL);
ALTER TABLE "proof_image" ADD CONSTRAINT proof_image_kind CHECK (kind IN ('photo', 'signature'));
-- Pictures are compressed already.
ALTER TABLE "proof_image" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
