import { Prisma, type PrismaClient } from '../generated/client';
import type { OfferRow } from './rows';

export interface PastOfferRecord {
  offer: OfferRow & { counted: boolean };
  appeal: { status: 'open' | 'granted' | 'refused'; decision: string | null } | null;
  orders: { id: string; merchant: string; pickup: string }[];
}

/** One order that paid, on the day when it ended by the market's time zone. */
export interface PaidOrder {
  day: string;
  isToday: boolean;
  /** Null when it was assigned without an offer. */
  parts: Record<string, number> | null;
  /** Orders among which the parts are shared, those that came to nothing included. */
  shared: number;
}

export interface ScoreRecord {
  accepted: number;
  declined: number;
  missed: number;
  noFault: number;
  neverShown: number;
  withdrawn: number;
  delivered: number;
  onTime: number;
}

export type DriverRecords = ReturnType<typeof createDriverRecords>;

/** What a driver has behind him: offers, earnings, score. */
export function createDriverRecords(prisma: PrismaClient) {
  return {
    /** Settled ones that were sent, the latest first; `before` is the last ID of the page before. */
    pastOffers: (driverId: string, limit: number, before: string | null): Promise<PastOfferRecord[]> =>
      prisma.$queryRaw<PastOfferRecord[]>(Prisma.sql`
        SELECT to_jsonb(f) AS offer,
          (SELECT jsonb_build_object('status', a.status, 'decision', a.decision) FROM score_appeal a
           WHERE a.offer_id = f.id) AS appeal,
          (SELECT jsonb_agg(jsonb_build_object('id', o.id, 'merchant', m.name, 'pickup', o.pickup_name) ORDER BY l.position)
           FROM offer_line l JOIN orders o ON o.id = l.order_id JOIN merchant m ON m.id = o.merchant_id
           WHERE l.offer_id = f.id) AS orders
        FROM offer f
        WHERE f.driver_id = ${driverId}::uuid AND f.settled_at IS NOT NULL AND f.opened_at IS NOT NULL
          AND (${before}::uuid IS NULL OR f.id < ${before}::uuid)
        ORDER BY f.id DESC LIMIT ${limit}`),

    /** Orders of this week that were delivered or brought back. */
    paidOrders: (driverId: string, timeZone: string): Promise<PaidOrder[]> =>
      prisma.$queryRaw<PaidOrder[]>(Prisma.sql`
        WITH local AS (SELECT clock_timestamp() AT TIME ZONE ${timeZone} AS now)
        SELECT to_char(a.ended_at AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS day,
          a.ended_at AT TIME ZONE ${timeZone} >= date_trunc('day', local.now) AS "isToday",
          -- The tip is the order's own, as it stands now: customers add to it on the way and after the hand-over.
          CASE WHEN f.id IS NOT NULL OR o.tip_minor > 0 THEN
            coalesce(f.pay_parts, '{}') || jsonb_build_object('tip',
              -- A rescue that was not needed is paid, the tip is the one's who delivered.
              CASE a.end_reason WHEN 'rescue_withdrawn' THEN 0 ELSE o.tip_minor * lines.shared END) END AS parts,
          lines.shared
        FROM assignment a CROSS JOIN local JOIN orders o ON o.id = a.order_id LEFT JOIN offer f ON f.id = a.offer_id
        CROSS JOIN LATERAL (SELECT greatest(1, count(*))::int AS shared FROM offer_line WHERE offer_id = f.id) AS lines
        WHERE a.driver_id = ${driverId}::uuid AND a.end_reason IN ('delivered', 'returned', 'rescue_withdrawn')
          AND a.ended_at AT TIME ZONE ${timeZone} >= date_trunc('week', local.now)
        ORDER BY a.ended_at`),

    async score(driverId: string, since: Date): Promise<ScoreRecord> {
      const [row] = await prisma.$queryRaw<ScoreRecord[]>(Prisma.sql`
        WITH asked AS (
          SELECT status, counted FROM offer
          WHERE driver_id = ${driverId}::uuid AND settled_at >= ${since} AND opened_at IS NOT NULL
        ), done AS (
          SELECT o.ended_at <= o.promised_at AS on_time FROM assignment a JOIN orders o ON o.id = a.order_id
          WHERE a.driver_id = ${driverId}::uuid AND a.end_reason = 'delivered' AND a.ended_at >= ${since}
        )
        SELECT
          count(*) FILTER (WHERE counted AND status = 'accepted')::int AS accepted,
          count(*) FILTER (WHERE counted AND status = 'declined')::int AS declined,
          count(*) FILTER (WHERE counted AND status = 'expired')::int AS missed,
          count(*) FILTER (WHERE NOT counted AND status = 'declined')::int AS "noFault",
          count(*) FILTER (WHERE NOT counted AND status = 'expired')::int AS "neverShown",
          count(*) FILTER (WHERE status = 'withdrawn')::int AS withdrawn,
          (SELECT count(*)::int FROM done) AS delivered,
          (SELECT count(*)::int FROM done WHERE on_time) AS "onTime"
        FROM asked`);
      if (!row) throw new Error('a count of nothing');
      return row;
    },
  };
}
