import type { Channel, Moment } from '../domain/notifications/moments';
import type { PushAddress } from '../domain/ports';
import type { Message, PrismaClient } from './generated/client';

export type MessageRecord = Omit<Message, 'moment' | 'status' | 'channel' | 'triedChannels'> & {
  moment: Moment;
  status: 'waiting' | 'sent' | 'failed' | 'skipped' | 'overtaken';
  channel: Channel | null;
  triedChannels: Channel[];
};

/** An order has a handful; delays that grow without end must not make more of a page. */
const PER_ORDER_SHOWN = 100;
/** Browsers per order: a family, not a crowd that found the link. */
const PUSHES_MAX = 5;

export type Messages = ReturnType<typeof createMessages>;

/** What customers were told, and the browsers that want to be told. */
export function createMessages(prisma: PrismaClient) {
  return {
    ofOrder: (orderId: string): Promise<MessageRecord[]> =>
      prisma.message.findMany({
        where: { orderId },
        orderBy: { id: 'asc' },
        take: PER_ORDER_SHOWN,
      }) as Promise<MessageRecord[]>,

    /** The newest few stay. */
    async keepPush(orderId: string, { endpoint, p256dh, auth }: PushAddress): Promise<void> {
      const keys = { p256dh, auth };
      await prisma.customerPush.upsert({
        where: { orderId_endpoint: { orderId, endpoint } },
        create: { orderId, endpoint, ...keys },
        update: keys,
      });
      const old = await prisma.customerPush.findMany({
        where: { orderId },
        orderBy: { createdAt: 'desc' },
        skip: PUSHES_MAX,
        select: { endpoint: true },
      });
      if (old.length === 0) return;
      await prisma.customerPush.deleteMany({ where: { orderId, endpoint: { in: old.map((row) => row.endpoint) } } });
    },
  };
}
