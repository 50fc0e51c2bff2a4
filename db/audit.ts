import type { Actor } from '../domain/actor';
import { Prisma, type PrismaClient } from './generated/client';

/** A fact that is no transition of an order and no change of a row: somebody looked at something, or took it along. */
export interface Fact {
  marketId: string;
  type: string;
  data: Record<string, unknown>;
  orderId?: string | null;
  driverId?: string | null;
  merchantId?: string | null;
}

export type Transaction = Prisma.TransactionClient;
export type Facts = ReturnType<typeof createFacts>;

/**
 * Runs changes of accounts, policies and the like in one transaction under somebody's name: the triggers of
 * db/functions/410_audit_change.sql record them with it. Without an actor they go down as the process's own.
 */
export function createAsActor(prisma: PrismaClient) {
  return <Result>(actor: Actor | undefined, work: (tx: Transaction) => Promise<Result>): Promise<Result> =>
    prisma.$transaction(async (tx) => {
      if (actor) await tx.$executeRaw`SELECT set_config('outrider.actor', ${JSON.stringify(actor)}, true)`;
      return work(tx);
    });
}

export function createFacts(prisma: PrismaClient) {
  return {
    async record({ marketId, type, data, orderId, driverId, merchantId }: Fact, actor: Actor): Promise<void> {
      const ids = { order_id: orderId, driver_id: driverId, merchant_id: merchantId };
      await prisma.$executeRaw(Prisma.sql`SELECT record_fact(${marketId}, ${type}, ${JSON.stringify(actor)}::jsonb,
        ${JSON.stringify(data)}::jsonb, ${JSON.stringify(ids)}::jsonb)`);
    },
  };
}
