import type { LegsReading, ScoredReading } from '../domain/eta/history';
import type { EtaToTell, MarketReading } from '../domain/eta/market-reading';
import type { EtaModel } from '../domain/eta/model';
import type { EtaStore } from '../domain/eta/ports';
import { Prisma, type PrismaClient } from './generated/client';

/** All versions are kept; so many are looked at. */
const MODELS_LISTED = 50;

/** Arrival times that were told, and the models behind them. */
export function createEtaStore(prisma: PrismaClient): EtaStore {
  async function value<Result>(expression: Prisma.Sql): Promise<Result> {
    const [row] = await prisma.$queryRaw<{ value: Result }[]>(Prisma.sql`SELECT ${expression} AS value`);
    return (row as { value: Result }).value;
  }
  return {
    readEtas: (marketId, orderIds = null) =>
      value<MarketReading | null>(Prisma.sql`read_etas(${marketId}, ${orderIds}::uuid[])`),

    kitchenLoad: (marketId: string, placeId: string) =>
      value<number>(Prisma.sql`(SELECT count(*)::int FROM orders WHERE market_id = ${marketId}
        AND pickup_place_id = ${placeId} AND ended_at IS NULL AND picked_up_at IS NULL)`),

    giveEtas: (marketId: string, { modelVersion, marketLoad }, etas: EtaToTell[]) =>
      value<number>(
        Prisma.sql`give_etas(${marketId}, ${modelVersion}::int, ${marketLoad}::float8, ${JSON.stringify(etas)}::jsonb)`,
      ),

    finishedLegs: (marketId, since, limit) =>
      value<LegsReading>(Prisma.sql`finished_legs(${marketId}, ${since}, ${limit}::int)`),

    scoredEtas: (marketId, { from, to }, limit) =>
      value<ScoredReading[]>(Prisma.sql`scored_etas(${marketId}, ${from}, ${to}, ${limit}::int)`),

    models: (marketId) =>
      prisma.etaModel.findMany({
        where: { marketId },
        select: { version: true, orders: true, createdAt: true },
        orderBy: { version: 'desc' },
        take: MODELS_LISTED,
      }),

    /** The first of two writers of a version stands. */
    async keepModel(marketId: string, { version, body, orders }: { version: number; body: EtaModel; orders: number }) {
      await prisma.$executeRaw(Prisma.sql`
        INSERT INTO eta_model (market_id, version, body, orders)
        VALUES (${marketId}, ${version}::int, ${JSON.stringify(body)}::jsonb, ${orders}::int) ON CONFLICT DO NOTHING`);
    },
  };
}
