-- Makes the partitions of the coming months. One caller at a time; the others have nothing to do. A partition needs the
-- whole of `event` and of `orders` for a moment: it waits a tenth of a second for them, less than PostgreSQL takes to call
-- something a deadlock, so that no order is ever the one that gives way. Otherwise the next minute is soon enough.
CREATE OR REPLACE FUNCTION keep_event_months(p_ahead int) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  this_month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC');
  month date;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('outrider audit')) THEN RETURN; END IF;
  FOR month IN SELECT generate_series(this_month, this_month + p_ahead * interval '1 month', '1 month') LOOP
    CONTINUE WHEN to_regclass('outrider_history.event_' || to_char(month, 'YYYYMM')) IS NOT NULL;
    -- Written before it had a partition: such a month stays in the rest.
    CONTINUE WHEN EXISTS (SELECT 1 FROM outrider_history.event_other WHERE recorded_at >= month::timestamp AT TIME ZONE 'UTC'
                            AND recorded_at < (month + interval '1 month')::timestamp AT TIME ZONE 'UTC');
    PERFORM set_config('lock_timeout', '100ms', true);
    BEGIN
      LOCK TABLE orders IN SHARE ROW EXCLUSIVE MODE;
      LOCK TABLE event IN ACCESS EXCLUSIVE MODE;
      PERFORM add_event_month(month);
    EXCEPTION WHEN lock_not_available THEN RETURN;
    END;
  END LOOP;
END $$;

-- Folds new words into the index of free text, so that no writer ever has to.
CREATE OR REPLACE FUNCTION fold_event_words() RETURNS void LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  words regclass;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('outrider audit words')) THEN RETURN; END IF;
  FOR words IN
    SELECT i.indexrelid::regclass FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    JOIN pg_inherits h ON h.inhrelid = i.indexrelid AND h.inhparent = 'event_by_words'::regclass
    WHERE c.relkind = 'i'
  LOOP
    PERFORM gin_clean_pending_list(words);
  END LOOP;
END $$;
DROP FUNCTION IF EXISTS keep_audit(int);
