import type { Actor } from '../domain/actor';
import { createAsActor } from './audit';
import type { Driver as DriverRow, Merchant as MerchantRow, PrismaClient } from './generated/client';
import { isMissingRow } from './violations';

export type Merchant = MerchantRow;
export type Driver = DriverRow;

export interface AccountPage {
  marketId?: string;
  limit: number;
  /** ID of the last one of the page before. */
  after: string | null;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** The accounts of merchants and drivers. IDs are ordered by time, so newest first is by ID. Changes are audited. */
export function createAccounts(prisma: PrismaClient) {
  const as = createAsActor(prisma);
  const pageOf = ({ marketId, limit, after }: AccountPage) => ({
    where: { marketId, ...(after === null ? {} : { id: { lt: after } }) },
    orderBy: { id: 'desc' as const },
    take: limit,
  });
  return {
    findMerchant: (id: string): Promise<Merchant | null> => prisma.merchant.findUnique({ where: { id } }),
    listMerchants: (page: AccountPage): Promise<Merchant[]> => prisma.merchant.findMany(pageOf(page)),
    createMerchant: (data: { marketId: string; name: string }, actor?: Actor): Promise<Merchant> =>
      as(actor, (tx) => tx.merchant.create({ data })),
    changeMerchant: (id: string, data: { name?: string; active?: boolean }, actor?: Actor): Promise<Merchant | null> =>
      orNull(as(actor, (tx) => tx.merchant.update({ where: { id }, data }))),

    findDriver: (id: string): Promise<Driver | null> => prisma.driver.findUnique({ where: { id } }),
    listDrivers: (page: AccountPage): Promise<Driver[]> => prisma.driver.findMany(pageOf(page)),
    createDriver: (
      data: { marketId: string; name: string; phone?: string; vehicle: string; capacity: number },
      actor?: Actor,
    ): Promise<Driver> => as(actor, (tx) => tx.driver.create({ data })),
    changeDriver: (
      id: string,
      data: { name?: string; phone?: string | null; vehicle?: string; capacity?: number; active?: boolean },
      actor?: Actor,
    ): Promise<Driver | null> =>
      orNull(as(actor, (tx) => tx.driver.update({ where: { id }, data: { ...data, version: { increment: 1 } } }))),
  };
}

async function orNull<Row>(update: Promise<Row>): Promise<Row | null> {
  try {
    return await update;
  } catch (error) {
    if (isMissingRow(error)) return null;
    throw error;
  }
}
