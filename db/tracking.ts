import type { Actor } from '../domain/actor';
import type { ProofKind } from '../domain/proof/demand';
import { createAsActor } from './audit';
import { Prisma, type PrismaClient } from './generated/client';
import type { EtaRow } from './read-models/eta';
import type { OrderRow, PositionRow } from './read-models/rows';

/** An order with everything that its customer's page is made of; what he may not see is left out later. */
export interface TrackingRecord {
  order: OrderRow;
  merchantName: string;
  timeZone: string;
  /** ISO 4217. */
  currency: string;
  driver: { name: string; vehicle: string; phone: string | null } | null;
  position: PositionRow | null;
  eta: EtaRow | null;
  /** Since when the driver has the goods; null before. */
  carriedSince: string | null;
  stars: number | null;
  /** Pictures of the delivery that are kept. */
  proofKinds: ProofKind[];
  /** Stops of the driver's route that belong to other orders. */
  others: { lat: number; lng: number }[];
  /** How many of the driver's open stops come before this order's own dropoff. */
  stopsBefore: number | null;
}

export type TrackingReads = ReturnType<typeof createTracking>;

const TRACKING = Prisma.sql`
  SELECT to_jsonb(o) AS "order", m.name AS "merchantName", k.time_zone AS "timeZone", k.currency,
    CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('name', d.name, 'vehicle', d.vehicle, 'phone', d.phone) END AS driver,
    to_jsonb(p) AS position,
    shown_eta(o) AS eta, to_jsonb(carried_since(o)) #>> '{}' AS "carriedSince",
    (SELECT coalesce(array_agg(DISTINCT kind), '{}') FROM proof_image WHERE order_id = o.id) AS "proofKinds",
    (SELECT stars FROM order_rating WHERE order_id = o.id) AS stars,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('lat', s.lat, 'lng', s.lng)), '[]') FROM stop s
     WHERE s.route_id = r.id AND s.order_id <> o.id AND s.status <> 'removed') AS others,
    (SELECT count(*)::int FROM stop s JOIN stop own ON own.route_id = s.route_id AND own.order_id = o.id
       AND own.kind = 'dropoff' AND own.status IN ('planned', 'arrived')
     WHERE s.route_id = r.id AND s.order_id <> o.id AND s.status IN ('planned', 'arrived')
       AND s.position < own.position) AS "stopsBefore"
  FROM orders o
  JOIN merchant m ON m.id = o.merchant_id
  JOIN market k ON k.id = o.market_id
  LEFT JOIN driver d ON d.id = o.driver_id
  LEFT JOIN driver_position p ON p.driver_id = o.driver_id
  LEFT JOIN route r ON r.driver_id = o.driver_id AND r.ended_at IS NULL`;

/** Links of customers, what they may read, and what they thought of it. */
export function createTracking(prisma: PrismaClient) {
  const as = createAsActor(prisma);
  return {
    async addLink(orderId: string, hash: string, expiresAt: Date, actor?: Actor): Promise<void> {
      await as(actor, (tx) => tx.trackingLink.create({ data: { hash, orderId, expiresAt } }));
    },

    async revokeLinks(orderId: string, actor?: Actor): Promise<void> {
      const where = { orderId, revokedAt: null };
      await as(actor, (tx) => tx.trackingLink.updateMany({ where, data: { revokedAt: new Date() } }));
    },

    /** The order behind a link; null when there is none, or not any more. */
    async orderOf(hash: string): Promise<string | null> {
      const link = await prisma.trackingLink.findFirst({
        where: { hash, revokedAt: null, expiresAt: { gt: new Date() } },
        select: { orderId: true },
      });
      return link?.orderId ?? null;
    },

    /** Of these links those that still open something. */
    async liveLinks(hashes: string[]): Promise<Set<string>> {
      const links = await prisma.trackingLink.findMany({
        where: { hash: { in: hashes }, revokedAt: null, expiresAt: { gt: new Date() } },
        select: { hash: true },
      });
      return new Set(links.map(({ hash }) => hash));
    },

    read: (orderIds: string[]): Promise<TrackingRecord[]> =>
      prisma.$queryRaw<TrackingRecord[]>(Prisma.sql`${TRACKING} WHERE o.id = ANY (${orderIds}::uuid[])`),

    /** Of these orders those whose driver's position has come in since then, and when. */
    movedSince: (orderIds: string[], since: Date): Promise<{ id: string; receivedAt: string }[]> =>
      prisma.$queryRaw<{ id: string; receivedAt: string }[]>(Prisma.sql`
        SELECT o.id::text AS id, p.received_at::text AS "receivedAt" FROM orders o JOIN driver_position p ON p.driver_id = o.driver_id
        WHERE o.id = ANY (${orderIds}::uuid[]) AND o.ended_at IS NULL AND p.received_at > ${since}`),

    /** Counts a use of the masked channel; false when there have been too many of this order. */
    async contact(orderId: string, kind: 'call' | 'message', max: number): Promise<boolean> {
      const counted = await prisma.$executeRaw(Prisma.sql`
        INSERT INTO customer_contact (order_id, kind) SELECT ${orderId}::uuid, ${kind}
        WHERE (SELECT count(*) FROM customer_contact WHERE order_id = ${orderId}::uuid) < ${max}::int`);
      return counted === 1;
    },

    /** The first rating stands; answers whether this one is it or says the same. */
    async rate(
      orderId: string,
      rating: { stars: number; reasons: string[]; comment: string | null },
    ): Promise<boolean> {
      await prisma.$executeRaw(Prisma.sql`
        INSERT INTO order_rating (order_id, stars, reasons, comment)
        VALUES (${orderId}::uuid, ${rating.stars}::int, ${rating.reasons}::text[], ${rating.comment})
        ON CONFLICT DO NOTHING`);
      const kept = await prisma.orderRating.findUniqueOrThrow({ where: { orderId } });
      return kept.stars === rating.stars && kept.comment === rating.comment && sameSet(kept.reasons, rating.reasons);
    },
  };
}

const sameSet = (a: string[], b: string[]): boolean => [...a].sort().join() === [...b].sort().join();
