import { Client } from 'pg';

/** What a quarter of an hour had, as rollups have it. */
export interface QuarterCounts {
  placed: number;
  delivered: number;
  on_time: number;
  accepted: number;
  declined: number;
  expired: number;
  ratings: number;
  stars: number;
  online_s: number;
  busy_s: number;
}

/** Writes rollups of quarters that have passed: `ago` is 1 for the last whole one. */
export async function writeRollups(
  databaseUrl: string,
  marketId: string,
  quarters: readonly (Partial<QuarterCounts> & { ago: number })[],
): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO rollup (market_id, quarter, zone_id, cell, placed, delivered, on_time, accepted, declined, expired,
         ratings, stars, online_s, busy_s)
       SELECT $1, date_bin('15 minutes', now(), 'epoch') - ago * interval '15 minutes', 'past', '873931140ffffff',
         coalesce(placed, 0), coalesce(delivered, 0), coalesce(on_time, 0), coalesce(accepted, 0), coalesce(declined, 0),
         coalesce(expired, 0), coalesce(ratings, 0), coalesce(stars, 0), coalesce(online_s, 0), coalesce(busy_s, 0)
       FROM jsonb_to_recordset($2::jsonb) AS q (ago int, placed int, delivered int, on_time int, accepted int,
         declined int, expired int, ratings int, stars int, online_s float8, busy_s float8)`,
      [marketId, JSON.stringify(quarters)],
    );
  } finally {
    await client.end();
  }
}
