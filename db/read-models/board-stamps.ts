import type { Pool } from 'pg';
import { NEED_ORDER } from './board-need';
import type { PositionRow } from './rows';

/** How an order's row stands, without reading it: another stamp means that something on the board may have changed. */
export type OrderStamp = [id: string, stamp: string];
/** The same of a driver who belongs on the board; his position, which hardly ever stands still, comes with it. */
export type DriverStamp = [id: string, stamp: string, position: PositionRow | null];

export interface CrewStamps {
  /** Drivers who may work, by availability. */
  availability: Record<string, number>;
  busy: number;
  onBoard: DriverStamp[];
}

export interface OpenStamps {
  stamps: OrderStamp[];
  /** What all open orders come to, where `stamps` are not of all. */
  all: OpenCounts | null;
}

export interface OpenCounts {
  total: number;
  byStatus: Record<string, number>;
  escalated: number;
  late: number;
}

export type BoardStamps = ReturnType<typeof createBoardStamps>;

/** On shift, or offline with stops to do. */
export const ON_BOARD = `d.active AND (d.availability <> 'offline' OR r.id IS NOT NULL)`;

/**
 * What is looked at to find out what has to be read again. A stamp is made of `xmin`, the transaction that wrote a row
 * last: whatever changes a row changes it, also by hand, and on a replica it is the same.
 */
export function createBoardStamps(pool: Pool) {
  return {
    /** Of a market's open orders, in no order. Where there are more than `max`, of those that need someone first. */
    async orders(marketId: string, max: number): Promise<OpenStamps> {
      const { rows } = await pool.query<{ stamps: OrderStamp[] }>(ORDERS, [marketId, max + 1]);
      const { stamps } = rows[0]!;
      // Putting them in order costs more than reading them: only a board that is too small for them pays for it.
      if (stamps.length <= max) return { stamps, all: null };
      const needed = await pool.query<OpenStamps>(NEEDED_ORDERS, [marketId, max]);
      return needed.rows[0]!;
    },

    async crew(marketId: string): Promise<CrewStamps> {
      const { rows } = await pool.query<CrewStamps>(CREW, [marketId]);
      return rows[0]!;
    },
  };
}

const STAMP = `concat_ws('/', o.xmin, (SELECT max(g.id) FROM eta_given g WHERE g.order_id = o.id)) AS stamp`;
const IS_OPEN = `o.market_id = $1 AND o.ended_at IS NULL`;

const ORDERS = `
  SELECT coalesce(json_agg(json_build_array(o.id, o.stamp)), '[]') AS stamps
  FROM (SELECT o.id, ${STAMP} FROM orders o WHERE ${IS_OPEN} LIMIT $2) AS o`;

const NEEDED_ORDERS = `
  WITH needed AS (SELECT o.id, o.xmin FROM orders o WHERE ${IS_OPEN} ORDER BY ${NEED_ORDER} LIMIT $2)
  SELECT
    (SELECT coalesce(json_agg(json_build_array(s.id, s.stamp)), '[]')
     FROM (SELECT o.id, ${STAMP} FROM needed o) AS s) AS stamps,
    (SELECT json_build_object('total', coalesce(sum(n), 0), 'byStatus', coalesce(json_object_agg(status, n), '{}'),
       'escalated', coalesce(sum(escalated), 0), 'late', coalesce(sum(late), 0))
     FROM (SELECT o.status, count(*)::int AS n, count(*) FILTER (WHERE o.escalation_rung > 0)::int AS escalated,
             count(*) FILTER (WHERE o.promised_at < now())::int AS late
           FROM orders o WHERE ${IS_OPEN} GROUP BY o.status) AS c) AS "all"`;

const CREW = `
  WITH crew AS MATERIALIZED (
    SELECT d.id, d.xmin AS changed, d.availability, r.id AS route_id, r.xmin AS route_changed, ${ON_BOARD} AS on_board
    FROM driver d LEFT JOIN route r ON r.driver_id = d.id AND r.ended_at IS NULL
    WHERE d.market_id = $1 AND d.active
  )
  SELECT
    (SELECT coalesce(json_object_agg(availability, n), '{}')
     FROM (SELECT availability, count(*) AS n FROM crew GROUP BY availability) AS s) AS availability,
    (SELECT count(*)::int FROM crew WHERE route_id IS NOT NULL) AS busy,
    (SELECT coalesce(json_agg(json_build_array(c.id,
       concat_ws('/', c.changed, c.route_changed,
         (SELECT f.xmin FROM offer f WHERE f.driver_id = c.id AND f.status IN ('reserved', 'open')),
         (SELECT string_agg(s.xmin::text, ',' ORDER BY s.id) FROM stop s
          WHERE s.route_id = c.route_id AND s.status IN ('planned', 'arrived'))),
       CASE WHEN p.driver_id IS NOT NULL THEN row_to_json(p) END)), '[]')
     FROM crew c LEFT JOIN driver_position p ON p.driver_id = c.id WHERE c.on_board) AS "onBoard"`;
