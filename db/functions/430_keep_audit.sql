-- Makes the partitions of the coming months and folds new words into the index of free text. One caller at a time; the
-- others have nothing to do.
CREATE OR REPLACE FUNCTION keep_audit(p_months_ahead int) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  month date;
  words regclass;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('outrider audit')) THEN RETURN; END IF;
  FOR month IN
    SELECT generate_series(date_trunc('month', now() AT TIME ZONE 'UTC'),
                           date_trunc('month', now() AT TIME ZONE 'UTC') + p_months_ahead * interval '1 month', '1 month')
  LOOP
    CONTINUE WHEN to_regclass('outrider_history.event_' || to_char(month, 'YYYYMM')) IS NOT NULL;
    -- Written before it had a partition: such a month stays in the rest.
    CONTINUE WHEN EXISTS (SELECT 1 FROM outrider_history.event_other WHERE recorded_at >= month::timestamp AT TIME ZONE 'UTC'
                            AND recorded_at < (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
    PERFORM add_event_month(month);
  END LOOP;
  FOR words IN
    SELECT i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_inherits h ON h.inhrelid = i.indexrelid AND h.inhparent = 'event_by_words'::regclass
    WHERE c.relkind = 'i'
  LOOP
    PERFORM gin_clean_pending_list(words);
  END LOOP;
END $$;
