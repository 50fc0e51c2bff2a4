import { Prisma, type PrismaClient } from './generated/client';

/**
 * Who a message is for: an order's or a shift's workflow, a market's matching, a driver's phones, or everybody who
 * listens to events.
 */
export type OutboxTopic = 'page' | 'partner' | 'order' | 'shift' | 'matching' | 'push' | 'event';

export interface OutboxMessage {
  id: bigint;
  topic: OutboxTopic;
  key: string;
  number: number | null;
  payload: unknown;
  attempts: number;
  /** Seconds since it was written, by the database's clock. */
  ageS: number;
}

/** Listeners: every committed event, as the relay publishes it. */
export const EVENTS_CHANNEL = 'outrider_events';

export type Outbox = ReturnType<typeof createOutbox>;

export function createOutbox(prisma: PrismaClient) {
  return {
    /** Takes up to `limit` due messages for `leaseMs`; what is not finished by then is due again. */
    claim: (limit: number, leaseMs: number): Promise<OutboxMessage[]> =>
      prisma.$queryRaw<OutboxMessage[]>(
        Prisma.sql`SELECT id, topic, key, number, payload, attempts,
            extract(epoch FROM clock_timestamp() - created_at)::float8 AS "ageS" FROM claim_outbox(${limit}::int, ${leaseMs}::float8)`,
      ),

    async finish(ids: bigint[]): Promise<void> {
      if (ids.length > 0) await prisma.$executeRaw`DELETE FROM outbox WHERE id = ANY (${ids})`;
    },

    /** Gives a message back, to be tried again after `delayMs`. */
    async postpone(id: bigint, delayMs: number, error: string): Promise<void> {
      await prisma.$executeRaw`
        UPDATE outbox SET available_at = clock_timestamp() + ${delayMs}::float8 * interval '1 millisecond',
          last_error = ${error.slice(0, 500)} WHERE id = ${id}`;
    },

    /** The first message has reached Temporal: healing need not look for this order. */
    async markStarted(orderIds: string[]): Promise<void> {
      if (orderIds.length === 0) return;
      await prisma.$executeRaw`
        UPDATE orders SET workflow_started_at = clock_timestamp()
        WHERE id = ANY (${orderIds}::uuid[]) AND workflow_started_at IS NULL`;
    },

    /** The same for shifts. */
    async markShiftsStarted(shiftIds: string[]): Promise<void> {
      if (shiftIds.length === 0) return;
      await prisma.$executeRaw`
        UPDATE shift SET workflow_started_at = clock_timestamp()
        WHERE id = ANY (${shiftIds}::uuid[]) AND workflow_started_at IS NULL`;
    },

    async hasShiftEnded(shiftId: string): Promise<boolean> {
      const shift = await prisma.shift.findUnique({ where: { id: shiftId }, select: { endedAt: true } });
      return shift?.endedAt != null;
    },

    async hasEnded(orderId: string): Promise<boolean> {
      const order = await prisma.order.findUnique({ where: { id: orderId }, select: { endedAt: true } });
      return order?.endedAt != null;
    },

    /** Publishes events to the processes that listen. Outside the deciding transactions: NOTIFY serialises commits. */
    async publish(events: object[]): Promise<void> {
      const payloads = events.map(notification);
      await prisma.$executeRaw`
        SELECT pg_notify(${EVENTS_CHANNEL}, payload) FROM unnest(${payloads}::text[]) AS payload`;
    },
  };
}

/** PostgreSQL takes less than 8,000 bytes: an event that is longer travels without its data, which is in the table. */
function notification(event: object): string {
  const text = JSON.stringify(event);
  return Buffer.byteLength(text) < 7_900 ? text : JSON.stringify({ ...event, data: {} });
}
