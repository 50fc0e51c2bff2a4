import { Prisma, type PrismaClient } from './generated/client';

export interface SentMessage {
  orderId: string;
  number: number;
}

export type OrderMessages = ReturnType<typeof createOrderMessages>;

/** Messages for workflows that the API has sent itself. */
export function createOrderMessages(prisma: PrismaClient) {
  return {
    /** They have reached Temporal: the relay need not send them, and healing need not look for their orders. */
    async confirm(messages: SentMessage[]): Promise<void> {
      const orderIds = messages.map(({ orderId }) => orderId);
      const numbers = messages.map(({ number }) => number);
      await prisma.$executeRaw(Prisma.sql`
        WITH sent AS (
          SELECT * FROM unnest(${orderIds}::text[], ${numbers}::int[]) AS m (order_id, number)
        ), gone AS (
          DELETE FROM outbox USING sent
          WHERE outbox.topic = 'order' AND outbox.key = sent.order_id AND outbox.number = sent.number
        )
        UPDATE orders SET workflow_started_at = clock_timestamp()
        WHERE id IN (SELECT order_id::uuid FROM sent) AND workflow_started_at IS NULL`);
    },
  };
}
