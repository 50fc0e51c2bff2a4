import type { Actor } from '../domain/actor';
import type { RefusalCode, Outcome } from '../domain/dispatch/outcome';
import type { OrderStatus } from '../domain/lifecycle/statuses';
import { Prisma, type PrismaClient } from './generated/client';

export interface EscalationOutcome extends Omit<Outcome, 'code'> {
  code?: RefusalCode | 'escalation_not_found' | 'escalation_closed';
}

export interface EscalationRecord {
  id: string;
  marketId: string;
  orderId: string;
  rung: number;
  reason: string;
  evidence: Record<string, unknown>;
  status: 'open' | 'acknowledged' | 'snoozed' | 'resolved';
  owner: string | null;
  raisedAt: Date;
  deadlineAt: Date;
  snoozedUntil: Date | null;
  snoozeReason: string | null;
  resolvedAt: Date | null;
  outcome: string | null;
  notes: { id: string; author: string; text: string; createdAt: Date }[];
  order: { externalId: string; status: OrderStatus; version: number };
}

export interface EscalationFilter {
  /** Null: all markets. */
  marketIds: string[] | null;
  status: EscalationRecord['status'] | 'unresolved';
  limit: number;
  after: string | null;
}

/** What a person says to an escalation. */
export type EscalationAnswer =
  | { answer: 'acknowledge' }
  | { answer: 'snooze'; until: string; reason: string }
  | { answer: 'note'; text: string }
  | { answer: 'resolve'; outcome: string };

export type Escalations = ReturnType<typeof createEscalations>;

/** Things that people must look at, and what they answer. */
export function createEscalations(prisma: PrismaClient) {
  const include = {
    order: { select: { externalId: true, status: true, version: true } },
    notes: { orderBy: { id: 'asc' as const }, take: 100 },
  };
  return {
    find: (id: string): Promise<EscalationRecord | null> =>
      prisma.escalation.findUnique({ where: { id }, include }) as Promise<EscalationRecord | null>,

    ofOrder: (orderId: string): Promise<EscalationRecord[]> =>
      prisma.escalation.findMany({ where: { orderId }, orderBy: { id: 'asc' }, include }) as Promise<
        EscalationRecord[]
      >,

    /** In the order of their raising: deadlines rise with it. */
    list: ({ marketIds, status, limit, after }: EscalationFilter): Promise<EscalationRecord[]> =>
      prisma.escalation.findMany({
        where: {
          ...(marketIds && { marketId: { in: marketIds } }),
          status: status === 'unresolved' ? { not: 'resolved' } : status,
          ...(after !== null && { id: { gt: after } }),
        },
        orderBy: { id: 'asc' },
        take: limit,
        include,
      }) as Promise<EscalationRecord[]>,

    async answer(id: string, { answer, ...said }: EscalationAnswer, actor: Actor): Promise<EscalationOutcome> {
      const [row] = await prisma.$queryRaw<{ result: EscalationOutcome }[]>(Prisma.sql`SELECT answer_escalation(
        ${id}::uuid, ${answer}, ${JSON.stringify(said)}::jsonb, ${JSON.stringify(actor)}::jsonb) AS result`);
      if (!row) throw new Error('an escalation was answered with nothing');
      return row.result;
    },
  };
}
