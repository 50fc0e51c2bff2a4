import type { Database } from '../../db/client';

type Pool = Database['pool'];

/** A market with a past: what it is called, and who is in it. */
export interface Past {
  marketId: string;
  merchantIds: string[];
  driverIds: string[];
}

const EVENTS_PER_ORDER = 10;
/** Orders written in one statement. */
const CHUNK = 20_000;
/** How far back the past goes. */
const PAST_DAYS = 180;
/** From so many events on, indexes are made anew after loading instead of row by row. */
const BULK_EVENTS = 500_000;

/**
 * Writes orders that ended long ago, with their events, straight into the tables: spread over half a year, with one reason
 * in twenty, and words that are rare and common. Triggers are off meanwhile: these events have made-up hashes and no seals,
 * which nothing that is measured here reads; all else about them is as the transitions would have left it.
 */
export async function growPast(pool: Pool, past: Past, from: number, to: number): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query(
      `SET session_replication_role = replica; SET maintenance_work_mem = '1GB'; SET statement_timeout = 0`,
    );
    const indexes = to - from >= BULK_EVENTS ? await dropIndexes(client.query.bind(client)) : [];
    const orders = Math.ceil((to - from) / EVENTS_PER_ORDER);
    for (let written = 0; written < orders; written += CHUNK) {
      const count = Math.min(CHUNK, orders - written);
      await client.query(ORDERS_AND_EVENTS, [
        past.marketId,
        past.merchantIds,
        past.driverIds,
        count,
        from + written,
        PAST_DAYS,
      ]);
    }
    for (const index of indexes) await client.query(index);
    await client.query('VACUUM (ANALYZE)');
  } finally {
    client.release(true);
  }
}

/** Partitions for the months that the past reaches into. */
export async function openPast(pool: Pool): Promise<void> {
  await pool.query(
    `SELECT add_event_month(month::date)
     FROM generate_series(date_trunc('month', now() - $1::int * interval '1 day'), now(), '1 month') AS month
     WHERE to_regclass('outrider_history.event_' || to_char(month, 'YYYYMM')) IS NULL`,
    [PAST_DAYS],
  );
}

/** Events of orders that there are. */
export async function countEvents(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ n: string }>('SELECT count(*) AS n FROM event WHERE order_id IS NOT NULL');
  return Number(rows[0]?.n ?? 0);
}

type Ask = (sql: string) => Promise<{ rows: unknown[] }>;

async function dropIndexes(ask: Ask): Promise<string[]> {
  const { rows } = await ask(
    `SELECT indexdef, indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename IN ('event', 'orders')
       AND indexdef NOT LIKE 'CREATE UNIQUE%'`,
  );
  const indexes = rows as { indexdef: string; indexname: string }[];
  for (const { indexname } of indexes) await ask(`DROP INDEX ${indexname}`);
  return indexes.map(({ indexdef }) => indexdef.replace(' ON ONLY ', ' ON '));
}

const ORDERS_AND_EVENTS = `
  WITH made AS MATERIALIZED (
    SELECT $5::bigint + n AS nr, now() - random() * $6::int * interval '1 day' - interval '2 hours' AS placed_at,
      ($2::uuid[])[1 + floor(random() * cardinality($2::uuid[]))::int] AS merchant_id, ($3::uuid[])[1 + floor(random() * cardinality($3::uuid[]))::int] AS driver_id,
      '8739336' || to_char(floor(random() * 100), 'FM00') || 'ffffff' AS zone_id
    FROM generate_series(1, $4::int) AS n
  ), placed AS (
    INSERT INTO orders (id, market_id, merchant_id, external_id, fingerprint, status, version, policy_version, zone_id,
      pickup_place_id, pickup_name, pickup_address, pickup_lat, pickup_lng, dropoff_name, dropoff_address, dropoff_lat,
      dropoff_lng, distance_m, service, placed_at, pool_at, ready_at, promised_at, assigned_at, ended_at, end_reason,
      driver_id, workflow_started_at, updated_at)
    SELECT uuidv7(placed_at - now()), $1, merchant_id, 'ORD-' || nr, 'past', 'delivered', ${EVENTS_PER_ORDER}, 1, zone_id,
      'place-' || nr % 500, 'Tasca', 'Rua 1', 38.72, -9.14, 'Ana', 'Rua 2', 38.73, -9.13, 1500, '{}', placed_at, placed_at,
      placed_at, placed_at + interval '40 minutes', placed_at + interval '3 minutes', placed_at + interval '35 minutes',
      'delivered', driver_id, placed_at, placed_at
    FROM made RETURNING id, merchant_id, driver_id, zone_id, placed_at, external_id
  )
  INSERT INTO event (recorded_at, market_id, type, order_id, number, driver_id, merchant_id, zone_id, status_from,
    status_to, actor, data, before, after, occurred_at, market_at, hash, words)
  SELECT p.placed_at + k * interval '3 minutes', $1, t.type, p.id, k, CASE WHEN k > 1 THEN p.driver_id END, p.merchant_id, p.zone_id,
    'unassigned', 'assigned',
    CASE WHEN k = 1 THEN jsonb_build_object('type', 'merchant', 'id', p.merchant_id) WHEN k IN (2, 3, 5) THEN t.actor
         ELSE jsonb_build_object('type', 'driver', 'id', p.driver_id) END,
    CASE WHEN k = 1 THEN jsonb_build_object('external_id', p.external_id)
         WHEN reason IS NOT NULL THEN jsonb_build_object('driver_id', p.driver_id, 'reason', reason)
         ELSE jsonb_build_object('driver_id', p.driver_id, 'offer_id', p.id) END,
    '{"status": "unassigned"}', '{"status": "assigned"}', p.placed_at, p.placed_at, sha256(uuid_send(p.id)),
    CASE WHEN k = 1 THEN event_words(t.type, '{}', jsonb_build_object('external_id', p.external_id))
         WHEN reason IS NOT NULL THEN event_words(t.type, '{}', jsonb_build_object('reason', reason)) ELSE t.words END
  FROM placed p CROSS JOIN (SELECT k, type, actor, event_words(type, coalesce(actor, '{}'), '{}') AS words FROM (VALUES
     (1,'order.placed',NULL),(2,'offer.reserved','{"type": "system", "id": "matching"}'::jsonb),(3,'offer.sent','{"type": "system", "id": "orderDispatch"}'),
     (4,'offer.declined',NULL),(5,'offer.reserved','{"type": "system", "id": "matching"}'),(6,'offer.accepted',NULL),(7,'driver.arrived',NULL),(8,'order.picked_up',NULL),(9,'driver.arrived',NULL),(10,'order.delivered',NULL)) AS v(k,type,actor)) AS t
  CROSS JOIN LATERAL (SELECT CASE WHEN k = 4 AND random() < 0.5 AND p.id IS NOT NULL THEN (ARRAY['too far', 'pay', 'traffic jam on the bridge', 'vehicle', 'lobster'])[1 + floor(power(random(), 3) * 5)::int] END AS reason) AS r`;
