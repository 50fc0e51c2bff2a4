import type { Actor } from '../domain/actor';
import { Prisma, type PrismaClient } from './generated/client';

interface Erased {
  done: boolean;
  code?: string;
}

export type Erasures = ReturnType<typeof createErasures>;

/** Erases people (db/functions/440_erase_person.sql). Each is one transaction and can be repeated. */
export function createErasures(prisma: PrismaClient) {
  async function value<Result>(fn: Prisma.Sql): Promise<Result> {
    const [row] = await prisma.$queryRaw<{ value: Result }[]>(Prisma.sql`SELECT ${fn} AS value`);
    return (row as { value: Result }).value;
  }
  const by = (actor: Actor): Prisma.Sql => Prisma.sql`${JSON.stringify(actor)}::jsonb`;
  return {
    customer: (orderId: string, reason: string, actor: Actor) =>
      value<Erased>(Prisma.sql`erase_customer(${orderId}::uuid, ${reason}, ${by(actor)})`),
    customerByPhone: (marketId: string, phone: string, reason: string, actor: Actor) =>
      value<number>(Prisma.sql`erase_customer_by_phone(${marketId}, ${phone}, ${reason}, ${by(actor)})`),
    driver: (driverId: string, reason: string, actor: Actor) =>
      value<Erased>(Prisma.sql`erase_driver(${driverId}::uuid, ${reason}, ${by(actor)})`),
  };
}
