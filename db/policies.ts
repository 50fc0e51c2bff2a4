import type { Actor } from '../domain/actor';
import { completePolicy } from '../domain/policy/override';
import type { Policy } from '../domain/policy/policy';
import { Prisma, type Policy as PolicyRow, type PrismaClient } from './generated/client';

export interface PolicyRecord {
  marketId: string;
  version: number;
  policy: Policy;
  createdBy: string;
  createdAt: Date;
  reason: string | null;
}

export type PublishOutcome = { done: true; version: number } | { done: false; code: 'policy_changed'; version: number };

export type Policies = ReturnType<typeof createPolicies>;

/** Versions of markets' policies: added, never changed. */
export function createPolicies(prisma: PrismaClient) {
  return {
    async find(marketId: string, version: number): Promise<PolicyRecord | null> {
      const row = await prisma.policy.findUnique({ where: { marketId_version: { marketId, version } } });
      return row && recordOf(row);
    },

    /** The newest first; `before` is the last version of the page before. */
    async versions(marketId: string, limit: number, before: number | null): Promise<PolicyRecord[]> {
      const rows = await prisma.policy.findMany({
        where: { marketId, ...(before !== null && { version: { lt: before } }) },
        orderBy: { version: 'desc' },
        take: limit,
      });
      return rows.map(recordOf);
    },

    async publish(
      marketId: string,
      policy: Policy,
      { basedOn, reason }: { basedOn: number; reason: string },
      actor: Actor,
    ): Promise<PublishOutcome> {
      const [row] = await prisma.$queryRaw<{ result: PublishOutcome }[]>(Prisma.sql`
        SELECT publish_policy(${marketId}, ${JSON.stringify(policy)}::jsonb, ${basedOn}::int, ${reason}::text,
                              ${JSON.stringify(actor)}::jsonb) AS result`);
      if (!row) throw new Error('a policy was published to nothing');
      return row.result;
    },
  };
}

const recordOf = ({ body, ...row }: PolicyRow): PolicyRecord => ({
  ...row,
  policy: completePolicy(body as unknown as Policy),
});
