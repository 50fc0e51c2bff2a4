-- Whether the end of an offer counts in the driver's acceptance rate: accepting and declining do, unless the reason is
-- nobody's fault; silence does only when the offer is known to have reached him.
CREATE OR REPLACE FUNCTION counts_for_driver(f offer, p_outcome text, p_reason text) RETURNS boolean
LANGUAGE sql VOLATILE AS $$
  SELECT CASE p_outcome
    WHEN 'accepted' THEN true
    WHEN 'declined' THEN NOT coalesce((running_shift(f.driver_id)).terms->'noFaultReasons' ? p_reason, false)
    WHEN 'expired' THEN f.shown_at IS NOT NULL
    ELSE false
  END
$$;

-- After an offer has been answered or has run out: an answer ends the row of missed ones, too many of them pause the
-- driver until he says that he is there. The driver's row is locked.
CREATE OR REPLACE FUNCTION note_answer(f offer, p_actor jsonb) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  s shift := running_shift(f.driver_id);
BEGIN
  IF s.id IS NULL OR f.status = 'withdrawn' OR (f.status = 'expired' AND NOT f.counted) THEN RETURN; END IF;
  s.missed_in_row := CASE f.status WHEN 'expired' THEN s.missed_in_row + 1 ELSE 0 END;
  UPDATE shift SET missed_in_row = s.missed_in_row WHERE id = s.id AND missed_in_row <> s.missed_in_row;
  IF s.missed_in_row < coalesce(term(s, 'missedMax'), 'infinity') THEN RETURN; END IF;
  IF NOT EXISTS (SELECT 1 FROM driver WHERE id = f.driver_id AND availability = 'available') THEN RETURN; END IF;
  s.paused_for := 'missed_offers';
  PERFORM move_shift(s, 'pause', 'shift.paused', p_actor, jsonb_build_object('why', s.paused_for, 'missed', s.missed_in_row));
  PERFORM push_to_driver(s.driver_id, '{"kind": "paused"}');
END $$;

-- An offer has reached its driver: by the stream, because he looked, or because his push service took it.
CREATE OR REPLACE FUNCTION mark_shown(p_driver uuid, p_offers uuid[]) RETURNS int LANGUAGE sql VOLATILE AS $$
  WITH shown AS (
    UPDATE offer SET shown_at = clock_timestamp()
    WHERE id = ANY (p_offers) AND driver_id = p_driver AND shown_at IS NULL AND status = 'open' RETURNING 1
  )
  SELECT count(*)::int FROM shown
$$;
