import { Prisma, type PrismaClient } from '../generated/client';

/** How all markets are at this moment, for alarms. Ages in seconds of real time. */
export interface VitalSigns {
  markets: { market: string; livemode: boolean; version: number }[];
  openOrders: { market: string; zone: string; status: string; count: number }[];
  waiting: { market: string; late: number; oldestUnassignedS: number; withoutWorkflow: number }[];
  escalations: { market: string; rung: number; open: number; unowned: number; oldestUnownedS: number }[];
  drivers: { market: string; availability: string; count: number; busy: number }[];
  outbox: { topic: string; count: number; oldestS: number }[];
  /** Markets whose pool waits for a round, and since when. */
  rounds: { market: string; overdueS: number }[];
}

/** Temporal has been told of an order within this time, or somebody should look. */
const UNHEARD_OF = Prisma.sql`interval '30 seconds'`;

const OPEN_ORDERS = Prisma.sql`
  SELECT market_id AS market, zone_id AS zone, status, count(*)::int AS count
  FROM orders WHERE ended_at IS NULL GROUP BY 1, 2, 3`;

const WAITING = Prisma.sql`
  SELECT market_id AS market, count(*) FILTER (WHERE promised_at < now())::int AS late,
    coalesce(extract(epoch FROM now() - min(unassigned_since)
      FILTER (WHERE status IN ('unassigned', 'offered'))), 0)::float8 AS "oldestUnassignedS",
    count(*) FILTER (WHERE workflow_started_at IS NULL AND placed_at < now() - ${UNHEARD_OF})::int AS "withoutWorkflow"
  FROM orders WHERE ended_at IS NULL GROUP BY 1`;

const ESCALATIONS = Prisma.sql`
  SELECT market_id AS market, rung, count(*)::int AS open, count(*) FILTER (WHERE owner IS NULL)::int AS unowned,
    coalesce(extract(epoch FROM now() - min(raised_at) FILTER (WHERE owner IS NULL)), 0)::float8 AS "oldestUnownedS"
  FROM escalation WHERE resolved_at IS NULL GROUP BY 1, 2`;

const DRIVERS = Prisma.sql`
  SELECT d.market_id AS market, d.availability, count(*)::int AS count, count(r.id)::int AS busy
  FROM driver d LEFT JOIN route r ON r.driver_id = d.id AND r.ended_at IS NULL
  WHERE d.active GROUP BY 1, 2`;

const OUTBOX = Prisma.sql`
  SELECT topic, count(*)::int AS count,
    extract(epoch FROM clock_timestamp() - min(created_at))::float8 AS "oldestS" FROM outbox GROUP BY 1`;

/** The flag goes up when the pool fills, and down when a round begins. */
const ROUNDS = Prisma.sql`
  SELECT market_id AS market, extract(epoch FROM now() - woken_at)::float8 AS "overdueS"
  FROM matching_wake WHERE awake AND woken_at IS NOT NULL`;

/** A fixed number of statements over what is open, whatever has been before. */
export function createVitalSigns(prisma: PrismaClient) {
  const rows = <Row>(sql: Prisma.Sql): Promise<Row[]> => prisma.$queryRaw<Row[]>(sql);
  return {
    async read(): Promise<VitalSigns> {
      const [markets, openOrders, waiting, escalations, drivers, outbox, rounds] = await Promise.all([
        rows<VitalSigns['markets'][number]>(
          Prisma.sql`SELECT id AS market, livemode, policy_version AS version FROM market`,
        ),
        rows<VitalSigns['openOrders'][number]>(OPEN_ORDERS),
        rows<VitalSigns['waiting'][number]>(WAITING),
        rows<VitalSigns['escalations'][number]>(ESCALATIONS),
        rows<VitalSigns['drivers'][number]>(DRIVERS),
        rows<VitalSigns['outbox'][number]>(OUTBOX),
        rows<VitalSigns['rounds'][number]>(ROUNDS),
      ]);
      return { markets, openOrders, waiting, escalations, drivers, outbox, rounds };
    },
  };
}
