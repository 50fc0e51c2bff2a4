import type { InsightStore } from '../domain/ports';
import type { Polygon } from '../domain/zones/polygon';
import { Prisma, type PrismaClient } from './generated/client';

/** What `marketOperations` keeps for those who look: the health of zones, and rollups. */
export function createInsightStore(prisma: PrismaClient): InsightStore {
  async function value<Result>(fn: Prisma.Sql): Promise<Result> {
    const [row] = await prisma.$queryRaw<{ result: Result }[]>(Prisma.sql`SELECT ${fn} AS result`);
    if (!row) throw new Error('a function answered nothing');
    return row.result;
  }
  const json = (data: unknown): Prisma.Sql => Prisma.sql`${JSON.stringify(data)}::jsonb`;

  return {
    async readZoneSupply(marketId) {
      return value(Prisma.sql`read_zone_supply(${marketId})`);
    },
    giveZoneHealth: (marketId, changed) => value(Prisma.sql`give_zone_health(${marketId}, ${json(changed)})`),
    async zonesOf(marketId) {
      const rows = await prisma.zone.findMany({ where: { marketId, removedAt: null } });
      return rows.map(({ id, name, polygon, areaM2, closed }) => ({
        id,
        name,
        polygon: polygon as unknown as Polygon,
        areaM2,
        closed,
      }));
    },
    markRollups: (marketId) => value(Prisma.sql`mark_rollups(${marketId})`),
    async pendingRollups(marketId, limit) {
      const rows = await prisma.rollupPending.findMany({
        where: { marketId },
        orderBy: { quarter: 'desc' },
        take: limit,
      });
      return rows.map(({ quarter }) => quarter);
    },
    rollupDrivers: (marketId, quarter) => value(Prisma.sql`rollup_drivers(${marketId}, ${quarter}::timestamptz)`),
    async writeRollup(marketId, quarter, drivers) {
      await prisma.$queryRaw(
        Prisma.sql`SELECT write_rollup(${marketId}, ${quarter}::timestamptz, ${json(drivers)})::text`,
      );
    },
  };
}
