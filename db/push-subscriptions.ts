import type { PushAddress } from '../domain/ports';
import type { PrismaClient } from './generated/client';
import { createTransitions } from './transitions';

/** More phones than this nobody carries; the oldest is forgotten. */
const PER_DRIVER_MAX = 5;

export type PushSubscriptions = ReturnType<typeof createPushSubscriptions>;

/** Where drivers' browsers can be reached while their page is closed. */
export function createPushSubscriptions(prisma: PrismaClient) {
  return {
    /** A browser belongs to whoever signed in there last. */
    async keep(driverId: string, { endpoint, p256dh, auth }: PushAddress): Promise<void> {
      const address = { driverId, p256dh, auth };
      await prisma.pushSubscription.upsert({ where: { endpoint }, create: { endpoint, ...address }, update: address });
      const old = await prisma.pushSubscription.findMany({
        where: { driverId },
        orderBy: { createdAt: 'desc' },
        skip: PER_DRIVER_MAX,
        select: { id: true },
      });
      await prisma.pushSubscription.deleteMany({ where: { id: { in: old.map(({ id }) => id) } } });
    },

    ofDriver: (driverId: string): Promise<PushAddress[]> =>
      prisma.pushSubscription.findMany({ where: { driverId }, select: { endpoint: true, p256dh: true, auth: true } }),

    async forget(endpoint: string): Promise<void> {
      await prisma.pushSubscription.deleteMany({ where: { endpoint } });
    },

    async forgetAll(driverId: string): Promise<void> {
      await prisma.pushSubscription.deleteMany({ where: { driverId } });
    },

    async markShown(driverId: string, offerId: string): Promise<void> {
      await createTransitions(prisma).markShown(driverId, [offerId]);
    },
  };
}
