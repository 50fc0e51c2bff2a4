import type { Place } from '../../domain/matching/types';
import { Prisma, type PrismaClient } from '../generated/client';
import { ORDER_JOINS, ORDER_RECORD } from './orders';
import type { DriverRow, OfferRow, OrderRecord, PositionRow, StopRow } from './rows';

export interface BoardDriverRecord {
  driver: DriverRow;
  position: PositionRow | null;
  load: number;
  offer: Pick<OfferRow, 'id' | 'status' | 'expires_at'> | null;
  route: { id: string; version: number } | null;
  stops: StopRow[];
}

/** Where a driver is, without all else that a board shows of him. */
export type MovedPosition = PositionRow & { driver_id: string; received_at: string };

export interface BoardFilter {
  statuses?: string[];
  merchantId?: string;
  escalated?: boolean;
  limit: number;
}

export interface BoardCounts {
  orders: Record<string, number>;
  open: number;
  escalated: number;
  late: number;
  drivers: Record<string, number>;
  busy: number;
  onBoard: number;
}

export type BoardReads = ReturnType<typeof createBoardReads>;

export const DRIVER_COLUMNS = Prisma.sql`
  to_jsonb(d) AS driver, to_jsonb(p) AS position, driver_load(d.id) AS load,
  (SELECT jsonb_build_object('id', f.id, 'status', f.status, 'expires_at', f.expires_at) FROM offer f
   WHERE f.driver_id = d.id AND f.status IN ('reserved', 'open')) AS offer,
  CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'version', r.version) END AS route,
  (SELECT coalesce(jsonb_agg(to_jsonb(s) ORDER BY s.position), '[]') FROM stop s
   WHERE s.route_id = r.id AND s.status IN ('planned', 'arrived')) AS stops`;
export const DRIVER_JOINS = Prisma.sql`
  FROM driver d
  LEFT JOIN route r ON r.driver_id = d.id AND r.ended_at IS NULL
  LEFT JOIN driver_position p ON p.driver_id = d.id`;
const DRIVER_RECORD = Prisma.sql`SELECT ${DRIVER_COLUMNS} ${DRIVER_JOINS}`;
/** On shift, or offline with stops to do. */
const ON_BOARD = Prisma.sql`d.active AND (d.availability <> 'offline' OR r.id IS NOT NULL)`;

/** A market at a moment: a fixed number of statements, however many orders and drivers there are. */
export function createBoardReads(prisma: PrismaClient) {
  const orders = (where: Prisma.Sql, rest = Prisma.empty): Promise<OrderRecord[]> =>
    prisma.$queryRaw<OrderRecord[]>(
      Prisma.sql`SELECT ${ORDER_RECORD} FROM orders o ${ORDER_JOINS} WHERE ${where} ${rest}`,
    );

  return {
    /** Escalated ones and the next promises first: what a board with a limit must not miss. */
    openOrders: (marketId: string, { statuses, merchantId, escalated, limit }: BoardFilter): Promise<OrderRecord[]> =>
      orders(
        Prisma.sql`o.market_id = ${marketId} AND o.ended_at IS NULL
          AND (${statuses ?? null}::text[] IS NULL OR o.status = ANY (${statuses ?? null}::text[]))
          AND (${merchantId ?? null}::uuid IS NULL OR o.merchant_id = ${merchantId ?? null}::uuid)
          AND (${escalated ?? null}::boolean IS NULL OR (o.escalation_rung > 0) = ${escalated ?? null}::boolean)`,
        Prisma.sql`ORDER BY (o.escalation_rung > 0) DESC, o.promised_at, o.id LIMIT ${limit}`,
      ),

    /** Also ended ones: the board takes them away. */
    ordersById: (ids: string[]): Promise<OrderRecord[]> => orders(Prisma.sql`o.id = ANY (${ids}::uuid[])`),

    ordersChangedSince: (marketId: string, since: Date, limit: number): Promise<OrderRecord[]> =>
      orders(
        Prisma.sql`o.market_id = ${marketId} AND o.updated_at > ${since} AND (o.ended_at IS NULL OR o.ended_at > ${since})`,
        Prisma.sql`ORDER BY o.updated_at LIMIT ${limit}`,
      ),

    drivers: (marketId: string, limit: number): Promise<BoardDriverRecord[]> =>
      prisma.$queryRaw<BoardDriverRecord[]>(
        Prisma.sql`${DRIVER_RECORD} WHERE d.market_id = ${marketId} AND ${ON_BOARD} ORDER BY d.name, d.id LIMIT ${limit}`,
      ),

    driversById: (ids: string[]): Promise<BoardDriverRecord[]> =>
      prisma.$queryRaw<BoardDriverRecord[]>(Prisma.sql`${DRIVER_RECORD} WHERE d.id = ANY (${ids}::uuid[])`),

    /** Positions that have come in since then. */
    positionsSince: (marketId: string, since: Date, limit: number): Promise<MovedPosition[]> =>
      prisma.$queryRaw<MovedPosition[]>(Prisma.sql`
        SELECT p.driver_id::text, p.lat, p.lng, p.accuracy_m, p.heading, p.speed_mps,
          to_jsonb(p.recorded_at)#>>'{}' AS recorded_at, to_jsonb(p.received_at)#>>'{}' AS received_at
        FROM driver_position p JOIN driver d ON d.id = p.driver_id
        WHERE d.market_id = ${marketId} AND p.received_at > ${since} ORDER BY p.received_at LIMIT ${limit}`),

    /** Who could take an order now. */
    freeDrivers: async (marketId: string): Promise<{ id: string; name: string; place: Place | null }[]> =>
      prisma.$queryRaw<{ id: string; name: string; place: Place | null }[]>(Prisma.sql`
        SELECT f.id::text, d.name, CASE WHEN f.lat IS NOT NULL THEN jsonb_build_object('lat', f.lat, 'lng', f.lng) END AS place
        FROM free_drivers(${marketId}) f JOIN driver d ON d.id = f.id ORDER BY d.name LIMIT 1000`),

    async counts(marketId: string, endedSince: Date): Promise<BoardCounts> {
      const [row] = await prisma.$queryRaw<BoardCounts[]>(Prisma.sql`
        WITH counted AS (
          SELECT status, ended_at IS NULL AS is_open, escalation_rung > 0 AS escalated, promised_at < now() AS late
          FROM orders WHERE market_id = ${marketId} AND (ended_at IS NULL OR ended_at > ${endedSince})
        ), crew AS (
          SELECT d.availability, r.id IS NOT NULL AS busy, ${ON_BOARD} AS on_board
          FROM driver d LEFT JOIN route r ON r.driver_id = d.id AND r.ended_at IS NULL
          WHERE d.market_id = ${marketId} AND d.active
        )
        SELECT
          (SELECT coalesce(jsonb_object_agg(status, n), '{}')
           FROM (SELECT status, count(*) AS n FROM counted GROUP BY status) AS s) AS orders,
          (SELECT count(*)::int FROM counted WHERE is_open) AS open,
          (SELECT count(*)::int FROM counted WHERE is_open AND escalated) AS escalated,
          (SELECT count(*)::int FROM counted WHERE is_open AND late) AS late,
          (SELECT coalesce(jsonb_object_agg(availability, n), '{}')
           FROM (SELECT availability, count(*) AS n FROM crew GROUP BY availability) AS s) AS drivers,
          (SELECT count(*)::int FROM crew WHERE busy) AS busy,
          (SELECT count(*)::int FROM crew WHERE on_board) AS "onBoard"`);
      if (!row) throw new Error('a count of nothing');
      return row;
    },
  };
}
