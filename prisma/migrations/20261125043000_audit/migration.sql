-- One audit trail for everything: `event` takes facts about orders, drivers, shifts, accounts, policies and looks at
-- personal data alike, in partitions by month, each row hashed as it is written. Seals, and what is personal, lie in a
-- schema of their own.

CREATE SCHEMA outrider_audit;

-- Words that free text finds: of the type, of who did it and of what was said. IDs and instants have filters of their
-- own, and would be most of the index.
CREATE FUNCTION event_words(p_type text, p_actor jsonb, p_data jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT array_to_tsvector(array(
    SELECT DISTINCT left(word, 60) FROM (
      SELECT p_type AS said
      UNION ALL SELECT p_actor->>'id' WHERE p_actor->>'id' !~ '^[0-9a-f]{8}-[0-9a-f]{4}-'
      UNION ALL SELECT value #>> '{}' FROM jsonb_path_query(p_data, '$.** ? (@.type() == "string")') AS value
        WHERE value #>> '{}' !~ '^([0-9a-f]{8}-[0-9a-f]{4}-|[0-9]{4}-[0-9]{2}-[0-9]{2}T)'
    ) AS texts, regexp_split_to_table(lower(left(said, 500)), '[^[:alnum:]-]+') AS word
    WHERE length(word) > 1))
$$;

CREATE FUNCTION epoch_micros(p_at timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
  SELECT (extract(epoch FROM p_at) * 1000000)::bigint
$$;

CREATE TABLE event_kept AS SELECT * FROM event;
DROP TABLE event;
CREATE SEQUENCE event_id_seq;
CREATE TABLE event (
  id bigint NOT NULL DEFAULT nextval('event_id_seq'),
  recorded_at timestamptz(6) NOT NULL DEFAULT clock_timestamp(),
  market_id text NOT NULL,
  type text NOT NULL,
  order_id uuid,
  number integer,
  driver_id uuid,
  merchant_id uuid,
  zone_id text,
  subject_id text,
  status_from text,
  status_to text,
  actor jsonb NOT NULL,
  data jsonb NOT NULL,
  before jsonb,
  after jsonb,
  occurred_at timestamptz(6) NOT NULL,
  market_at timestamptz(6),
  personal_hash bytea,
  hash bytea NOT NULL,
  CONSTRAINT event_pkey PRIMARY KEY (id, recorded_at)
) PARTITION BY RANGE (recorded_at);
ALTER SEQUENCE event_id_seq OWNED BY event.id;
ALTER TABLE event ADD CONSTRAINT event_order_id_fkey FOREIGN KEY (order_id) REFERENCES orders (id);

-- One index per filter, each in the order in which pages are read.
CREATE INDEX event_order_id_number_idx ON event (order_id, number);
CREATE INDEX event_market_id_recorded_at_id_idx ON event (market_id, recorded_at, id);
CREATE INDEX event_market_id_type_recorded_at_id_idx ON event (market_id, type, recorded_at, id);
CREATE INDEX event_merchant_id_recorded_at_id_idx ON event (merchant_id, recorded_at, id);
CREATE INDEX event_driver_id_recorded_at_id_idx ON event (driver_id, recorded_at, id);
CREATE INDEX event_by_zone ON event (market_id, zone_id, recorded_at, id) WHERE zone_id IS NOT NULL;
CREATE INDEX event_by_actor ON event (market_id, (actor->>'id'), recorded_at, id);
-- New words wait in a list that marketOperations folds in: a writer never has to.
CREATE INDEX event_by_words ON event USING gin (event_words(type, actor, data))
  WITH (fastupdate = on, gin_pending_list_limit = 65536);

-- The form that is hashed, version 1: never changed, or every proof of before would fail.
CREATE FUNCTION canonical_event(e event) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(1, e.id, epoch_micros(e.recorded_at), e.market_id, e.type, e.order_id, e.number, e.driver_id,
    e.merchant_id, e.zone_id, e.subject_id, e.status_from, e.status_to, e.actor, e.data, e.before, e.after,
    epoch_micros(e.occurred_at), epoch_micros(e.market_at), encode(e.personal_hash, 'hex'))::text
$$;

-- Committed events that no seal covers yet. A queue and not a mark in the event, which is never changed; and what
-- commits late is simply still here for the next seal.
CREATE TABLE outrider_audit.unsealed (
  market_id text NOT NULL,
  event_id bigint NOT NULL,
  recorded_at timestamptz NOT NULL
);

CREATE FUNCTION enter_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  market_ms double precision;
BEGIN
  SELECT extract(epoch FROM NEW.occurred_at) * 1000 * clock_rate + clock_offset_ms INTO market_ms
  FROM market WHERE id = NEW.market_id;
  -- A test market's clock may be set to anything; beyond the year 9000 it is no time that anybody can read.
  NEW.market_at := CASE WHEN market_ms BETWEEN 0 AND 2.2e14 THEN to_timestamp(market_ms / 1000) END;
  NEW.hash := sha256(convert_to(canonical_event(NEW), 'UTF8'));
  INSERT INTO outrider_audit.unsealed (market_id, event_id, recorded_at) VALUES (NEW.market_id, NEW.id, NEW.recorded_at);
  RETURN NEW;
END $$;
CREATE TRIGGER event_entered BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION enter_event();
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER event_never_truncated BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON event FROM PUBLIC;

-- Partitions lie beside the history of positions, where Prisma does not look for tables. A month that has none goes into
-- the rest, so that no order is ever refused for it.
CREATE FUNCTION add_event_partition(p_name text, p_bounds text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TABLE outrider_history.%I PARTITION OF event %s', p_name, p_bounds);
  -- Numbers of an order are its versions, which only rise; this finds within a month what should be impossible.
  EXECUTE format('CREATE UNIQUE INDEX ON outrider_history.%I (order_id, number)', p_name);
  EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON outrider_history.%I FOR EACH STATEMENT
                  EXECUTE FUNCTION refuse_change()', p_name || '_never_truncated', p_name);
END $$;
CREATE FUNCTION add_event_month(p_month date) RETURNS void LANGUAGE sql AS $$
  SELECT add_event_partition('event_' || to_char(p_month, 'YYYYMM'), format('FOR VALUES FROM (%L) TO (%L)',
    p_month::timestamp AT TIME ZONE 'UTC', (p_month + interval '1 month')::timestamp AT TIME ZONE 'UTC'))
$$;
SELECT add_event_partition('event_other', 'DEFAULT');
SELECT add_event_month(month::date) FROM generate_series(
  date_trunc('month', (SELECT coalesce(min(recorded_at), now()) FROM event_kept) AT TIME ZONE 'UTC'),
  (now() + interval '1 month') AT TIME ZONE 'UTC', '1 month') AS month;

INSERT INTO event (id, recorded_at, market_id, type, order_id, number, driver_id, merchant_id, zone_id, status_from,
                   status_to, actor, data, occurred_at)
SELECT k.id, k.recorded_at, k.market_id, k.type, k.order_id, k.number, (k.data->>'driver_id')::uuid, o.merchant_id,
  o.zone_id, k.status_from, k.status_to, k.actor, k.data, k.occurred_at
FROM event_kept k JOIN orders o ON o.id = k.order_id ORDER BY k.id;
SELECT setval('event_id_seq', coalesce((SELECT max(id) FROM event_kept), 0) + 1, false);
DROP TABLE event_kept;

-- What happened to shifts joins them: one trail, not two.
INSERT INTO event (recorded_at, market_id, type, number, driver_id, subject_id, status_from, status_to, actor, data,
                   occurred_at)
SELECT least(occurred_at, now()), market_id, type, number, driver_id, shift_id::text, availability_from, availability_to,
  actor, data || jsonb_build_object('request', request), occurred_at
FROM shift_event ORDER BY id;
DROP TABLE shift_event;

-- What an event says of a person: apart from the hashed body, which holds only its salted hash. Erasing it leaves every
-- proof standing.
CREATE TABLE outrider_audit.personal (
  event_id bigint PRIMARY KEY,
  recorded_at timestamptz NOT NULL,
  -- customer (of an order) or driver.
  subject text NOT NULL CHECK (subject IN ('customer', 'driver')),
  subject_id uuid NOT NULL,
  salt bytea NOT NULL,
  body jsonb NOT NULL
);
CREATE INDEX ON outrider_audit.personal (subject, subject_id);

-- One seal per market and minute in which something happened: the hash of the seal before and of every event in it.
CREATE TABLE outrider_audit.seal (
  market_id text NOT NULL,
  seq integer NOT NULL,
  -- Seals keep to a month, so that a month can be archived whole.
  month date NOT NULL,
  events integer NOT NULL,
  first_recorded_at timestamptz NOT NULL,
  last_recorded_at timestamptz NOT NULL,
  -- Per event, in order of ID: the ID (8 bytes, big-endian) and the first 8 bytes of its hash. Names the bad one.
  leaves bytea NOT NULL,
  previous bytea NOT NULL,
  hash bytea NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (market_id, seq)
);
ALTER TABLE outrider_audit.seal ALTER COLUMN leaves SET STORAGE EXTERNAL;
CREATE INDEX ON outrider_audit.seal (month);
CREATE TRIGGER seal_append_only BEFORE UPDATE OR DELETE ON outrider_audit.seal
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER seal_never_truncated BEFORE TRUNCATE ON outrider_audit.seal
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Months that have gone to a file.
CREATE TABLE outrider_audit.archive (
  month date PRIMARY KEY,
  events bigint NOT NULL,
  sha256 bytea NOT NULL,
  archived_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- When its rows were dropped; null while they are in both places.
  dropped_at timestamptz
);

-- How an order stood at the version before: what its next event compares with.
ALTER TABLE orders ADD COLUMN facts_before jsonb;

-- What a round read, so that its decisions can be worked out again. Positions and addresses are in it: kept for days.
CREATE TABLE outrider_history.round_input (
  market_id text NOT NULL,
  round_no integer NOT NULL,
  body bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (market_id, round_no)
);
ALTER TABLE outrider_history.round_input ALTER COLUMN body SET STORAGE EXTERNAL;
CREATE INDEX ON outrider_history.round_input (created_at);
