-- The moves of domain/shift/transitions.ts, row by row; a test compares the two.
CREATE TABLE IF NOT EXISTS shift_transition (
  request text NOT NULL, from_availability text NOT NULL, to_availability text NOT NULL,
  PRIMARY KEY (request, from_availability)
);
DELETE FROM shift_transition;
INSERT INTO shift_transition (request, from_availability, to_availability)
SELECT request, unnest(string_to_array(from_availabilities, ' ')), to_availability FROM (VALUES
  ('come_on', 'offline available on_break paused', 'available'),
  ('start_break', 'available on_break paused', 'on_break'),
  ('end_break', 'on_break', 'available'),
  ('pause', 'available', 'paused'),
  ('go_off', 'available on_break paused', 'offline')
) AS t (request, from_availabilities, to_availability);

-- The availability after a request; an error when the table does not allow it, because callers judge before they move.
CREATE OR REPLACE FUNCTION next_availability(p_from text, p_request text) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  becomes text;
BEGIN
  SELECT to_availability INTO becomes FROM shift_transition WHERE request = p_request AND from_availability = p_from;
  IF becomes IS NULL THEN
    RAISE EXCEPTION 'a driver who is % cannot %', p_from, p_request USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN becomes;
END $$;
