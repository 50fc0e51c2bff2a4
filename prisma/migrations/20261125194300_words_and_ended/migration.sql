-- Words are split at hyphens, too: PostgreSQL's parser takes `ORD-12345` for a word and a negative number, and whoever
-- looked for it met every order whose name begins with ORD.
CREATE OR REPLACE FUNCTION event_words(p_type text, p_actor jsonb, p_data jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT to_tsvector('simple', translate(left(concat_ws(' ', p_type,
    CASE WHEN length(p_actor->>'id') <> 36 THEN p_actor->>'id' END, p_data->>'external_id', p_data->>'reason',
    p_data->>'outcome', p_data->>'why', p_data->>'what', p_data->>'note', p_data->>'name'), 2000), '._/:-@', '      '))
$$;
ALTER TABLE event DISABLE TRIGGER event_append_only;
UPDATE event SET words = event_words(type, actor, data) WHERE words IS DISTINCT FROM event_words(type, actor, data);
ALTER TABLE event ENABLE TRIGGER event_append_only;
DROP FUNCTION IF EXISTS event_word_hits(tsquery, int);

-- One index instead of two: rollups find what ended in a quarter by it, and boards count by status without the rows.
DROP INDEX orders_ended;
DROP INDEX orders_market_id_ended_at_idx;
CREATE INDEX orders_ended ON orders (market_id, ended_at) INCLUDE (status) WHERE ended_at IS NOT NULL;

-- A zone that is closed takes no orders. That nobody is asked for a zone's orders for a while is another thing, and gets
-- another word: it is paused.
ALTER TABLE zone_closure RENAME TO zone_pause;
ALTER TABLE zone_pause RENAME COLUMN closed_by TO paused_by;
ALTER TABLE zone_pause RENAME COLUMN closed_at TO paused_at;
ALTER TABLE zone_pause RENAME COLUMN opened_at TO resumed_at;
ALTER TABLE zone_pause RENAME COLUMN opened_by TO resumed_by;
ALTER TABLE zone_pause RENAME CONSTRAINT zone_closure_pkey TO zone_pause_pkey;
ALTER INDEX zone_closure_market_id_idx RENAME TO zone_pause_market_id_idx;
ALTER INDEX zone_closure_one_open RENAME TO zone_pause_one_running;
UPDATE incident SET cause = 'zone_paused' WHERE cause = 'zone_closed';
