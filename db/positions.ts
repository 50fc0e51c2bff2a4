import { Prisma, type PrismaClient } from './generated/client';

export interface Position {
  lat: number;
  lng: number;
  accuracyM: number | null;
  heading: number | null;
  speedMps: number | null;
  recordedAt: Date;
}

export type Positions = ReturnType<typeof createPositions>;

/** The latest known position per driver: small and hot, never in Temporal. */
export function createPositions(prisma: PrismaClient) {
  return {
    /** Positions may arrive late and out of order: one that is older than what is known changes nothing. */
    async report(driverId: string, { lat, lng, accuracyM, heading, speedMps, recordedAt }: Position): Promise<void> {
      await prisma.$executeRaw(Prisma.sql`
        INSERT INTO driver_position AS known (driver_id, lat, lng, accuracy_m, heading, speed_mps, recorded_at, received_at)
        VALUES (${driverId}::uuid, ${lat}, ${lng}, ${accuracyM}, ${heading}, ${speedMps}, ${recordedAt}, clock_timestamp())
        ON CONFLICT (driver_id) DO UPDATE SET
          lat = excluded.lat, lng = excluded.lng, accuracy_m = excluded.accuracy_m, heading = excluded.heading,
          speed_mps = excluded.speed_mps, recorded_at = excluded.recorded_at, received_at = excluded.received_at
        WHERE known.recorded_at < excluded.recorded_at`);
    },
  };
}
