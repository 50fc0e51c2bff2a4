import type { DueMessage, MessageOutcome } from '../domain/notifications/ports';
import { Prisma, type PrismaClient } from './generated/client';

export type MessageQueue = ReturnType<typeof createMessageQueue>;

/** Messages to customers, as the notifier works them off. */
export function createMessageQueue(prisma: PrismaClient) {
  return {
    /** Takes what is due for `leaseMs`; what is not settled by then is due again. */
    async claim(limit: number, leaseMs: number): Promise<DueMessage[]> {
      const rows = await prisma.$queryRaw<{ message: DueMessage }[]>(
        Prisma.sql`SELECT message FROM due_messages(${limit}::int, ${leaseMs}::float8) AS message`,
      );
      return rows.map(({ message }) => message);
    },

    async settle(outcomes: MessageOutcome[]): Promise<void> {
      if (outcomes.length === 0) return;
      await prisma.$executeRaw(Prisma.sql`SELECT settle_messages(${JSON.stringify(outcomes)}::jsonb)`);
    },

    /** Hands a message to the merchant's endpoints; false when there is none. */
    async request(orderId: string, data: object): Promise<boolean> {
      const [row] = await prisma.$queryRaw<{ told: boolean }[]>(
        Prisma.sql`SELECT request_message(${orderId}::uuid, ${JSON.stringify(data)}::jsonb) AS told`,
      );
      return row?.told ?? false;
    },

    /** Forgets what is older, and browsers of orders that have ended a day ago. */
    async forget(days: number): Promise<void> {
      await prisma.$executeRaw(Prisma.sql`
        DELETE FROM message WHERE id IN (SELECT id FROM message
          WHERE created_at < clock_timestamp() - ${days}::float8 * interval '1 day' LIMIT 10000)`);
      await prisma.$executeRaw(Prisma.sql`
        DELETE FROM customer_push c USING orders o
        WHERE o.id = c.order_id AND o.ended_at < clock_timestamp() - interval '1 day'`);
    },

    async forgetPush(endpoint: string): Promise<void> {
      await prisma.customerPush.deleteMany({ where: { endpoint } });
    },

    /** A link of ours for this order; false when links to it were revoked. Asked for twice it is the same one. */
    async keepLink(orderId: string, hash: string): Promise<boolean> {
      const rows = await prisma.$queryRaw<{ open: boolean }[]>(Prisma.sql`
        INSERT INTO tracking_link (hash, order_id, expires_at)
        SELECT ${hash}, o.id, greatest(o.promised_at, clock_timestamp()) + interval '1 day'
        FROM orders o WHERE o.id = ${orderId}::uuid
          AND NOT EXISTS (SELECT 1 FROM tracking_link l WHERE l.order_id = o.id AND l.revoked_at IS NOT NULL)
        ON CONFLICT (hash) DO UPDATE SET expires_at = greatest(tracking_link.expires_at, clock_timestamp() + interval '2 hours')
        RETURNING revoked_at IS NULL AS open`);
      return rows[0]?.open ?? false;
    },
  };
}
