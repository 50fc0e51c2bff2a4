import type { LocationReading, NearnessOfMarket, NearnessStore } from '../domain/tracking/ports';
import { Prisma, type PrismaClient } from './generated/client';

/** Where drivers are, as customers and merchants are told of it. */
export function createNearnessStore(prisma: PrismaClient): NearnessStore {
  async function value<Result>(expression: Prisma.Sql): Promise<Result | null> {
    const [row] = await prisma.$queryRaw<{ value: Result | null }[]>(Prisma.sql`SELECT ${expression} AS value`);
    return row?.value ?? null;
  }
  return {
    readNearness: (marketId) => value<NearnessOfMarket>(Prisma.sql`read_nearness(${marketId})`),
    async noteNear(orderId, isNear) {
      await prisma.$executeRaw(Prisma.sql`SELECT note_near(${orderId}::uuid, ${isNear})`);
    },
    async tellApproaching(orderId, secondsLeft) {
      await prisma.$executeRaw(Prisma.sql`SELECT tell_approaching(${orderId}::uuid, ${secondsLeft}::float8)`);
    },
    async readLocations(marketId, everyMs) {
      return (await value<LocationReading[]>(Prisma.sql`read_locations(${marketId}, ${everyMs}::float8)`)) ?? [];
    },
    async tellLocation(orderId) {
      await prisma.$executeRaw(Prisma.sql`SELECT tell_location(${orderId}::uuid)`);
    },
  };
}
