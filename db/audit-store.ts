import type { AuditStore, SealHead } from '../domain/ports';
import { Prisma, type PrismaClient } from './generated/client';

/** Empty months that stand ready: if nobody made more for so long, events would go into the rest. */
const MONTHS_AHEAD = 3;

/** What `marketOperations` does for the audit trail. */
export function createAuditStore(prisma: PrismaClient): AuditStore {
  return {
    async seal(marketId, max) {
      const [row] = await prisma.$queryRaw<{ events: number }[]>(
        Prisma.sql`SELECT seal_events(${marketId}, ${max}::int) AS events`,
      );
      return row?.events ?? 0;
    },
    async head(marketId) {
      const [row] = await prisma.$queryRaw<SealHead[]>(Prisma.sql`
        SELECT seq, encode(hash, 'hex') AS hash FROM outrider_audit.seal WHERE market_id = ${marketId}
        ORDER BY seq DESC LIMIT 1`);
      return row ?? null;
    },
    async keep(roundInputDays) {
      // Each for itself: the first holds locks that nobody should wait for while words are folded in.
      await prisma.$queryRaw(Prisma.sql`SELECT keep_event_months(${MONTHS_AHEAD}::int)::text`);
      await prisma.$queryRaw(Prisma.sql`SELECT fold_event_words()::text`);
      await prisma.$executeRaw(Prisma.sql`
        DELETE FROM outrider_history.round_input WHERE created_at < now() - ${roundInputDays}::int * interval '1 day'`);
    },
  };
}
