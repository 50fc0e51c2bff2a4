import { Prisma, type PrismaClient } from '../generated/client';
import type { DecisionRow } from './rows';

export interface DecisionPlaces {
  decision: DecisionRow;
  orders: { id: string; pickup: { lat: number; lng: number }; dropoff: { lat: number; lng: number } }[];
}

export interface DriverPlace {
  id: string;
  name: string;
  vehicle: string;
  /** Null where nothing was known at that moment. */
  position: { lat: number; lng: number; recorded_at: string } | null;
}

/** Older than this a position says nothing about the moment. */
const KNOWN_FOR_S = 3_600;

export type DecisionMapReads = ReturnType<typeof createDecisionMapReads>;

/** A decision and where everybody in it was when it was made. */
export function createDecisionMapReads(prisma: PrismaClient) {
  return {
    /** Null unless this order was part of that offer, and a round had decided it. */
    async find(orderId: string, offerId: string): Promise<DecisionPlaces | null> {
      const [found] = await prisma.$queryRaw<DecisionPlaces[]>(Prisma.sql`
        SELECT jsonb_build_object('offer_id', c.offer_id, 'offer_status', f.status, 'round_no', c.round_no,
                                  'body', c.body) AS decision,
               (SELECT jsonb_agg(jsonb_build_object('id', o.id,
                         'pickup', jsonb_build_object('lat', o.pickup_lat, 'lng', o.pickup_lng),
                         'dropoff', jsonb_build_object('lat', o.dropoff_lat, 'lng', o.dropoff_lng)) ORDER BY l.position)
                FROM offer_line l JOIN orders o ON o.id = l.order_id WHERE l.offer_id = c.offer_id) AS orders
        FROM decision c JOIN offer f ON f.id = c.offer_id
        WHERE c.offer_id = ${offerId}::uuid
          AND EXISTS (SELECT FROM offer_line l WHERE l.offer_id = c.offer_id AND l.order_id = ${orderId}::uuid)`);
      return found ?? null;
    },

    /** Where these drivers were at a moment of real time, by what had been heard of them. */
    places: (driverIds: string[], at: Date) =>
      prisma.$queryRaw<DriverPlace[]>(Prisma.sql`
        SELECT d.id::text AS id, d.name, d.vehicle, to_jsonb(p) AS position
        FROM driver d LEFT JOIN LATERAL (
          SELECT h.lat, h.lng, h.recorded_at FROM outrider_history.driver_position h
          WHERE h.driver_id = d.id AND h.recorded_at <= ${at}
            AND h.recorded_at > ${at}::timestamptz - ${KNOWN_FOR_S} * interval '1 second'
          ORDER BY h.recorded_at DESC LIMIT 1) p ON true
        WHERE d.id = ANY (${driverIds}::uuid[])`),
  };
}
