import type { PartnerOrder } from '../domain/ports';
import type { PrismaClient } from './generated/client';

export type PartnerOrders = ReturnType<typeof createPartnerOrders>;

/** What a partner fleet is told of an order that still needs a driver; null when it does not any more. */
export function createPartnerOrders(prisma: PrismaClient) {
  return {
    async find(id: string): Promise<PartnerOrder | null> {
      const order = await prisma.order.findFirst({ where: { id, status: 'unassigned', endedAt: null } });
      return (
        order && {
          orderId: order.id,
          externalId: order.externalId,
          marketId: order.marketId,
          pickup: {
            name: order.pickupName,
            address: order.pickupAddress,
            phone: order.pickupPhone,
            notes: order.pickupNotes,
            lat: order.pickupLat,
            lng: order.pickupLng,
            readyAt: order.readyAt.toISOString(),
          },
          dropoff: {
            name: order.dropoffName,
            address: order.dropoffAddress,
            phone: order.dropoffPhone,
            notes: order.dropoffNotes,
            lat: order.dropoffLat,
            lng: order.dropoffLng,
            promisedAt: order.promisedAt.toISOString(),
          },
        }
      );
    },
  };
}
