import type { PrismaClient, ZoneHealth as ZoneHealthRow, ZoneHealthPoint } from '../generated/client';

export type { ZoneHealthPoint, ZoneHealthRow };

const POINTS_MAX = 5_000;

export type ZoneHealthReads = ReturnType<typeof createZoneHealthReads>;

/** How zones are doing and did, as `marketOperations` keeps it. */
export function createZoneHealthReads(prisma: PrismaClient) {
  return {
    /** By zone: operators' and H3 cells in which something is. */
    async ofMarket(marketId: string): Promise<Map<string, ZoneHealthRow>> {
      const rows = await prisma.zoneHealth.findMany({ where: { marketId } });
      return new Map(rows.map((row) => [row.zoneId, row]));
    },

    find: (marketId: string, zoneId: string): Promise<ZoneHealthRow | null> =>
      prisma.zoneHealth.findUnique({ where: { marketId_zoneId: { marketId, zoneId } } }),

    /** Also the last one before, which held at the beginning. */
    async points(marketId: string, zoneId: string, from: Date, to: Date): Promise<ZoneHealthPoint[]> {
      const [before, within] = await Promise.all([
        prisma.zoneHealthPoint.findFirst({ where: { marketId, zoneId, at: { lt: from } }, orderBy: { at: 'desc' } }),
        prisma.zoneHealthPoint.findMany({
          where: { marketId, zoneId, at: { gte: from, lt: to } },
          orderBy: { at: 'asc' },
          take: POINTS_MAX,
        }),
      ]);
      return before ? [before, ...within] : within;
    },

    /** When somebody has looked last. */
    async checkedAt(marketId: string): Promise<Date | null> {
      const state = await prisma.readModelState.findUnique({ where: { marketId } });
      return state?.healthAt ?? null;
    },
  };
}
