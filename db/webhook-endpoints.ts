import type { Actor } from '../domain/actor';
import type { WebhookEvent } from '../domain/webhooks/envelope';
import { createAsActor } from './audit';
import { Prisma, type PrismaClient, type WebhookEndpoint } from './generated/client';

export type WebhookEndpointRecord = WebhookEndpoint & { pending: number };

export interface WebhookTryRecord {
  startedAt: Date;
  durationMs: number;
  status: number | null;
  error: string | null;
  requestHeaders: unknown;
  responseHeaders: unknown;
  responseBody: string | null;
}

export interface WebhookDeliveryRecord extends WebhookEvent {
  orderId: string | null;
  status: 'pending' | 'delivered' | 'failed' | 'superseded';
  attempts: number;
  nextAttemptAt: Date;
  settledAt: Date | null;
  tries: WebhookTryRecord[];
}

export interface DeliveryFilter {
  status?: string;
  orderId?: string;
  type?: string;
  limit: number;
  after: number | null;
}

export type NewWebhookEndpoint = Pick<
  WebhookEndpoint,
  'marketId' | 'merchantId' | 'url' | 'description' | 'eventTypes' | 'includePersonalData' | 'enabled' | 'secret'
>;
export type WebhookEndpointChanges = Partial<
  Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes' | 'includePersonalData'>
>;

/** Tries of one delivery that its log shows. */
const TRIES_SHOWN = 20;

export type WebhookEndpoints = ReturnType<typeof createWebhookEndpoints>;

/** Endpoints of webhooks, and the log of what was sent to them. */
export function createWebhookEndpoints(prisma: PrismaClient) {
  const as = createAsActor(prisma);
  async function withPending(endpoints: WebhookEndpoint[]): Promise<WebhookEndpointRecord[]> {
    const counts = await prisma.webhookDelivery.groupBy({
      by: ['endpointId'],
      where: { endpointId: { in: endpoints.map(({ id }) => id) }, status: 'pending' },
      _count: { _all: true },
    });
    const pending = new Map(counts.map(({ endpointId, _count }) => [endpointId, _count._all]));
    return endpoints.map((endpoint) => ({ ...endpoint, pending: pending.get(endpoint.id) ?? 0 }));
  }
  const one = async (endpoint: WebhookEndpoint): Promise<WebhookEndpointRecord> => (await withPending([endpoint]))[0]!;

  return {
    async find(id: string): Promise<WebhookEndpointRecord | null> {
      const endpoint = await prisma.webhookEndpoint.findFirst({ where: { id, deletedAt: null } });
      return endpoint && one(endpoint);
    },

    /** Newest first. `marketIds` null: all markets. */
    async list(
      owner: { merchantId: string } | { marketIds: string[] | null },
      page: { limit: number; after: string | null },
    ): Promise<WebhookEndpointRecord[]> {
      const where =
        'merchantId' in owner
          ? { merchantId: owner.merchantId }
          : owner.marketIds && { marketId: { in: owner.marketIds } };
      return withPending(
        await prisma.webhookEndpoint.findMany({
          where: { ...where, deletedAt: null, ...(page.after !== null && { id: { lt: page.after } }) },
          orderBy: { id: 'desc' },
          take: page.limit,
        }),
      );
    },

    countOf: (marketId: string, merchantId: string | null): Promise<number> =>
      prisma.webhookEndpoint.count({ where: { marketId, merchantId, deletedAt: null } }),

    async create(endpoint: NewWebhookEndpoint, actor?: Actor): Promise<WebhookEndpointRecord> {
      const data = { ...endpoint, ...switched(endpoint.enabled) };
      return one(await as(actor, (tx) => tx.webhookEndpoint.create({ data })));
    },

    /** Being enabled anew, it is no longer failing, and what waits is tried at once. */
    async change(
      id: string,
      changes: WebhookEndpointChanges,
      enabled?: boolean,
      actor?: Actor,
    ): Promise<WebhookEndpointRecord> {
      const before = await prisma.webhookEndpoint.findUniqueOrThrow({ where: { id } });
      const isSwitched = enabled !== undefined && enabled !== before.enabled;
      const data = { ...changes, ...(isSwitched && switched(enabled)) };
      const changed = await as(actor, (tx) => tx.webhookEndpoint.update({ where: { id }, data }));
      if (isSwitched && enabled) {
        await prisma.$executeRaw(Prisma.sql`
          UPDATE webhook_delivery SET next_attempt_at = clock_timestamp()
          WHERE endpoint_id = ${id}::uuid AND status = 'pending'`);
      }
      return one(changed);
    },

    /** Its row stays for events that are just being written; nothing is sent to it any more. */
    async remove(id: string, actor?: Actor): Promise<void> {
      const gone = { enabled: false, deletedAt: new Date(), secret: '', previousSecret: null };
      await as(actor, (tx) => tx.webhookEndpoint.update({ where: { id }, data: gone }));
      await prisma.webhookDelivery.deleteMany({ where: { endpointId: id } });
    },

    async rotateSecret(
      id: string,
      secret: string,
      keepPreviousS: number,
      actor?: Actor,
    ): Promise<WebhookEndpointRecord> {
      await as(
        actor,
        (tx) => tx.$executeRaw`
        UPDATE webhook_endpoint SET previous_secret = secret, secret = ${secret},
          previous_expires_at = clock_timestamp() + ${keepPreviousS}::float8 * interval '1 second' WHERE id = ${id}::uuid`,
      );
      return one(await prisma.webhookEndpoint.findUniqueOrThrow({ where: { id } }));
    },

    /** A ping goes the way of everything else, beside the lanes of orders. */
    async ping(id: string): Promise<WebhookDeliveryRecord> {
      const rows = await prisma.$queryRaw<{ sequence: bigint }[]>(Prisma.sql`
        INSERT INTO webhook_delivery (endpoint_id, lane, type, livemode, data)
        SELECT e.id, 'ping/' || uuidv7(), 'webhook.ping', m.livemode, jsonb_build_object('endpoint_id', e.id)
        FROM webhook_endpoint e JOIN market m ON m.id = e.market_id WHERE e.id = ${id}::uuid RETURNING sequence`);
      const row = await prisma.webhookDelivery.findUniqueOrThrow({
        where: { sequence: rows[0]!.sequence },
        include: { tries: true },
      });
      return deliveryOf(row);
    },

    async deliveries(id: string, { status, orderId, type, limit, after }: DeliveryFilter) {
      const rows = await prisma.webhookDelivery.findMany({
        where: { endpointId: id, status, orderId, type, ...(after !== null && { sequence: { lt: after } }) },
        orderBy: { sequence: 'desc' },
        take: limit,
        include: { tries: { orderBy: { id: 'desc' }, take: TRIES_SHOWN } },
      });
      return rows.map(deliveryOf);
    },

    /** Sends settled deliveries again; answers how many. What still waits is sent anyway. */
    replay: (
      id: string,
      what: { deliveryId: string } | { from: Date; to: Date; statuses: string[] },
    ): Promise<number> =>
      prisma.$executeRaw(Prisma.sql`
        UPDATE webhook_delivery SET status = 'pending', attempts = 0, next_attempt_at = clock_timestamp(),
          settled_at = NULL, lease_until = NULL
        WHERE endpoint_id = ${id}::uuid AND ${
          'deliveryId' in what
            ? Prisma.sql`id = ${what.deliveryId} AND status <> 'pending'`
            : Prisma.sql`status = ANY (${what.statuses}) AND created_at >= ${what.from} AND created_at < ${what.to}`
        }`),

    async hasDelivery(id: string, deliveryId: string): Promise<boolean> {
      return (await prisma.webhookDelivery.count({ where: { endpointId: id, id: deliveryId } })) > 0;
    },
  };
}

const switched = (enabled: boolean) =>
  enabled
    ? { enabled, disabledReason: null, disabledAt: null, failingSince: null, restUntil: null, wokenAt: null }
    : { enabled, disabledReason: 'by_request', disabledAt: new Date() };

type DeliveryRow = Prisma.WebhookDeliveryGetPayload<{ include: { tries: true } }>;

const deliveryOf = (row: DeliveryRow): WebhookDeliveryRecord => ({
  ...row,
  sequence: Number(row.sequence),
  status: row.status as WebhookDeliveryRecord['status'],
  data: row.data as Record<string, unknown>,
});
