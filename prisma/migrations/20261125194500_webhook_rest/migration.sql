-- A receiver that answers with Retry-After is left alone until then.

ALTER TABLE "webhook_endpoint" ADD COLUMN     "rest_until" TIMESTAMPTZ(6);
