import type { SweepStore } from '../domain/ports';
import { Prisma, type PrismaClient } from './generated/client';
import { createTransitions } from './transitions';

/** What `marketOperations` sweeps for, found and set right in SQL. */
export function createSweepStore(prisma: PrismaClient): SweepStore {
  async function value<Result>(fn: Prisma.Sql): Promise<Result> {
    const [row] = await prisma.$queryRaw<{ value: Result }[]>(Prisma.sql`SELECT ${fn} AS value`);
    return (row as { value: Result }).value;
  }
  return {
    lapseReservations: createTransitions(prisma).lapseReservations,
    restartNeverStarted: (marketId, olderThanMs) =>
      value<number>(Prisma.sql`restart_never_started(${marketId}, ${olderThanMs}::float8)`),
    resumeClosed: (orderIds) =>
      orderIds.length === 0 ? Promise.resolve(0) : value<number>(Prisma.sql`resume_closed(${orderIds}::uuid[])`),
    wakeStalePool: (marketId, olderThanMs) =>
      value<boolean>(Prisma.sql`wake_stale_pool(${marketId}, ${olderThanMs}::float8)`),
    countOpen: (marketId) => prisma.order.count({ where: { marketId, endedAt: null } }),
  };
}
