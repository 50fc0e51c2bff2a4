import type { Actor } from '../domain/actor';
import type { Outcome } from '../domain/dispatch/outcome';
import { Prisma, type PrismaClient } from './generated/client';

export type Moves = ReturnType<typeof createMoves>;

/** What operators do to an order beside assigning it: each one function of db/functions/, one round trip. */
export function createMoves(prisma: PrismaClient) {
  async function call(fn: Prisma.Sql): Promise<Outcome> {
    const [row] = await prisma.$queryRaw<{ result: Outcome }[]>(Prisma.sql`SELECT ${fn} AS result`);
    if (!row) throw new Error('a move answered nothing');
    return row.result;
  }
  const json = (value: unknown): Prisma.Sql => Prisma.sql`${JSON.stringify(value)}::jsonb`;

  return {
    raisePay: (orderId: string, minor: number, reason: string, actor: Actor) =>
      call(Prisma.sql`raise_pay(${orderId}::uuid, ${minor}::int, ${reason}, ${json(actor)})`),
    changePromise: (orderId: string, promisedAt: string, reason: string, actor: Actor) =>
      call(Prisma.sql`change_promise(${orderId}::uuid, ${promisedAt}::timestamptz, ${reason}, ${json(actor)})`),
    holdOrder: (orderId: string, until: string, reason: string, actor: Actor) =>
      call(Prisma.sql`hold_order(${orderId}::uuid, ${until}::timestamptz, ${reason}, ${json(actor)})`),
    endHold: (orderId: string, reason: string | null, actor: Actor) =>
      call(Prisma.sql`end_hold(${orderId}::uuid, ${reason}::text, ${json(actor)})`),
    /** Before the pickup another driver is asked, after it the goods are rescued. */
    takeOut: (orderId: string, reason: string, actor: Actor) =>
      call(Prisma.sql`take_driver_out(${orderId}::uuid, ${reason}, ${json(actor)})`),
    bringBack: (orderId: string, reason: string, actor: Actor) =>
      call(Prisma.sql`bring_back(${orderId}::uuid, ${reason}, ${json(actor)})`),
    dispose: (orderId: string, reason: string, actor: Actor) =>
      call(Prisma.sql`dispose_goods(${orderId}::uuid, ${reason}, ${json(actor)})`),
  };
}
