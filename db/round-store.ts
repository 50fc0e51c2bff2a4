import type { DemandProfile } from '../domain/matching/anticipation/demand-profile';
import type { PoolReading } from '../domain/matching/pool-reading';
import { completePolicy } from '../domain/policy/override';
import type { RoundStore, WaitHint } from '../domain/ports';
import { Prisma, type PrismaClient } from './generated/client';
import { createTransitions } from './transitions';

/** A usual day is large and changes once a day. */
const USUAL_DAY_KEPT_MS = 60_000;

/** A market's pool and the transaction that applies a round. */
export function createRoundStore(prisma: PrismaClient): RoundStore {
  const transitions = createTransitions(prisma);
  const usualDays = new Map<string, { profile: Promise<DemandProfile | null>; untilMs: number }>();

  async function readProfile(marketId: string): Promise<DemandProfile | null> {
    const row = await prisma.usualDay.findUnique({ where: { marketId }, select: { profile: true } });
    return (row?.profile ?? null) as DemandProfile | null;
  }

  return {
    ...transitions,
    usualDay(marketId: string) {
      const kept = usualDays.get(marketId);
      if (kept && kept.untilMs > Date.now()) return kept.profile;
      const profile = readProfile(marketId);
      usualDays.set(marketId, { profile, untilMs: Date.now() + USUAL_DAY_KEPT_MS });
      profile.catch(() => usualDays.delete(marketId));
      return profile;
    },
    async keepHints(roundNo: number, goodForMs: number, hints: WaitHint[]) {
      if (hints.length === 0) return 0;
      const [row] = await prisma.$queryRaw<{ kept: number }[]>(
        Prisma.sql`SELECT keep_hints(${roundNo}::int, ${goodForMs}::float8, ${JSON.stringify(hints)}::jsonb) AS kept`,
      );
      return row?.kept ?? 0;
    },
    async startRound(marketId: string) {
      await transitions.lapseReservations(marketId);
      return transitions.startRound(marketId);
    },
    async keepInput(marketId: string, roundNo: number, input: Uint8Array) {
      await prisma.$executeRaw(Prisma.sql`
        INSERT INTO outrider_history.round_input (market_id, round_no, body) VALUES (${marketId}, ${roundNo}, ${input})
        ON CONFLICT DO NOTHING`);
    },
    async readPool(marketId: string): Promise<PoolReading | null> {
      const [row] = await prisma.$queryRaw<{ pool: PoolReading | null }[]>(
        Prisma.sql`SELECT read_pool(${marketId}) AS pool`,
      );
      return row?.pool ? { ...row.pool, policy: completePolicy(row.pool.policy) } : null;
    },
  };
}
