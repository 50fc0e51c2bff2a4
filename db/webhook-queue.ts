import type { FeedEndpoint, WebhookQueue } from '../domain/webhooks/ports';
import { Prisma, type PrismaClient } from './generated/client';

interface ClaimedRow {
  id: string;
  sequence: bigint;
  type: string;
  livemode: boolean;
  data: Record<string, unknown>;
  attempts: number;
  createdAt: Date;
}

export type WebhookFeeds = ReturnType<typeof createWebhookFeeds>;

/** The queue of webhooks as feeds work it off, and who has to be called to do so. */
export function createWebhookFeeds(prisma: PrismaClient) {
  async function value<Result>(expression: Prisma.Sql): Promise<Result> {
    const [row] = await prisma.$queryRaw<{ value: Result }[]>(Prisma.sql`SELECT ${expression} AS value`);
    return (row as { value: Result }).value;
  }
  const queue: WebhookQueue = {
    async look(endpointId) {
      const rows = await prisma.$queryRaw<{ value: FeedEndpoint | null }[]>(
        Prisma.sql`SELECT look_at_webhooks(${endpointId}::uuid) AS value`,
      );
      return rows[0]?.value ?? null;
    },
    async claim(endpointId, limit, leaseMs) {
      const rows = await prisma.$queryRaw<ClaimedRow[]>(Prisma.sql`
        SELECT id, sequence, type, livemode, data, attempts, created_at AS "createdAt"
        FROM claim_webhooks(${endpointId}::uuid, ${limit}::int, ${leaseMs}::float8)`);
      return rows.map((row) => ({ ...row, sequence: Number(row.sequence) }));
    },
    async settle(sequence, tried, { verdict, retryMs, restMs }, deadMs) {
      await prisma.$executeRaw(Prisma.sql`
        SELECT settle_webhook(${sequence}::bigint, ${JSON.stringify(tried)}::jsonb, ${verdict}, ${retryMs}::float8,
          ${restMs}::float8, ${deadMs}::float8)`);
    },
    dueInMs: (endpointId) => value<number | null>(Prisma.sql`webhooks_due_in(${endpointId}::uuid)`),
  };
  return {
    ...queue,

    /** Endpoints whose feed must be called now; noted as called. */
    async toCall(): Promise<string[]> {
      const rows = await prisma.$queryRaw<{ id: string }[]>(
        Prisma.sql`SELECT id::text AS id FROM call_webhook_feeds() AS id`,
      );
      return rows.map(({ id }) => id);
    },

    /** Forgets what is older; answers how much. */
    forget: (days: number): Promise<number> =>
      prisma.$executeRaw(Prisma.sql`
        DELETE FROM webhook_delivery WHERE sequence IN (
          SELECT sequence FROM webhook_delivery
          WHERE created_at < clock_timestamp() - ${days}::float8 * interval '1 day' LIMIT 10000)`),
  };
}
