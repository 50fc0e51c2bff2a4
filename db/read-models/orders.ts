import { Prisma, type PrismaClient } from '../generated/client';
import type { DecisionRow, DriverRow, EventRow, OfferRow, OrderRecord, StopRow } from './rows';

export interface OrderFilter {
  merchantId?: string;
  /** Null or absent: all markets. */
  marketIds?: string[] | null;
  driverId?: string;
  statuses?: string[];
  externalId?: string;
}

export interface Page {
  limit: number;
  after: string | null;
}

export interface OrderOfferRecord {
  offer: OfferRow;
  driver: DriverRow;
  orderIds: string[];
}

export type OrderReads = ReturnType<typeof createOrderReads>;

/** Everything that is read of an order in one statement; also what the board is made of. */
export const ORDER_RECORD = Prisma.sql`
  to_jsonb(o) - 'facts_before' AS "order", standing_of(o, asleep.until, asked.offer) AS standing, m.name AS "merchantName", to_jsonb(d) AS driver,
  to_jsonb(p) AS position,
  shown_eta(o) AS eta,
  (SELECT jsonb_build_object('id', w.id, 'name', w.name) FROM driver w
   WHERE w.id = (asked.offer->>'driverId')::uuid) AS "offeredTo"`;
export const ORDER_JOINS = Prisma.sql`
  JOIN merchant m ON m.id = o.merchant_id
  LEFT JOIN driver d ON d.id = o.driver_id
  LEFT JOIN driver_position p ON p.driver_id = o.driver_id
  LEFT JOIN LATERAL (
    SELECT min(e.snoozed_until) AS until FROM escalation e
    WHERE o.escalation_rung > 0 AND e.order_id = o.id AND e.status = 'snoozed') AS asleep ON true
  -- As standing_order does it (db/functions/020_standing_order.sql), whose call for each order would cost most of this.
  LEFT JOIN LATERAL (
    SELECT jsonb_build_object('id', f.id, 'status', f.status, 'driverId', f.driver_id, 'leadOrderId', f.lead_order_id,
                              'reservedUntil', f.reserved_until, 'expiresAt', f.expires_at) AS offer
    FROM offer_line l JOIN offer f ON f.id = l.offer_id
    WHERE l.order_id = o.id AND l.status = 'live' AND f.status IN ('reserved', 'open')
    ORDER BY f.status, f.expires_at, f.id LIMIT 1) AS asked ON true`;

/** Orders and their stories, as merchants and operators read them. */
export function createOrderReads(prisma: PrismaClient) {
  const orders = (where: Prisma.Sql, rest = Prisma.empty): Promise<OrderRecord[]> =>
    prisma.$queryRaw<OrderRecord[]>(
      Prisma.sql`SELECT ${ORDER_RECORD} FROM orders o ${ORDER_JOINS} WHERE ${where} ${rest}`,
    );
  const first = async (where: Prisma.Sql): Promise<OrderRecord | null> => (await orders(where))[0] ?? null;

  return {
    find: (id: string) => first(Prisma.sql`o.id = ${id}::uuid`),
    findOfMerchant: (id: string, merchantId: string) =>
      first(Prisma.sql`o.id = ${id}::uuid AND o.merchant_id = ${merchantId}::uuid`),
    findByExternalId: (merchantId: string, externalId: string) =>
      first(Prisma.sql`o.merchant_id = ${merchantId}::uuid AND o.external_id = ${externalId}`),

    /** Newest first: IDs are ordered by time. */
    list: (filter: OrderFilter, { limit, after }: Page) =>
      orders(
        Prisma.join([...conditions(filter), ...(after === null ? [] : [Prisma.sql`o.id < ${after}::uuid`])], ' AND '),
        Prisma.sql`ORDER BY o.id DESC LIMIT ${limit}`,
      ),

    /** In order; `after` is the number of the last one read. */
    events: (orderId: string, { limit, after }: { limit: number; after: number }) =>
      prisma.$queryRaw<EventRow[]>(Prisma.sql`
        SELECT e.id::text AS id, e.number, e.type, e.status_from, e.status_to, e.actor,
               -- What the driver said stands beside the event.
               CASE WHEN e.personal_hash IS NULL THEN e.data ELSE e.data || coalesce((SELECT jsonb_strip_nulls(
                 jsonb_build_object('said', p.body->'said')) FROM outrider_audit.personal p WHERE p.event_id = e.id), '{}')
               END AS data,
               to_jsonb(e)->>'occurred_at' AS occurred_at, to_jsonb(e)->>'recorded_at' AS recorded_at
        FROM event e WHERE e.order_id = ${orderId}::uuid AND e.number > ${after} ORDER BY e.number LIMIT ${limit}`),

    offers: (orderId: string) =>
      prisma.$queryRaw<OrderOfferRecord[]>(Prisma.sql`
        SELECT to_jsonb(f) AS offer, to_jsonb(d) AS driver,
               (SELECT array_agg(order_id::text ORDER BY position) FROM offer_line WHERE offer_id = f.id) AS "orderIds"
        FROM offer_line l JOIN offer f ON f.id = l.offer_id JOIN driver d ON d.id = f.driver_id
        WHERE l.order_id = ${orderId}::uuid ORDER BY f.reserved_at, f.id`),

    decisions: (orderId: string) =>
      prisma.$queryRaw<DecisionRow[]>(Prisma.sql`
        SELECT c.offer_id::text AS offer_id, f.status AS offer_status, c.round_no, c.body
        FROM offer_line l JOIN decision c ON c.offer_id = l.offer_id JOIN offer f ON f.id = l.offer_id
        WHERE l.order_id = ${orderId}::uuid ORDER BY f.reserved_at, f.id`),

    async stops(orderId: string): Promise<(StopRow & { driver_id: string })[]> {
      const rows = await prisma.$queryRaw<{ stop: StopRow; driverId: string }[]>(Prisma.sql`
        SELECT to_jsonb(s) AS stop, r.driver_id::text AS "driverId" FROM stop s JOIN route r ON r.id = s.route_id
        WHERE s.order_id = ${orderId}::uuid ORDER BY s.id`);
      return rows.map(({ stop, driverId }) => ({ ...stop, driver_id: driverId }));
    },

    /** Names of drivers, for the records that hold only their IDs. */
    async driverNames(ids: string[]): Promise<Map<string, string>> {
      const rows = await prisma.driver.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } });
      return new Map(rows.map(({ id, name }) => [id, name]));
    },
  };
}

function conditions({ merchantId, marketIds, driverId, statuses, externalId }: OrderFilter): Prisma.Sql[] {
  return [
    Prisma.sql`true`,
    ...(merchantId ? [Prisma.sql`o.merchant_id = ${merchantId}::uuid`] : []),
    ...(marketIds ? [Prisma.sql`o.market_id = ANY (${marketIds})`] : []),
    ...(driverId ? [Prisma.sql`o.driver_id = ${driverId}::uuid`] : []),
    ...(statuses ? [Prisma.sql`o.status = ANY (${statuses})`] : []),
    ...(externalId ? [Prisma.sql`o.external_id = ${externalId}`] : []),
  ];
}
