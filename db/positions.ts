import { Prisma, type PrismaClient } from './generated/client';

export interface Position {
  lat: number;
  lng: number;
  accuracyM: number | null;
  heading: number | null;
  speedMps: number | null;
  recordedAt: number;
}

export type Positions = ReturnType<typeof createPositions>;

interface Pending {
  rows: Row[];
  done: () => void;
  failed: (error: unknown) => void;
}

/** Reports that come within this time are written together: a statement for a hundred drivers costs little more than one for one. */
const GATHER_MS = 10;
const BATCH_MAX = 1_000;

/** Positions, never in Temporal: the latest per driver in a small hot table, all of them in a history by day. */
export function createPositions(prisma: PrismaClient) {
  let pending: Pending[] = [];
  let timer: NodeJS.Timeout | undefined;

  async function flush(): Promise<void> {
    timer = undefined;
    const batch = pending.splice(0, BATCH_MAX);
    if (pending.length > 0) schedule();
    try {
      await write(batch.flatMap(({ rows }) => rows));
      for (const { done } of batch) done();
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }

  function schedule(): void {
    timer ??= setTimeout(() => void flush(), GATHER_MS);
  }

  async function write(rows: Row[]): Promise<void> {
    await prisma.$executeRaw(Prisma.sql`SELECT record_positions(${JSON.stringify(onlyLatest(rows))}::jsonb)`);
  }

  return {
    async latest(driverId: string): Promise<Position | null> {
      const row = await prisma.driverPosition.findUnique({ where: { driverId } });
      return row && { ...row, recordedAt: row.recordedAt.getTime() };
    },

    /** Points that have been judged, in the order of their recording. */
    record(driverId: string, points: readonly Position[]): Promise<void> {
      if (points.length === 0) return Promise.resolve();
      const rows = points.map((point) => rowOf(driverId, point));
      return new Promise((done, failed) => {
        pending.push({ rows, done, failed });
        schedule();
      });
    },
  };
}

/** A point as `record_positions` takes it. */
interface Row {
  driver_id: string;
  recorded_at: string;
  lat: number;
  lng: number;
  accuracy_m: number | null;
  heading: number | null;
  speed_mps: number | null;
  latest?: boolean;
}

const rowOf = (driver_id: string, { accuracyM, heading, speedMps, recordedAt, lat, lng }: Position): Row => ({
  driver_id,
  recorded_at: new Date(recordedAt).toISOString(),
  lat,
  lng,
  accuracy_m: accuracyM,
  heading,
  speed_mps: speedMps,
});

/** Of several reports of one driver the last says what is latest: the statement may name each driver once there. */
function onlyLatest(rows: Row[]): Row[] {
  const latest = new Map<string, Row>();
  for (const row of rows) {
    const known = latest.get(row.driver_id);
    if (!known || row.recorded_at > known.recorded_at) latest.set(row.driver_id, row);
  }
  return rows.map((row) => ({ ...row, latest: latest.get(row.driver_id) === row }));
}
