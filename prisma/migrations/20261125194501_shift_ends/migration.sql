-- Planned shifts can be cancelled; drivers are told that their shift ends soon.

ALTER TABLE "shift" ADD COLUMN     "end_reminded_at" TIMESTAMPTZ(6);

ALTER TABLE "shift"
  DROP CONSTRAINT shift_status,
  DROP CONSTRAINT shift_ended,
  ADD CONSTRAINT shift_status CHECK (status IN ('planned', 'running', 'ended', 'missed', 'cancelled')),
  ADD CONSTRAINT shift_ended CHECK ((ended_at IS NOT NULL) = (status IN ('ended', 'missed', 'cancelled')));
