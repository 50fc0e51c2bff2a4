import { Prisma, type PrismaClient } from '../generated/client';

/** What metrics ask of an order. Seconds of real time. */
export interface OrderMeasure {
  id: string;
  marketId: string;
  status: string;
  /** Whether the driver that it has, or had last, was its first. */
  isFirstDriver: boolean;
  toAssignS: number | null;
  toDoorS: number | null;
  onTime: boolean | null;
}

export function createOrderMeasures(prisma: PrismaClient) {
  return {
    read: (orderIds: string[]): Promise<OrderMeasure[]> =>
      prisma.$queryRaw<OrderMeasure[]>(Prisma.sql`
        SELECT id, market_id AS "marketId", status, first_assigned_at IS NOT DISTINCT FROM assigned_at AS "isFirstDriver",
          extract(epoch FROM first_assigned_at - pool_at)::float8 AS "toAssignS",
          extract(epoch FROM ended_at - placed_at)::float8 AS "toDoorS", ended_at <= promised_at AS "onTime"
        FROM orders WHERE id = ANY (${orderIds}::uuid[])`),
  };
}
