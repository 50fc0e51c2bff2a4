import type { Actor } from '../domain/actor';
import { createAsActor } from './audit';
import type { ApiKey as ApiKeyRow, PrismaClient } from './generated/client';

export type ApiKey = Omit<ApiKeyRow, 'hash'>;

/** What a key opens, if it has not been revoked and its merchant is active. */
export interface KeyHolder {
  keyId: string;
  merchantId: string;
  marketId: string;
  livemode: boolean;
  /** Of the market: test keys reach only test markets. */
  marketLivemode: boolean;
}

export type ApiKeys = ReturnType<typeof createApiKeys>;

/** Only hashes of keys come here: the key itself is never stored. Changes are audited. */
export function createApiKeys(prisma: PrismaClient) {
  const as = createAsActor(prisma);
  const omit = { hash: true } as const;
  return {
    async findHolder(hash: string): Promise<KeyHolder | null> {
      const row = await prisma.apiKey.findUnique({
        where: { hash },
        include: { merchant: { include: { market: { select: { livemode: true } } } } },
      });
      if (!row || row.revokedAt !== null || !row.merchant.active) return null;
      const { id: keyId, merchantId, livemode, merchant } = row;
      return { keyId, merchantId, marketId: merchant.marketId, livemode, marketLivemode: merchant.market.livemode };
    },

    create: (
      data: { merchantId: string; prefix: string; hash: string; livemode: boolean },
      actor?: Actor,
    ): Promise<ApiKey> => as(actor, (tx) => tx.apiKey.create({ data, omit })),

    list: (merchantId: string): Promise<ApiKey[]> =>
      prisma.apiKey.findMany({ where: { merchantId }, orderBy: { id: 'desc' }, omit }),

    /** True when there is such a key, revoked now or before; the first moment stands. */
    async revoke(id: string, actor?: Actor): Promise<boolean> {
      const standing = { id, revokedAt: null };
      await as(actor, (tx) => tx.apiKey.updateMany({ where: standing, data: { revokedAt: new Date() } }));
      return (await prisma.apiKey.count({ where: { id } })) > 0;
    },
  };
}
