import type { PoolReading } from '../domain/matching/pool-reading';
import { completePolicy } from '../domain/policy/override';
import type { RoundStore } from '../domain/ports';
import { Prisma, type PrismaClient } from './generated/client';
import { createTransitions } from './transitions';

/** A market's pool and the transaction that applies a round. */
export function createRoundStore(prisma: PrismaClient): RoundStore {
  const transitions = createTransitions(prisma);
  return {
    ...transitions,
    async startRound(marketId: string) {
      await transitions.lapseReservations(marketId);
      return transitions.startRound(marketId);
    },
    async readPool(marketId: string): Promise<PoolReading | null> {
      const [row] = await prisma.$queryRaw<{ pool: PoolReading | null }[]>(
        Prisma.sql`SELECT read_pool(${marketId}) AS pool`,
      );
      return row?.pool ? { ...row.pool, policy: completePolicy(row.pool.policy) } : null;
    },
  };
}
