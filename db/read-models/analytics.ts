import type { Bucket } from '../../domain/analytics/period';
import type { Histogram } from '../../domain/analytics/histogram';
import type { Sums } from '../../domain/analytics/sums';
import { Prisma, type PrismaClient } from '../generated/client';

/** Which rollups a question is about. Quarters are market time, `to` is the first one after. */
export interface Scope {
  marketId: string;
  from: Date;
  to: Date;
  zoneId?: string;
}

export interface SeriesRow extends Sums {
  /** Where the bucket begins (or the scope, if that is later), in market time. */
  bucket: Date;
  /** Where its last quarter begins. */
  last: Date;
  /** The same on a clock of the market's zone: `2026-11-25T19:45`. */
  local: string;
}

export interface ZoneRow extends Sums {
  zoneId: string;
  name: string | null;
}

export interface HourRow extends Sums {
  hour: number;
}

export interface CellRow {
  cell: string;
  placed: number;
  neverAssigned: number;
  ended: number;
  onlineS: number;
}

export interface DriverFiguresRow {
  driverId: string;
  name: string;
  onlineS: number;
  busyS: number;
  breakS: number;
  accepted: number;
  declined: number;
  expired: number;
  delivered: number;
  onTime: number;
}

export interface Coverage {
  freshAt: Date | null;
  since: Date | null;
}

type HistogramColumn = 'assign_histogram' | 'late_histogram';
type CountsColumn = 'reassigned_by' | 'reassigned_ended' | 'escalations_by' | 'stars_by';

export type AnalyticsReads = ReturnType<typeof createAnalyticsReads>;

const ROWS_MAX = 20_000;
const DRIVERS_MAX = 500;
const CELLS_MAX = 2_000;

const total = (column: string, name = column): string => `coalesce(sum(r.${column}), 0)::float8 AS "${name}"`;
const COUNTED =
  'placed delivered returned cancelled undeliverable assigned accepted declined expired withdrawn forced reassigned ' +
  'escalations ratings stars';
const SUMS = Prisma.raw(
  COUNTED.split(' ')
    .map((column) => total(column))
    .concat(
      total('never_assigned', 'neverAssigned'),
      total('assign_s', 'assignS'),
      total('on_time', 'onTime'),
      total('late_s', 'lateS'),
      total('online_s', 'onlineS'),
      total('busy_s', 'busyS'),
    )
    .join(', '),
);

const within = ({ marketId, from, to, zoneId }: Scope): Prisma.Sql =>
  Prisma.sql`r.market_id = ${marketId} AND r.quarter >= ${from}::timestamptz AND r.quarter < ${to}::timestamptz
    AND (${zoneId ?? null}::text IS NULL OR r.zone_id = ${zoneId ?? null})`;

/** Analytics read rollups only: how much has happened in a quarter does not matter to them. */
export function createAnalyticsReads(prisma: PrismaClient) {
  return {
    async sums(scope: Scope): Promise<Sums> {
      const [row] = await prisma.$queryRaw<Sums[]>(Prisma.sql`SELECT ${SUMS} FROM rollup r WHERE ${within(scope)}`);
      if (!row) throw new Error('a sum of nothing');
      return row;
    },

    /**
     * Every bucket of the scope, also those in which nothing happened. Buckets are cut by the market's walls after
     * `shiftS` seconds: a period before, shifted by its length, falls into exactly the buckets of the one after it.
     */
    series: (scope: Scope, bucket: Bucket, timeZone: string, shiftS = 0): Promise<SeriesRow[]> =>
      prisma.$queryRaw<SeriesRow[]>(Prisma.sql`
        SELECT b.first AS bucket, b.last, to_char(b.first AT TIME ZONE ${timeZone}, 'YYYY-MM-DD"T"HH24:MI') AS local, ${SUMS}
        FROM (
          SELECT ${bucketOf(bucket, timeZone, shiftS)} AS cut, min(r.quarter) AS first, max(r.quarter) AS last
          FROM generate_series(${scope.from}::timestamptz, ${scope.to}::timestamptz - ${QUARTER}, ${QUARTER}) r (quarter)
          GROUP BY 1
        ) b LEFT JOIN rollup r ON ${within(scope)} AND ${bucketOf(bucket, timeZone, shiftS)} = b.cut
        GROUP BY b.first, b.last ORDER BY 1 LIMIT ${ROWS_MAX}`),

    zones: (scope: Scope): Promise<ZoneRow[]> =>
      prisma.$queryRaw<ZoneRow[]>(Prisma.sql`
        SELECT r.zone_id AS "zoneId", ${zoneName}, ${SUMS} FROM rollup r WHERE ${within(scope)}
        GROUP BY r.zone_id ORDER BY sum(r.placed) DESC, r.zone_id LIMIT ${CELLS_MAX}`),

    zoneHours: (scope: Scope, timeZone: string): Promise<(HourRow & { zoneId: string })[]> =>
      prisma.$queryRaw<(HourRow & { zoneId: string })[]>(Prisma.sql`
        SELECT r.zone_id AS "zoneId", extract(hour FROM r.quarter AT TIME ZONE ${timeZone})::int AS hour, ${SUMS}
        FROM rollup r WHERE ${within(scope)} GROUP BY 1, 2 ORDER BY 1, 2 LIMIT ${ROWS_MAX}`),

    /** By hour of the day, after `shiftS` seconds. */
    hours: (scope: Scope, timeZone: string, shiftS = 0): Promise<HourRow[]> =>
      prisma.$queryRaw<HourRow[]>(Prisma.sql`
        SELECT extract(hour FROM (r.quarter + ${seconds(shiftS)}) AT TIME ZONE ${timeZone})::int AS hour, ${SUMS}
        FROM rollup r WHERE ${within(scope)} GROUP BY 1 ORDER BY 1`),

    cells: (scope: Scope): Promise<CellRow[]> =>
      prisma.$queryRaw<CellRow[]>(Prisma.sql`
        SELECT r.cell, sum(r.placed)::float8 AS placed, sum(r.never_assigned)::float8 AS "neverAssigned",
          sum(r.delivered + r.returned + r.cancelled + r.undeliverable)::float8 AS ended,
          sum(r.online_s)::float8 AS "onlineS"
        FROM rollup r WHERE ${within(scope)} GROUP BY r.cell
        ORDER BY sum(r.placed) DESC, r.cell LIMIT ${CELLS_MAX}`),

    drivers: (scope: Scope, ids: string[] | null = null): Promise<DriverFiguresRow[]> =>
      prisma.$queryRaw<DriverFiguresRow[]>(Prisma.sql`
        SELECT r.driver_id::text AS "driverId", d.name, ${DRIVER_SUMS} FROM rollup_driver r JOIN driver d ON d.id = r.driver_id
        WHERE ${within(scope)} AND (${ids}::uuid[] IS NULL OR r.driver_id = ANY (${ids}::uuid[]))
        GROUP BY r.driver_id, d.name ORDER BY sum(r.online_s) DESC, r.driver_id LIMIT ${DRIVERS_MAX}`),

    async histogram(scope: Scope, column: HistogramColumn): Promise<Histogram> {
      const rows = await prisma.$queryRaw<{ count: number }[]>(Prisma.sql`
        SELECT sum(n)::int AS count FROM rollup r, unnest(r.${Prisma.raw(column)}) WITH ORDINALITY AS h (n, bucket)
        WHERE ${within(scope)} GROUP BY bucket ORDER BY bucket`);
      return rows.map(({ count }) => count);
    },

    async counts(scope: Scope, column: CountsColumn): Promise<Record<string, number>> {
      const rows = await prisma.$queryRaw<{ key: string; count: number }[]>(Prisma.sql`
        SELECT key, sum(value::int)::int AS count FROM rollup r, jsonb_each_text(r.${Prisma.raw(column)})
        WHERE ${within(scope)} GROUP BY key`);
      return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
    },

    /** When the rollups of a market were brought up to date last (really), and the quarter in which they begin. */
    async coverage(marketId: string): Promise<Coverage> {
      const [state, first] = await Promise.all([
        prisma.readModelState.findUnique({ where: { marketId } }),
        prisma.rollup.findFirst({ where: { marketId }, orderBy: { quarter: 'asc' }, select: { quarter: true } }),
      ]);
      return { freshAt: state?.rolledUpAt ?? null, since: first?.quarter ?? null };
    },
  };
}

const zoneName = Prisma.sql`(SELECT z.name FROM zone z WHERE z.id::text = r.zone_id AND z.removed_at IS NULL) AS name`;

const DRIVER_SUMS = Prisma.raw(
  ['accepted', 'declined', 'expired', 'delivered']
    .map((column) => total(column))
    .concat(
      total('on_time', 'onTime'),
      total('online_s', 'onlineS'),
      total('busy_s', 'busyS'),
      total('break_s', 'breakS'),
    )
    .join(', '),
);

const QUARTER = Prisma.sql`interval '15 minutes'`;
const seconds = (value: number): Prisma.Sql => Prisma.sql`make_interval(secs => ${value}::float8)`;

/** A bucket by the clock on the market's walls: days begin at its midnight, and an hour that is lived twice is two. */
const bucketOf = (bucket: Bucket, timeZone: string, shiftS: number): Prisma.Sql =>
  bucket === 'quarter'
    ? Prisma.sql`r.quarter`
    : Prisma.sql`date_trunc(${bucket}::text, r.quarter + ${seconds(shiftS)}, ${timeZone}::text)`;
