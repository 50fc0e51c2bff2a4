import { Prisma, type PrismaClient } from './generated/client';

export interface StoredAnswer {
  fingerprint: string;
  /** Null while the first request is still being answered. */
  status: number | null;
  body: unknown;
}

/** A holder that has not answered for so long has died: its repetition may take over. */
const HOLDER_DIED_AFTER = '30 seconds';

export type IdempotencyRecords = ReturnType<typeof createIdempotencyRecords>;

/** Answers to writes by caller and key, so that a repetition gets the same one. */
export function createIdempotencyRecords(prisma: PrismaClient) {
  return {
    /** True when the caller holds the key now and must answer. */
    async claim(actor: string, key: string, fingerprint: string): Promise<boolean> {
      const claimed = await prisma.$queryRaw<unknown[]>(Prisma.sql`
        INSERT INTO idempotency_record AS held (actor, key, fingerprint, locked_at, created_at)
        VALUES (${actor}, ${key}, ${fingerprint}, clock_timestamp(), clock_timestamp())
        ON CONFLICT (actor, key) DO UPDATE SET locked_at = clock_timestamp()
        WHERE held.status IS NULL AND held.fingerprint = excluded.fingerprint
          AND held.locked_at < clock_timestamp() - ${HOLDER_DIED_AFTER}::interval
        RETURNING 1 AS claimed`);
      return claimed.length > 0;
    },

    async find(actor: string, key: string): Promise<StoredAnswer | null> {
      const row = await prisma.idempotencyRecord.findUnique({ where: { actor_key: { actor, key } } });
      if (!row) return null;
      const { fingerprint, status, body } = row;
      return { fingerprint, status, body: typeof body === 'string' ? JSON.parse(body) : null };
    },

    /** As text inside the JSON column: jsonb would reorder the fields, and the same answer means the same bytes. */
    async store(actor: string, key: string, status: number, body: unknown): Promise<void> {
      await prisma.$executeRaw(Prisma.sql`
        UPDATE idempotency_record SET status = ${status}::int, body = to_jsonb(${JSON.stringify(body ?? null)}::text)
        WHERE actor = ${actor} AND key = ${key}`);
    },

    /** Gives the key back: nothing was decided, so the same request may be tried again. */
    async release(actor: string, key: string): Promise<void> {
      await prisma.idempotencyRecord.deleteMany({ where: { actor, key, status: null } });
    },

    async deleteOlderThan(hours: number): Promise<number> {
      return prisma.$executeRaw(Prisma.sql`
        DELETE FROM idempotency_record WHERE created_at < clock_timestamp() - ${hours}::float8 * interval '1 hour'`);
    },
  };
}
