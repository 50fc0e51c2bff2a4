import type { Client } from 'pg';
import { withAuditClient } from './audit-client';

/** The first thing in a market's trail that is not as it was sealed. */
export interface Tampering {
  marketId: string;
  /** The seal in which it was found; null for an event that no seal covers. */
  seq: number | null;
  /** The event; null when only the chain itself was touched. */
  eventId: string | null;
  /** The order whose last version has no event, where that is how it was found. */
  order?: { id: string; number: number };
  problem: 'edited' | 'missing' | 'added' | 'chain_broken' | 'not_the_expected_head';
}

export interface TrailReport {
  marketId: string;
  seals: number;
  events: number;
  /** Seals whose events have gone to a file: only their chain was looked at. */
  archivedSeals: number;
  /** Committed a moment ago and not sealed yet. */
  unsealed: number;
  head: { seq: number; hash: string } | null;
  tampering: Tampering | null;
}

interface SealRow {
  seq: number;
  events: number;
  month: string;
  archived: boolean;
}

/**
 * Proves a market's audit trail, seal by seal in one snapshot: every event is made again from its columns and compared
 * with what was sealed, every seal with the one before. Stops at the first that is wrong.
 * `expectedHead` (seq:hash, from the workers' log or an archive) also finds a chain that was made anew from end to end.
 */
export async function verifyTrail(
  databaseUrl: string,
  marketId: string,
  expectedHead?: { seq: number; hash: string },
): Promise<TrailReport> {
  return withAuditClient(databaseUrl, async (client) => {
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return verifyIn(client, marketId, expectedHead);
  });
}

async function verifyIn(
  client: Client,
  marketId: string,
  expected: { seq: number; hash: string } | undefined,
): Promise<TrailReport> {
  const seals = await rows<SealRow>(
    client,
    `SELECT s.seq, s.events, to_char(s.month, 'YYYY-MM') AS month, a.dropped_at IS NOT NULL AS archived
     FROM outrider_audit.seal s LEFT JOIN outrider_audit.archive a ON a.month = s.month
     WHERE s.market_id = $1 ORDER BY s.seq`,
    [marketId],
  );
  const [waiting] = await rows<{ n: number }>(
    client,
    'SELECT count(*)::int AS n FROM outrider_audit.unsealed WHERE market_id = $1',
    [marketId],
  );
  const [head] = await rows<{ seq: number; hash: string }>(
    client,
    `SELECT seq, encode(hash, 'hex') AS hash FROM outrider_audit.seal WHERE market_id = $1 ORDER BY seq DESC LIMIT 1`,
    [marketId],
  );
  return {
    marketId,
    seals: seals.length,
    events: seals.reduce((sum, { events }) => sum + events, 0),
    archivedSeals: seals.filter(({ archived }) => archived).length,
    unsealed: waiting?.n ?? 0,
    head: head ?? null,
    tampering: await firstTampering(client, marketId, seals, expected),
  };
}

async function firstTampering(
  client: Client,
  marketId: string,
  seals: SealRow[],
  expected: { seq: number; hash: string } | undefined,
): Promise<Tampering | null> {
  let due = 1;
  for (const { seq, archived } of seals) {
    if (seq !== due) return { marketId, seq: due, eventId: null, problem: 'chain_broken' };
    due += 1;
    if (archived) continue;
    const [found] = await rows<{ bad_id: string | null; problem: 'edited' | 'missing' | null; chain: boolean }>(
      client,
      'SELECT bad_id::text, problem, chain FROM check_seal($1, $2)',
      [marketId, seq],
    );
    if (found?.problem) return { marketId, seq, eventId: found.bad_id, problem: found.problem };
    if (!found?.chain) return { marketId, seq, eventId: null, problem: 'chain_broken' };
  }
  const [uncovered] = await rows<{ id: string | null }>(client, 'SELECT first_uncovered($1)::text AS id', [marketId]);
  if (uncovered?.id) return { marketId, seq: null, eventId: uncovered.id, problem: 'added' };
  const lost = await firstLost(client, marketId);
  if (lost) return lost;
  if (!expected) return null;
  const [stands] = await rows<{ hash: string }>(
    client,
    `SELECT encode(hash, 'hex') AS hash FROM outrider_audit.seal WHERE market_id = $1 AND seq = $2`,
    [marketId, expected.seq],
  );
  const isAsExpected = stands?.hash === expected.hash;
  return isAsExpected ? null : { marketId, seq: expected.seq, eventId: null, problem: 'not_the_expected_head' };
}

async function firstLost(client: Client, marketId: string): Promise<Tampering | null> {
  const [lost] = await rows<{ event_id: string | null; order_id: string | null; number: number | null }>(
    client,
    'SELECT event_id::text, order_id::text, number FROM first_lost_event($1)',
    [marketId],
  );
  if (!lost) return null;
  const { event_id: eventId, order_id: id, number } = lost;
  const order = id !== null && number !== null ? { order: { id, number } } : {};
  return { marketId, seq: null, eventId, problem: 'missing', ...order };
}

/** Markets that have a trail, `-` among them for what belongs to none. */
export async function trailMarkets(databaseUrl: string): Promise<string[]> {
  return withAuditClient(databaseUrl, async (client) => {
    const found = await rows<{ id: string }>(
      client,
      `SELECT id FROM market UNION SELECT market_id FROM outrider_audit.seal
       UNION SELECT market_id FROM outrider_audit.unsealed ORDER BY id`,
      [],
    );
    return found.map(({ id }) => id);
  });
}

async function rows<Row>(client: Client, sql: string, values: unknown[]): Promise<Row[]> {
  return (await client.query(sql, values)).rows as Row[];
}
