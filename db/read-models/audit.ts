import { Prisma, type PrismaClient } from '../generated/client';

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

const WORDS_MAX = 8;
/** Up to so many hits of words are looked up one by one; words that are more common are met soon enough on the way. */
const HITS_MAX = 2_000;

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

  /** Events with these words, by ID; null when there are too many to name. */
  async function hitsOf(words: string): Promise<string[] | null> {
    const rows = await prisma.$queryRaw<{ id: string }[]>(Prisma.sql`
      SELECT id::text FROM event_word_hits(to_tsquery('simple', ${tsquery(words)}), ${HITS_MAX + 1}::int) AS id`);
    return rows.length > HITS_MAX ? null : rows.map(({ id }) => id);
  }

  return {
    async page(filter: AuditFilter, limit: number, after: AuditKey | null): Promise<AuditRow[]> {
      const types = filter.types && (await typesLike(filter.marketId, filter.types));
      if (types?.length === 0) return [];
      const hits = filter.words === undefined ? null : await hitsOf(filter.words);
      if (hits?.length === 0) return [];
      const where = Prisma.join(conditions(filter, hits, after), ' AND ');
      const newest = Prisma.sql`ORDER BY e.recorded_at DESC, e.id DESC LIMIT ${limit}`;
      // Of several types each is read in its own order and the newest of all are taken: one index holds them apart.
      const found = types
        ? Prisma.sql`SELECT e.* FROM unnest(${types}::text[]) AS wanted (type)
            CROSS JOIN LATERAL (SELECT e.* FROM event e WHERE ${where} AND e.type = wanted.type ${newest}) AS e ${newest}`
        : Prisma.sql`SELECT e.* FROM event e WHERE ${where} ${newest}`;
      const rows = await prisma.$queryRaw<{ row: AuditRow }[]>(Prisma.sql`
        SELECT to_jsonb(e) - '{personal_hash,words}'::text[] || jsonb_build_object('id', e.id::text, 'hash', encode(e.hash, 'hex'),
          'personal', CASE WHEN e.personal_hash IS NOT NULL THEN
            CASE WHEN EXISTS (SELECT 1 FROM outrider_audit.personal p WHERE p.event_id = e.id) THEN 'kept' ELSE 'erased' END
          END) AS row
        FROM (${found}) AS e ORDER BY e.recorded_at DESC, e.id DESC`);
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

function conditions(filter: AuditFilter, hits: string[] | null, after: AuditKey | null): Prisma.Sql[] {
  const { marketId, orderId, driverId, merchantId, zoneId, actorId, from, to, words } = filter;
  return [
    Prisma.sql`e.market_id = ${marketId}`,
    ...(orderId ? [Prisma.sql`e.order_id = ${orderId}::uuid`] : []),
    ...(driverId ? [Prisma.sql`e.driver_id = ${driverId}::uuid`] : []),
    ...(merchantId ? [Prisma.sql`e.merchant_id = ${merchantId}::uuid`] : []),
    ...(zoneId ? [Prisma.sql`e.zone_id = ${zoneId}`] : []),
    ...(actorId ? [Prisma.sql`e.actor->>'id' = ${actorId}`] : []),
    ...(from ? [Prisma.sql`e.recorded_at >= ${from}`] : []),
    ...(to ? [Prisma.sql`e.recorded_at < ${to}`] : []),
    ...(hits ? [Prisma.sql`e.id = ANY (${hits}::bigint[])`] : []),
    ...(words && !hits ? [Prisma.sql`e.words @@ to_tsquery('simple', ${tsquery(words)})`] : []),
    // The first says the same less exactly, but by it partitions are left out.
    ...(after
      ? [
          Prisma.sql`e.recorded_at <= ${after.recordedAt}::timestamptz
            AND (e.recorded_at, e.id) < (${after.recordedAt}::timestamptz, ${after.id}::bigint)`,
        ]
      : []),
  ];
}

/** The words as the index has them (db: event.words), each the beginning of one. Only letters, digits and hyphens stay. */
export function tsquery(words: string): string {
  const parts = words.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}-]{1,60}/gu) ?? [];
  return parts.length === 0
    ? `'no such word'`
    : parts
        .slice(0, WORDS_MAX)
        .map((part) => `'${part}':*`)
        .join(' & ');
}
