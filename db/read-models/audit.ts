import { Prisma, type PrismaClient } from '../generated/client';
import { wordQuery } from './word-query';

/** A row of `event` as JSON gives it: database names, instants as ISO text with microseconds. */
export interface AuditRow {
  id: string;
  market_id: string;
  type: string;
  order_id: string | null;
  number: number | null;
  driver_id: string | null;
  merchant_id: string | null;
  zone_id: string | null;
  subject_id: string | null;
  status_from: string | null;
  status_to: string | null;
  actor: { type: string; id: string } & Record<string, unknown>;
  data: Record<string, unknown>;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  occurred_at: string;
  market_at: string | null;
  recorded_at: string;
  hash: string;
  personal: 'kept' | 'erased' | null;
}

export interface AuditFilter {
  marketId: string;
  orderId?: string;
  driverId?: string;
  merchantId?: string;
  zoneId?: string;
  actorId?: string;
  /** Types, or beginnings of types with a `*`. */
  types?: string[];
  from?: Date;
  to?: Date;
  words?: string;
}

/** The last event of the page before. */
export interface AuditKey {
  recordedAt: string;
  id: string;
}

export type AuditReads = ReturnType<typeof createAuditReads>;

/** Events that are looked through for words, the newest first, before their index is asked: of common words a page is there. */
const LOOKED_THROUGH = 3_000;

/** The audit trail, newest first. Every filter has an index in that order, so a page costs the same however long it is. */
export function createAuditReads(prisma: PrismaClient) {
  /** Types that there are, found by leaping through the index from one to the next. */
  async function typesLike(marketId: string, patterns: string[]): Promise<string[]> {
    if (patterns.every((pattern) => !pattern.endsWith('*'))) return patterns;
    const rows = await prisma.$queryRaw<{ type: string }[]>(Prisma.sql`
      WITH RECURSIVE known AS (
        (SELECT type FROM event WHERE market_id = ${marketId} ORDER BY type LIMIT 1)
        UNION ALL
        SELECT (SELECT e.type FROM event e WHERE e.market_id = ${marketId} AND e.type > known.type ORDER BY e.type LIMIT 1)
        FROM known WHERE known.type IS NOT NULL
      )
      SELECT type FROM known WHERE type IS NOT NULL`);
    return rows
      .map(({ type }) => type)
      .filter((type) => patterns.some((p) => (p.endsWith('*') ? type.startsWith(p.slice(0, -1)) : type === p)));
  }

  /** `found` is a statement whose rows are whole events. */
  const rowsOf = (found: Prisma.Sql): Prisma.Sql => Prisma.sql`
    SELECT to_jsonb(e) - '{personal_hash,words}'::text[] || jsonb_build_object('id', e.id::text, 'hash', encode(e.hash, 'hex'),
      'personal', CASE WHEN e.personal_hash IS NOT NULL THEN
        CASE WHEN EXISTS (SELECT 1 FROM outrider_audit.personal p WHERE p.event_id = e.id) THEN 'kept' ELSE 'erased' END
      END) AS row
    FROM (${found}) AS e ${NEWEST_FIRST}`;

  /** Of several types each is read in its own order and the newest of all are taken: one index holds them apart. */
  function newestOf(
    filter: AuditFilter,
    types: string[] | undefined,
    limit: number,
    after: AuditKey | null,
  ): Prisma.Sql {
    const where = Prisma.join(conditions(filter, after), ' AND ');
    const newest = Prisma.sql`${NEWEST_FIRST} LIMIT ${limit}`;
    return types
      ? Prisma.sql`SELECT e.* FROM unnest(${types}::text[]) AS wanted (type)
          CROSS JOIN LATERAL (SELECT e.* FROM event e WHERE ${where} AND e.type = wanted.type ${newest}) AS e ${newest}`
      : Prisma.sql`SELECT e.* FROM event e WHERE ${where} ${newest}`;
  }

  /**
   * Common words are met soon among the newest events, rare ones are found by their index; either would take long to find
   * the other kind. Neither reads more than a page's worth and a few thousand rows.
   */
  async function pageWithWords(
    filter: AuditFilter,
    types: string[] | undefined,
    words: string,
    limit: number,
    after: AuditKey | null,
  ) {
    const query = wordQuery(words);
    if (!query) return [];
    const all = Prisma.sql`to_tsquery('simple', ${query.all})`;
    const [seen] = await prisma.$queryRaw<{ looked: number; rows: AuditRow[] }[]>(Prisma.sql`
      WITH looked AS MATERIALIZED (${newestOf(filter, types, LOOKED_THROUGH, after)})
      SELECT (SELECT count(*)::int FROM looked) AS looked, coalesce(jsonb_agg(f.row), '[]') AS rows
      FROM (${rowsOf(Prisma.sql`SELECT e.* FROM looked e WHERE e.words @@ ${all} ${NEWEST_FIRST} LIMIT ${limit}`)}) AS f`);
    if (seen && (seen.rows.length >= limit || seen.looked < LOOKED_THROUGH)) return seen.rows;
    const rows = await prisma.$queryRaw<{ row: AuditRow }[]>(
      rowsOf(Prisma.sql`SELECT e.* FROM events_with_words(${filter.marketId}, ${filterJson(filter, types, after)}::jsonb,
        to_tsquery('simple', ${query.rarest}), ${all}, ${limit}::int) AS e`),
    );
    return rows.map(({ row }) => row);
  }

  return {
    async page(filter: AuditFilter, limit: number, after: AuditKey | null): Promise<AuditRow[]> {
      const types = filter.types && (await typesLike(filter.marketId, filter.types));
      if (types?.length === 0) return [];
      if (filter.words !== undefined) return pageWithWords(filter, types, filter.words, limit, after);
      const rows = await prisma.$queryRaw<{ row: AuditRow }[]>(rowsOf(newestOf(filter, types, limit, after)));
      return rows.map(({ row }) => row);
    },

    /** What an event says of a person, with whom and where it belongs; null when there is no such event, or no more. */
    async personal(eventId: string): Promise<PersonalRow | null> {
      const [row] = await prisma.$queryRaw<PersonalRow[]>(Prisma.sql`
        SELECT e.market_id AS "marketId", e.order_id::text AS "orderId", e.driver_id::text AS "driverId", p.body
        FROM outrider_audit.personal p JOIN event e ON e.id = p.event_id AND e.recorded_at = p.recorded_at
        WHERE p.event_id = ${eventId}::bigint`);
      return row ?? null;
    },
  };
}

export interface PersonalRow {
  marketId: string;
  orderId: string | null;
  driverId: string | null;
  body: Record<string, unknown>;
}

const NEWEST_FIRST = Prisma.sql`ORDER BY e.recorded_at DESC, e.id DESC`;

function conditions(filter: AuditFilter, after: AuditKey | null): Prisma.Sql[] {
  const { marketId, orderId, driverId, merchantId, zoneId, actorId, from, to } = filter;
  return [
    Prisma.sql`e.market_id = ${marketId}`,
    ...(orderId ? [Prisma.sql`e.order_id = ${orderId}::uuid`] : []),
    ...(driverId ? [Prisma.sql`e.driver_id = ${driverId}::uuid`] : []),
    ...(merchantId ? [Prisma.sql`e.merchant_id = ${merchantId}::uuid`] : []),
    ...(zoneId ? [Prisma.sql`e.zone_id = ${zoneId}`] : []),
    ...(actorId ? [Prisma.sql`e.actor->>'id' = ${actorId}`] : []),
    ...(from ? [Prisma.sql`e.recorded_at >= ${from}`] : []),
    ...(to ? [Prisma.sql`e.recorded_at < ${to}`] : []),
    // The first says the same less exactly, but by it partitions are left out.
    ...(after
      ? [
          Prisma.sql`e.recorded_at <= ${after.recordedAt}::timestamptz
            AND (e.recorded_at, e.id) < (${after.recordedAt}::timestamptz, ${after.id}::bigint)`,
        ]
      : []),
  ];
}

/** The same for db/functions/435_events_with_words.sql. */
const filterJson = (filter: AuditFilter, types: string[] | undefined, after: AuditKey | null): string =>
  JSON.stringify({
    order_id: filter.orderId,
    driver_id: filter.driverId,
    merchant_id: filter.merchantId,
    zone_id: filter.zoneId,
    actor: filter.actorId,
    types,
    from: filter.from,
    to: filter.to,
    after_at: after?.recordedAt,
    after_id: after?.id,
  });
