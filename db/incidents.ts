import type { Actor } from '../domain/actor';
import type { OrderStatus } from '../domain/lifecycle/statuses';
import { Prisma, type PrismaClient } from './generated/client';

export interface IncidentRecord {
  id: string;
  marketId: string;
  cause: 'no_drivers' | 'zone_without_drivers' | 'zone_paused' | 'matching_stopped' | 'provider_down';
  zoneId: string | null;
  evidence: Record<string, unknown>;
  owner: string | null;
  raisedAt: Date;
  resolvedAt: Date | null;
  outcome: string | null;
  ordersTotal: number;
  orders: { id: string; externalId: string; status: OrderStatus; zoneId: string }[];
}

export interface IncidentFilter {
  marketIds: string[] | null;
  status: 'open' | 'resolved' | 'all';
  limit: number;
  after: string | null;
}

const LISTED_MAX = 100;

export type Incidents = ReturnType<typeof createIncidents>;

/** What is wrong with whole markets and zones. The sweep opens and closes them: db/functions/147_incidents.sql. */
export function createIncidents(prisma: PrismaClient) {
  const live = { leftAt: null, order: { endedAt: null } };
  const include = {
    orders: {
      where: live,
      take: LISTED_MAX,
      orderBy: { orderId: 'asc' as const },
      include: { order: { select: { id: true, externalId: true, status: true, zoneId: true } } },
    },
    _count: { select: { orders: { where: live } } },
  };
  type Row = NonNullable<Awaited<ReturnType<typeof findOne>>>;
  const findOne = (id: string) => prisma.incident.findUnique({ where: { id }, include });
  const recordOf = ({ orders, _count, ...row }: Row): IncidentRecord =>
    ({ ...row, ordersTotal: _count.orders, orders: orders.map(({ order }) => order) }) as IncidentRecord;

  return {
    async find(id: string): Promise<IncidentRecord | null> {
      const row = await findOne(id);
      return row && recordOf(row);
    },

    async list({ marketIds, status, limit, after }: IncidentFilter): Promise<IncidentRecord[]> {
      const rows = await prisma.incident.findMany({
        where: {
          ...(marketIds && { marketId: { in: marketIds } }),
          ...(status !== 'all' && { resolvedAt: status === 'open' ? null : { not: null } }),
          ...(after !== null && { id: { lt: after } }),
        },
        orderBy: { id: 'desc' },
        take: limit,
        include,
      });
      return rows.map(recordOf);
    },

    /** False when it has been resolved. Taken twice it belongs to the second. */
    async acknowledge(id: string, actor: Actor): Promise<boolean> {
      const [row] = await prisma.$queryRaw<{ done: boolean }[]>(
        Prisma.sql`SELECT acknowledge_incident(${id}::uuid, ${JSON.stringify(actor)}::jsonb) AS done`,
      );
      return row?.done ?? false;
    },
  };
}
