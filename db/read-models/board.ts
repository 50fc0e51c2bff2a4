import type { Place } from '../../domain/matching/types';
import type { Pool } from 'pg';
import { Prisma } from '../generated/client';
import { ON_BOARD } from './board-stamps';
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

/**
 * A market at a moment: a fixed number of statements, however many orders and drivers there are. Past Prisma, which spends
 * more time on such rows than PostgreSQL does.
 */
export function createBoardReads(pool: Pool) {
  const read = async <Row>(sql: Prisma.Sql): Promise<Row[]> => (await pool.query(sql.text, sql.values)).rows as Row[];
  const orders = (where: Prisma.Sql, rest = Prisma.empty): Promise<OrderRecord[]> =>
    read<OrderRecord>(Prisma.sql`SELECT ${ORDER_RECORD} FROM orders o ${ORDER_JOINS} WHERE ${where} ${rest}`);

  return {
    /** Also ended ones: the board takes them away. */
    ordersById: (ids: string[]): Promise<OrderRecord[]> => orders(Prisma.sql`o.id = ANY (${ids}::uuid[])`),

    ordersChangedSince: (marketId: string, since: Date, limit: number): Promise<OrderRecord[]> =>
      orders(
        Prisma.sql`o.market_id = ${marketId} AND o.updated_at > ${since} AND (o.ended_at IS NULL OR o.ended_at > ${since})`,
        Prisma.sql`ORDER BY o.updated_at LIMIT ${limit}`,
      ),

    drivers: (marketId: string, limit: number): Promise<BoardDriverRecord[]> =>
      read<BoardDriverRecord>(
        Prisma.sql`${DRIVER_RECORD} WHERE d.market_id = ${marketId} AND ${Prisma.raw(ON_BOARD)} ORDER BY d.name, d.id LIMIT ${limit}`,
      ),

    driversById: (ids: string[]): Promise<BoardDriverRecord[]> =>
      read<BoardDriverRecord>(Prisma.sql`${DRIVER_RECORD} WHERE d.id = ANY (${ids}::uuid[])`),

    /** Positions that have come in since then. */
    positionsSince: (marketId: string, since: Date, limit: number): Promise<MovedPosition[]> =>
      read<MovedPosition>(Prisma.sql`
        SELECT p.driver_id::text, p.lat, p.lng, p.accuracy_m, p.heading, p.speed_mps,
          to_jsonb(p.recorded_at)#>>'{}' AS recorded_at, to_jsonb(p.received_at)#>>'{}' AS received_at
        FROM driver_position p JOIN driver d ON d.id = p.driver_id
        WHERE d.market_id = ${marketId} AND p.received_at > ${since} ORDER BY p.received_at LIMIT ${limit}`),

    /** Who could take an order now. */
    freeDrivers: async (marketId: string): Promise<{ id: string; name: string; place: Place | null }[]> =>
      read<{ id: string; name: string; place: Place | null }>(Prisma.sql`
        SELECT f.id::text, d.name, CASE WHEN f.lat IS NOT NULL THEN jsonb_build_object('lat', f.lat, 'lng', f.lng) END AS place
        FROM free_drivers(${marketId}) f JOIN driver d ON d.id = f.id ORDER BY d.name LIMIT 1000`),

    /** Orders that have ended since then, by status. */
    async endedLately(marketId: string, since: Date): Promise<Record<string, number>> {
      const [row] = await read<{ ended: Record<string, number> }>(
        Prisma.sql`SELECT ended_lately(${marketId}, ${since}) AS ended`,
      );
      return row?.ended ?? {};
    },
  };
}
