-- Drivers whom operators have taken out, and why a policy was changed.
ALTER TABLE "driver" ADD COLUMN "taken_out_at" TIMESTAMPTZ(6),
  ADD COLUMN "taken_out_by" TEXT,
  ADD COLUMN "taken_out_reason" TEXT;
ALTER TABLE "policy" ADD COLUMN "reason" TEXT;
-- What a driver has delivered, whom operators look at and who looks himself.
CREATE INDEX "assignment_driver_id_ended_at_idx" ON "assignment"("driver_id", "ended_at");
