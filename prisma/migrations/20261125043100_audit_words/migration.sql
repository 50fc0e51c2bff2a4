-- Words are taken apart by PostgreSQL's own parser, which costs a writer a fifth of what patterns did, and are kept: who
-- looks for a common word passes many events, and would have to take each of them apart again.
DROP INDEX event_by_words;
CREATE OR REPLACE FUNCTION event_words(p_type text, p_actor jsonb, p_data jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT to_tsvector('simple', translate(left(concat_ws(' ', p_type,
    CASE WHEN length(p_actor->>'id') <> 36 THEN p_actor->>'id' END, p_data->>'external_id', p_data->>'reason',
    p_data->>'outcome', p_data->>'why', p_data->>'what', p_data->>'note', p_data->>'name'), 2000), '._/:', '    '))
$$;
ALTER TABLE event ADD COLUMN words tsvector;
ALTER TABLE event DISABLE TRIGGER event_append_only;
UPDATE event SET words = event_words(type, actor, data);
ALTER TABLE event ENABLE TRIGGER event_append_only;
-- New words wait in a list that marketOperations folds in: a writer never has to.
CREATE INDEX event_by_words ON event USING gin (words) WITH (fastupdate = on, gin_pending_list_limit = 65536)
  WHERE words IS NOT NULL;

CREATE OR REPLACE FUNCTION enter_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  market_ms double precision;
BEGIN
  SELECT extract(epoch FROM NEW.occurred_at) * 1000 * clock_rate + clock_offset_ms INTO market_ms
  FROM market WHERE id = NEW.market_id;
  -- A test market's clock may be set to anything; beyond the year 9000 it is no time that anybody can read.
  NEW.market_at := CASE WHEN market_ms BETWEEN 0 AND 2.2e14 THEN to_timestamp(market_ms / 1000) END;
  NEW.words := event_words(NEW.type, NEW.actor, NEW.data);
  NEW.hash := sha256(convert_to(canonical_event(NEW), 'UTF8'));
  INSERT INTO outrider_audit.unsealed (market_id, event_id, recorded_at) VALUES (NEW.market_id, NEW.id, NEW.recorded_at);
  RETURN NEW;
END $$;
