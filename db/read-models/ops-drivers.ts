import type { StandingShift } from '../../domain/shift/standing-shift';
import { Prisma, type PrismaClient } from '../generated/client';
import { DRIVER_COLUMNS, DRIVER_JOINS, type BoardDriverRecord } from './board';
import type { ScoreRecord } from './driver-record';
import type { DriverRow, OfferRow } from './rows';

export interface OpsDriverRecord extends BoardDriverRecord {
  driver: DriverRow & {
    phone: string | null;
    taken_out_at: string | null;
    taken_out_by: string | null;
    taken_out_reason: string | null;
  };
  shift: StandingShift | null;
  today: {
    offered: number;
    accepted: number;
    declined: number;
    expired: number;
    withdrawn: number;
    delivered: number;
    onTime: number;
    breaks: number;
    breakMs: number;
  };
  score: ScoreRecord;
}

export interface OpsDriverFilter {
  availability?: string;
  state?: string;
  vehicle?: string;
  search?: string;
  limit: number;
  /** Name and ID of the last one of the page before. */
  after: { name: string; id: string } | null;
}

export interface DriverHistoryRow {
  at: string;
  type: string;
  actor: Record<string, unknown>;
  availability: string | null;
  reason: string | null;
  data: Record<string, unknown>;
}

/** Since when what counts: midnight for today, some weeks for the score. */
export interface DriverSince {
  today: Date;
  score: Date;
}

const HISTORY_MAX = 50;
const OFFERS_MAX = 20;
/** Not heard of for this long is stale: PAGES' freshness and the filter agree. */
export const STALE_AFTER_S = 60;

export type OpsDriverReads = ReturnType<typeof createOpsDriverReads>;

/** Drivers as operators look at them: the board's rows with shift, today and score. */
export function createOpsDriverReads(prisma: PrismaClient) {
  const read = (since: DriverSince, where: Prisma.Sql, rest = Prisma.empty): Promise<OpsDriverRecord[]> =>
    prisma.$queryRaw<OpsDriverRecord[]>(Prisma.sql`
      SELECT ${DRIVER_COLUMNS}, ${todayOf(since.today)} AS today, ${scoreOf(since.score)} AS score,
        (SELECT standing_shift(w) FROM shift w WHERE w.driver_id = d.id AND w.status = 'running') AS shift
      ${DRIVER_JOINS} WHERE ${where} ${rest}`);

  return {
    page: (marketId: string, since: DriverSince, filter: OpsDriverFilter): Promise<OpsDriverRecord[]> => {
      const { availability, state, vehicle, search, limit, after } = filter;
      return read(
        since,
        Prisma.sql`d.market_id = ${marketId} AND d.active
          AND (${availability ?? null}::text IS NULL OR d.availability = ${availability ?? null})
          AND (${vehicle ?? null}::text IS NULL OR d.vehicle = ${vehicle ?? null})
          AND (${search ?? null}::text IS NULL OR position(lower(${search ?? ''}) IN lower(d.name)) > 0)
          AND ${state === undefined ? Prisma.sql`true` : STATES[state]!}
          AND (${after?.id ?? null}::uuid IS NULL OR (d.name, d.id) > (${after?.name ?? null}::text, ${after?.id ?? null}::uuid))`,
        Prisma.sql`ORDER BY d.name, d.id LIMIT ${limit}`,
      );
    },

    async find(driverId: string, since: DriverSince): Promise<OpsDriverRecord | null> {
      const [row] = await read(since, Prisma.sql`d.id = ${driverId}::uuid AND d.active`);
      return row ?? null;
    },

    /** Settled ones that were sent, the latest first. */
    recentOffers: (driverId: string): Promise<(OfferRow & { counted: boolean; order_ids: string[] })[]> =>
      prisma.$queryRaw<(OfferRow & { counted: boolean; order_ids: string[] })[]>(Prisma.sql`
        SELECT f.id::text, f.status, f.reason, f.counted, to_jsonb(f.settled_at)#>>'{}' AS settled_at,
          to_jsonb(f.reserved_at)#>>'{}' AS reserved_at,
          (SELECT array_agg(l.order_id::text ORDER BY l.position) FROM offer_line l WHERE l.offer_id = f.id) AS order_ids
        FROM offer f WHERE f.driver_id = ${driverId}::uuid AND f.settled_at IS NOT NULL AND f.opened_at IS NOT NULL
        ORDER BY f.reserved_at DESC LIMIT ${OFFERS_MAX}`),

    /** Of his shifts and of what operators did with him, newest first. */
    history: (driverId: string): Promise<DriverHistoryRow[]> =>
      prisma.$queryRaw<DriverHistoryRow[]>(Prisma.sql`
        SELECT to_jsonb(occurred_at)#>>'{}' AS at, type, actor, data->>'reason' AS reason,
          CASE WHEN type LIKE 'shift.%' THEN status_to END AS availability,
          data || jsonb_strip_nulls(jsonb_build_object('before', before, 'after', after)) AS data
        FROM event WHERE driver_id = ${driverId}::uuid AND (type LIKE 'shift.%' OR type LIKE 'driver.%')
        ORDER BY recorded_at DESC, id DESC LIMIT ${HISTORY_MAX}`),

    /** Answers whether there is such a driver. */
    async change(driverId: string, changes: object, reason: string, actor: object): Promise<boolean> {
      const [row] = await prisma.$queryRaw<{ result: { done: boolean } }[]>(Prisma.sql`
        SELECT change_driver(${driverId}::uuid, ${JSON.stringify(changes)}::jsonb, ${reason},
                             ${JSON.stringify(actor)}::jsonb) AS result`);
      return row?.result.done ?? false;
    },
  };
}

const STATES: Record<string, Prisma.Sql> = {
  free: Prisma.sql`d.availability = 'available' AND d.accepts_offers AND r.id IS NULL`,
  busy: Prisma.sql`r.id IS NOT NULL`,
  on_shift: Prisma.sql`d.availability <> 'offline'`,
  taken_out: Prisma.sql`d.taken_out_at IS NOT NULL`,
  stale: Prisma.sql`d.availability <> 'offline'
    AND (p.recorded_at IS NULL OR p.recorded_at < clock_timestamp() - ${STALE_AFTER_S} * interval '1 second')`,
};

const todayOf = (since: Date): Prisma.Sql => Prisma.sql`(
  SELECT jsonb_build_object('offered', count(*), 'accepted', count(*) FILTER (WHERE f.status = 'accepted'),
    'declined', count(*) FILTER (WHERE f.status = 'declined'), 'expired', count(*) FILTER (WHERE f.status = 'expired'),
    'withdrawn', count(*) FILTER (WHERE f.status = 'withdrawn'),
    'delivered', (SELECT count(*) FROM assignment a WHERE a.driver_id = d.id AND a.ended_at >= ${since}
                  AND a.end_reason = 'delivered'),
    'onTime', (SELECT count(*) FROM assignment a JOIN orders o ON o.id = a.order_id WHERE a.driver_id = d.id
               AND a.ended_at >= ${since} AND a.end_reason = 'delivered' AND o.ended_at <= o.promised_at))
    || (SELECT jsonb_build_object('breaks', count(*),
          'breakMs', coalesce(sum(1000 * extract(epoch FROM coalesce(until, clock_timestamp()) - occurred_at)), 0))
        FROM (SELECT status_to, occurred_at, lead(occurred_at) OVER (ORDER BY id) AS until FROM event
              WHERE driver_id = d.id AND recorded_at >= ${since} AND type LIKE 'shift.%' AND status_from <> status_to
             ) AS changes
        WHERE status_to = 'on_break')
  FROM offer f WHERE f.driver_id = d.id AND f.reserved_at >= ${since} AND f.opened_at IS NOT NULL)`;

const scoreOf = (since: Date): Prisma.Sql => Prisma.sql`(
  SELECT jsonb_build_object(
    'accepted', count(*) FILTER (WHERE counted AND f.status = 'accepted'),
    'declined', count(*) FILTER (WHERE counted AND f.status = 'declined'),
    'missed', count(*) FILTER (WHERE counted AND f.status = 'expired'),
    'noFault', count(*) FILTER (WHERE NOT counted AND f.status = 'declined'),
    'neverShown', count(*) FILTER (WHERE NOT counted AND f.status = 'expired'),
    'withdrawn', count(*) FILTER (WHERE f.status = 'withdrawn'),
    'delivered', (SELECT count(*) FROM assignment a WHERE a.driver_id = d.id AND a.ended_at >= ${since}
                  AND a.end_reason = 'delivered'),
    'onTime', (SELECT count(*) FROM assignment a JOIN orders o ON o.id = a.order_id WHERE a.driver_id = d.id
               AND a.ended_at >= ${since} AND a.end_reason = 'delivered' AND o.ended_at <= o.promised_at))
  FROM offer f WHERE f.driver_id = d.id AND f.settled_at >= ${since} AND f.opened_at IS NOT NULL)`;
