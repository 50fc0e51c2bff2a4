-- Signing in: links that work once, and the sessions that they begin. Of codes and refresh tokens only hashes are kept.

CREATE TABLE "sign_in_link" (
    "hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "driver_id" UUID,
    "claims" JSONB NOT NULL,
    "created_by" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "used_at" TIMESTAMPTZ(6),
    CONSTRAINT "sign_in_link_pkey" PRIMARY KEY ("hash")
);
CREATE INDEX "sign_in_link_expires_at_idx" ON "sign_in_link"("expires_at");
ALTER TABLE "sign_in_link" ADD CONSTRAINT "sign_in_link_driver_id_fkey"
  FOREIGN KEY ("driver_id") REFERENCES "driver"("id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE TABLE "session" (
    "id" UUID NOT NULL DEFAULT uuidv7(),
    "role" TEXT NOT NULL,
    "driver_id" UUID,
    "claims" JSONB NOT NULL,
    "created_by" JSONB NOT NULL,
    "current_hash" TEXT NOT NULL,
    "spent_hash" TEXT,
    "void_hashes" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[],
    "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "refreshed_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
    "expires_at" TIMESTAMPTZ(6) NOT NULL,
    "revoked_at" TIMESTAMPTZ(6),
    "revoke_reason" TEXT,
    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "session_driver_id_idx" ON "session"("driver_id");
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");
ALTER TABLE "session" ADD CONSTRAINT "session_driver_id_fkey"
  FOREIGN KEY ("driver_id") REFERENCES "driver"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "sign_in_link" ADD CONSTRAINT sign_in_link_role CHECK ((role = 'driver') = (driver_id IS NOT NULL) AND role IN ('driver', 'ops'));
ALTER TABLE "session" ADD CONSTRAINT session_role CHECK ((role = 'driver') = (driver_id IS NOT NULL) AND role IN ('driver', 'ops'));
