import type { AnticipationStore, UsualDayRecord } from '../domain/matching/anticipation/store';
import type { DemandProfile, PastOrder } from '../domain/matching/anticipation/demand-profile';
import { Prisma, type PrismaClient } from './generated/client';

/** Offers' worth of the market's own rate that stand beside a driver's answers. */
const PRIOR_OFFERS = 10;
/** A day with more orders than this teaches nothing new about where and when. */
const ORDERS_PER_DAY_MAX = 100_000;

/** A market's usual day and its drivers' ways to answer. */
export function createAnticipationStore(prisma: PrismaClient): AnticipationStore {
  return {
    async readUsualDay(marketId): Promise<UsualDayRecord | null> {
      const [row] = await prisma.$queryRaw<UsualDayRecord[]>(Prisma.sql`
        SELECT u.profile, u.learned_until AS "learnedUntil", m.created_at AS "openedAt", m.time_zone AS "timeZone",
          jsonb_build_object('rate', m.clock_rate, 'offsetMs', m.clock_offset_ms) AS clock, clock_timestamp() AS "readAt"
        FROM market m LEFT JOIN usual_day u ON u.market_id = m.id WHERE m.id = ${marketId}`);
      return row ?? null;
    },

    placedBetween: (marketId, from, to) =>
      prisma.$queryRaw<PastOrder[]>(Prisma.sql`
        SELECT o.pickup_place_id AS "areaId", jsonb_build_object('lat', o.pickup_lat, 'lng', o.pickup_lng) AS place,
          (extract(epoch FROM o.placed_at - ${from}::timestamptz) * m.clock_rate)::float8 AS second
        FROM orders o JOIN market m ON m.id = o.market_id
        WHERE o.market_id = ${marketId} AND o.placed_at >= ${from} AND o.placed_at < ${to}
        ORDER BY o.placed_at LIMIT ${ORDERS_PER_DAY_MAX}`),

    async keepUsualDay(marketId, profile: DemandProfile, { from, until }): Promise<boolean> {
      const kept = await prisma.$executeRaw(Prisma.sql`
        INSERT INTO usual_day AS u (market_id, profile, learned_until)
        VALUES (${marketId}, ${JSON.stringify(profile)}::jsonb, ${until})
        ON CONFLICT (market_id) DO UPDATE SET profile = excluded.profile, learned_until = excluded.learned_until
        WHERE u.learned_until = ${from}::timestamptz`);
      return kept > 0;
    },

    async refreshAcceptance(marketId, since): Promise<number> {
      const [row] = await prisma.$queryRaw<{ changed: number }[]>(
        Prisma.sql`SELECT refresh_acceptance(${marketId}, ${since}, ${PRIOR_OFFERS}::float8) AS changed`,
      );
      return row?.changed ?? 0;
    },
  };
}
