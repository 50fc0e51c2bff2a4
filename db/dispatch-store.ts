import type { StandingOrder } from '../domain/dispatch/standing-order';
import { completePolicy } from '../domain/policy/override';
import type { Policy } from '../domain/policy/policy';
import type { DispatchReading, DispatchStore } from '../domain/ports';
import { Prisma, type PrismaClient } from './generated/client';
import { createMoves } from './moves';
import { createTransitions } from './transitions';

interface ReadingRow {
  order: StandingOrder;
  policy: Policy;
  rate: number;
  offset_ms: bigint;
}

/** What an order's workflow reads and asks for. The policy is the version that the order was placed under. */
export function createDispatchStore(prisma: PrismaClient): DispatchStore {
  return {
    ...createTransitions(prisma),
    endHold: createMoves(prisma).endHold,
    async readDispatch(orderId: string): Promise<DispatchReading | null> {
      const [row] = await prisma.$queryRaw<ReadingRow[]>(Prisma.sql`
        SELECT standing_order(o) AS order, p.body AS policy, m.clock_rate AS rate, m.clock_offset_ms AS offset_ms
        FROM orders o
        JOIN market m ON m.id = o.market_id
        JOIN policy p ON p.market_id = o.market_id AND p.version = o.policy_version
        WHERE o.id = ${orderId}::uuid`);
      if (!row) return null;
      return {
        order: row.order,
        policy: completePolicy(row.policy),
        clock: { rate: row.rate, offsetMs: Number(row.offset_ms) },
      };
    },
  };
}
