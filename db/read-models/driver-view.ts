import { Prisma, type PrismaClient } from '../generated/client';
import type { DeclineReason } from '../../domain/policy/offering';
import type { StandingShift } from '../../domain/shift/standing-shift';
import type { DriverRow, OfferRow, OrderRow, PositionRow, StopRow } from './rows';

/** An open offer with its orders, as the driver who is asked may see it. */
export interface OfferRecord {
  offer: OfferRow;
  orders: { order: OrderRow; merchantName: string }[];
  /** Of these the driver has the goods already: their doors are known to him. */
  carriedOrderIds: string[];
  /** How many drivers the round looked at and how soon this one can be at the pickup; null for an offer made by hand. */
  why: { considered: number; toPickupS: number } | null;
  readAt: string;
}

export interface RouteRecord {
  routeId: string | null;
  version: number;
  /** `lost`: who has the goods that are to be rescued. */
  stops: { stop: StopRow; order: OrderRow; lost: { name: string; phone: string | null } | null }[];
  readAt: string;
}

/** Goods of a driver that another one collects. */
export interface RescueRecord {
  orderId: string;
  externalId: string;
  step: 'finding_driver' | 'on_the_way' | 'arrived' | 'handed_over';
  /** Null unless he is on his way or there. */
  rescuer: { name: string; vehicle: string } | null;
  arrivesAt: string | null;
}

export interface DriverRecord {
  driver: DriverRow;
  position: PositionRow | null;
  /** The running shift. */
  shift: StandingShift | null;
  /** As they stood when the shift began. */
  noFaultReasons: DeclineReason[];
  load: number;
  routeId: string | null;
  routeVersion: number;
  /** Where he had better wait, while he has nothing to do. */
  waitAt: { lat: number; lng: number; departAt: string } | null;
  rescues: RescueRecord[];
  readAt: string;
}

export type DriverReads = ReturnType<typeof createDriverReads>;

const RUNNING_ROUTE = Prisma.sql`LEFT JOIN route r ON r.driver_id = d.id AND r.ended_at IS NULL`;
const READ_AT = Prisma.sql`to_jsonb(clock_timestamp())#>>'{}' AS "readAt"`;

/** What a driver reads: himself, what he is asked, what he has to do. */
export function createDriverReads(prisma: PrismaClient) {
  return {
    async find(driverId: string): Promise<DriverRecord | null> {
      const [row] = await prisma.$queryRaw<DriverRecord[]>(Prisma.sql`
        SELECT to_jsonb(d) AS driver, to_jsonb(p) AS position, driver_load(d.id) AS load,
               (SELECT standing_shift(s) FROM shift s WHERE s.driver_id = d.id AND s.status = 'running') AS shift,
               coalesce((SELECT s.terms->'noFaultReasons' FROM shift s WHERE s.driver_id = d.id AND s.status = 'running'), '[]')
                 AS "noFaultReasons",
               r.id::text AS "routeId", coalesce(r.version, 0) AS "routeVersion", ${READ_AT},
               rescues_of(d.id) AS rescues,
               CASE WHEN h.driver_id IS NOT NULL THEN
                 jsonb_build_object('lat', h.lat, 'lng', h.lng, 'departAt', h.depart_at) END AS "waitAt"
        FROM driver d ${RUNNING_ROUTE} LEFT JOIN driver_position p ON p.driver_id = d.id
          LEFT JOIN wait_hint h ON h.driver_id = d.id AND h.good_until > clock_timestamp()
            AND d.availability = 'available' AND r.id IS NULL
        WHERE d.id = ${driverId}::uuid`);
      return row ?? null;
    },

    /** The one that runs and those that are planned, the next first. */
    async shifts(driverId: string): Promise<StandingShift[]> {
      const rows = await prisma.$queryRaw<{ shift: StandingShift }[]>(Prisma.sql`
        SELECT standing_shift(s) AS shift FROM shift s
        WHERE s.driver_id = ${driverId}::uuid AND s.status IN ('running', 'planned')
        ORDER BY coalesce(s.started_at, s.planned_from) LIMIT 100`);
      return rows.map(({ shift }) => shift);
    },

    async marketOf(driverId: string): Promise<string | null> {
      const driver = await prisma.driver.findUnique({ where: { id: driverId }, select: { marketId: true } });
      return driver?.marketId ?? null;
    },

    /** Open ones that can still be answered; `offerId` for one of them. */
    openOffers: (driverId: string, offerId: string | null = null): Promise<OfferRecord[]> =>
      prisma.$queryRaw<OfferRecord[]>(Prisma.sql`
        SELECT to_jsonb(f) AS offer, ${READ_AT},
          (SELECT jsonb_agg(jsonb_build_object('order', to_jsonb(o), 'merchantName', m.name) ORDER BY l.position)
           FROM offer_line l JOIN orders o ON o.id = l.order_id JOIN merchant m ON m.id = o.merchant_id
           WHERE l.offer_id = f.id AND l.status = 'live') AS orders,
          (SELECT coalesce(array_agg(a.order_id::text), '{}') FROM assignment a
           WHERE a.driver_id = f.driver_id AND a.ended_at IS NULL) AS "carriedOrderIds",
          (SELECT jsonb_build_object('considered', coalesce((c.body->>'candidatesTotal')::int, 1) + coalesce((c.body->>'excludedTotal')::int, 0),
                                     'toPickupS', coalesce((c.body #>> '{chosen,cost,toPickup}')::float8, 0))
           FROM decision c WHERE c.offer_id = f.id) AS why
        FROM offer f
        WHERE f.driver_id = ${driverId}::uuid AND f.status = 'open' AND f.expires_at > clock_timestamp()
          AND (${offerId}::uuid IS NULL OR f.id = ${offerId}::uuid)
        ORDER BY f.expires_at`),

    /** How an offer to this driver stands; null when there is none of that ID for him. */
    async offerStatus(
      driverId: string,
      offerId: string,
    ): Promise<{ status: OfferRow['status']; reason: string | null } | null> {
      const row = await prisma.offer.findFirst({
        where: { id: offerId, driverId },
        select: { status: true, reason: true },
      });
      return row as { status: OfferRow['status']; reason: string | null } | null;
    },

    async route(driverId: string): Promise<RouteRecord> {
      const [row] = await prisma.$queryRaw<RouteRecord[]>(Prisma.sql`
        SELECT r.id::text AS "routeId", coalesce(r.version, 0) AS version, ${READ_AT},
          (SELECT coalesce(jsonb_agg(jsonb_build_object('stop', to_jsonb(s), 'order', to_jsonb(o),
             'lost', CASE WHEN w.id IS NOT NULL THEN jsonb_build_object('name', w.name, 'phone', w.phone) END) ORDER BY s.position), '[]')
           FROM stop s JOIN orders o ON o.id = s.order_id
           LEFT JOIN driver w ON w.id = o.goods_with AND s.kind = 'pickup'
           WHERE s.route_id = r.id AND s.status IN ('planned', 'arrived')) AS stops
        FROM driver d ${RUNNING_ROUTE} WHERE d.id = ${driverId}::uuid`);
      if (!row) throw new Error(`driver ${driverId} is gone`);
      return row;
    },
  };
}
