import { randomBytes } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import pino from 'pino';
import { createWebhookActivities } from '../activities/webhooks';
import { TaskQueue } from '../contracts/task-queues';
import { createDatabase, type Database } from '../db/client';
import { createTransitions } from '../db/transitions';
import { createWebhookEndpoints, type WebhookEndpoints } from '../db/webhook-endpoints';
import { createWebhookFeeds, type WebhookFeeds } from '../db/webhook-queue';
import { createWebhookSender } from '../gateways/webhooks/webhook-sender';
import { freshDatabase } from '../test/support/database';
import { createMarket, placeOrder, type TestMarket } from '../test/support/market';
import { quietRuntime } from '../test/support/quiet-runtime';
import { testCertificates } from '../test/support/certificates';
import { localTemporal } from '../test/support/temporal';
import { workflowBundle } from '../test/support/workflow-bundle';
import { startWebhookCaller } from './webhook-feeds';

/** The schedule of earnest, a few hundred times as fast. */
export const RETRIES = 12;
const RULES = { retryMs: Array.from({ length: RETRIES }, () => 150), deadMs: 600_000, timeoutMs: 2_500 };

export interface Endpoint {
  id: string;
  secret: string;
  market: TestMarket;
}

export interface FeedBench {
  database: Database;
  feeds: WebhookFeeds;
  endpoints: WebhookEndpoints;
  /** A merchant of a market of its own who wants to be told at this URL. */
  endpoint(url: string, market?: TestMarket): Promise<Endpoint>;
  /** So many orders of the endpoint's merchant; each tells of its placing. */
  orders(endpoint: Endpoint, count: number): Promise<string[]>;
  /** Tells of a new arrival time of an order, numbered. */
  tell(orderId: string, market: TestMarket, number: number): Promise<void>;
  close(): Promise<void>;
}

/** Database, Temporal, a worker of the integrations queue and the caller of feeds: what sends webhooks in earnest. */
export async function feedBench(): Promise<FeedBench> {
  quietRuntime();
  const [fresh, temporal] = await Promise.all([freshDatabase(), localTemporal()]);
  const database = createDatabase({ url: fresh.url, poolSize: 10 });
  const { prisma } = database;
  const transitions = createTransitions(prisma);
  const feeds = createWebhookFeeds(prisma);
  const endpoints = createWebhookEndpoints(prisma);
  const { authority } = await testCertificates();
  const sender = createWebhookSender({ timeoutMs: RULES.timeoutMs, allowsPrivate: true, ca: authority });
  const activities = createWebhookActivities({ webhooks: feeds, sender, webhookRules: RULES, faults: { pass() {} } });
  const { namespace, connection, client } = temporal;
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue: TaskQueue.integrations,
    workflowBundle,
    activities,
  });
  const running = worker.run();
  const caller = startWebhookCaller(feeds, client, pino({ level: 'silent' }));
  return {
    database,
    feeds,
    endpoints,
    async endpoint(url, market) {
      const own = market ?? (await createMarket(prisma));
      const secret = `whsec_${randomBytes(24).toString('base64')}`;
      const { id } = await endpoints.create({
        marketId: own.id,
        merchantId: own.merchantId,
        url,
        description: null,
        eventTypes: ['*'],
        includePersonalData: false,
        enabled: true,
        secret,
      });
      return { id, secret, market: own };
    },
    async orders({ market }, count) {
      const placed = [];
      for (let i = 0; i < count; i += 1) placed.push((await placeOrder(transitions, market)).id);
      caller.nudge();
      return placed;
    },
    async tell(orderId, market, number) {
      const event = { type: 'order.eta_changed', orderId, marketId: market.id, merchantId: market.merchantId };
      const payload = { ...event, status: 'unassigned', statusFrom: 'unassigned', data: { number } };
      await prisma.outbox.create({ data: { topic: 'event', key: market.id, payload } });
      caller.nudge();
    },
    async close() {
      await caller.stop();
      worker.shutdown();
      await running;
      await sender.close();
      await temporal.close();
      await database.close();
      await fresh.close();
    },
  };
}
