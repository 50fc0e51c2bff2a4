import { Client } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { createActivities } from '../activities';
import type { Config } from '../config';
import { TaskQueue } from '../contracts/task-queues';
import { TRACE_HEADER } from '../contracts/trace-context';
import { createAnticipationStore } from '../db/anticipation-store';
import { createAuditStore } from '../db/audit-store';
import { createDatabase, type Database } from '../db/client';
import { createDispatchStore } from '../db/dispatch-store';
import { createEtaStore } from '../db/eta-store';
import { createNearnessStore } from '../db/nearness';
import { createOrderSweeps } from '../db/order-sweeps';
import { createInsightStore } from '../db/insight-store';
import { createOutbox } from '../db/outbox';
import { createPartnerOrders } from '../db/partner-orders';
import { createTransitions } from '../db/transitions';
import { createPushSubscriptions } from '../db/push-subscriptions';
import { poolFigures } from '../db/pool-figures';
import { createOrderMeasures } from '../db/read-models/order-measures';
import { createRoundStore } from '../db/round-store';
import { createShiftStore, createShiftSweeps } from '../db/shift-store';
import { createSweepStore } from '../db/sweep-store';
import { createWebhookFeeds } from '../db/webhook-queue';
import { createWebhookPager } from '../gateways/pager/webhook-pager';
import { createHttpPartner } from '../gateways/partner/http-partner';
import { createWebPush, noPush } from '../gateways/push/web-push';
import { watchPool } from '../gateways/telemetry/pool-metrics';
import { tracedMessages } from '../gateways/telemetry/workflow-messages';
import { createWebhookSender } from '../gateways/webhooks/webhook-sender';
import type { RoadLegs } from '../domain/travel/known-legs';
import { createOsrmLegs } from '../gateways/travel/osrm-legs';
import { createClosedDispatches } from './closed-dispatches';
import { createFaultPoints } from './faults';
import { startMarketKeeper } from './market-keeper';
import { createMatcherThread } from './matcher/matcher-thread';
import { Instruments } from './metrics/instruments';
import { measuredActivities } from './metrics/measured-activities';
import { orderMeasures } from './metrics/order-measures';
import { composeNotifier } from './notifier/compose';
import { pushRoute } from './relay/push';
import { startRelay } from './relay/relay';
import { outsideHelp } from './relay/outside-help';
import { relayRoutes, type RelayRoutes } from './relay/routes';
import { tracedActivities } from './traced-activities';
import { startWebhookCaller } from './webhook-feeds';
import { workflowCode } from './workflow-code';

export interface WorkerProcess {
  /** Resolves when the workers have drained after `stop`, rejects when one of them fails. */
  done: Promise<void>;
  stop(): void;
  /** What this process has counted, as Prometheus reads it. */
  metrics(): Promise<string>;
}

/** One worker process: workflows and activities of all queues, the outbox relay, who looks after markets and feeds. */
export async function startWorkerProcess(config: Config, log: Logger): Promise<WorkerProcess> {
  const database = createDatabase({
    ...config.database,
    applicationName: 'outrider-worker',
    onConnectionLost: (error) => log.warn({ err: error }, 'a database connection was lost'),
  });
  const connection = await NativeConnection.connect(config.temporal.connection);
  const client = new Client({
    connection,
    namespace: config.temporal.namespace,
    interceptors: { workflow: [tracedMessages(TRACE_HEADER)] },
  });
  const instruments = new Instruments();
  watchPool(instruments.registry, () => poolFigures(database.pool));
  const outbox = createOutbox(database.prisma);
  const matcher = createMatcherThread();
  const measure = orderMeasures(instruments, createOrderMeasures(database.prisma).read);
  const webhooks = createWebhookFeeds(database.prisma);
  const sender = createWebhookSender(config.webhooks);
  const caller = startWebhookCaller(webhooks, client, log);
  const faults = createFaultPoints(config.faults);
  const pushPort = config.push && createWebPush(config.push, config.webhooks);
  const notifier = composeNotifier(config, { database, push: pushPort, faults, log });
  const push = pushRoute(createPushSubscriptions(database.prisma), pushPort ?? noPush, log);
  const onPublished = (): void => {
    caller.nudge();
    notifier.nudge();
  };
  const routes = relayRoutes({
    client,
    outbox,
    push,
    help: helpFrom(config, database, log),
    measure,
    onPublished,
    log,
  });
  const relay = startRelay(outbox, routes, log, {
    delivered: (topic, ageS) => {
      instruments.relayed.inc({ topic, outcome: 'delivered' });
      instruments.relayLag.observe({ topic }, ageS);
    },
    postponed: (topic) => instruments.relayed.inc({ topic, outcome: 'postponed' }),
  });
  const keeper = startMarketKeeper(database, client, log);
  const activities = createActivities({
    dispatches: createDispatchStore(database.prisma),
    rounds: createRoundStore(database.prisma),
    sweeps: createSweepStore(database.prisma),
    shifts: createShiftStore(database.prisma),
    shiftSweeps: createShiftSweeps(database.prisma),
    orderSweeps: createOrderSweeps(database.prisma),
    closed: createClosedDispatches(client),
    nearness: createNearnessStore(database.prisma),
    audit: createAuditStore(database.prisma),
    etas: createEtaStore(database.prisma),
    anticipation: createAnticipationStore(database.prisma),
    webhooks,
    sender,
    webhookRules: config.webhooks,
    insight: createInsightStore(database.prisma),
    matcher,
    roads: roadsOf(config, log),
    relay,
    faults,
  });
  const code = workflowCode();
  const workers = await Promise.all(
    Object.values(TaskQueue).map((taskQueue) =>
      Worker.create({
        connection,
        namespace: config.temporal.namespace,
        taskQueue,
        activities,
        interceptors: { activity: [tracedActivities, measuredActivities(instruments)] },
        ...code,
        ...tuning(config),
      }),
    ),
  );
  return {
    stop: () => workers.filter((worker) => worker.getState() === 'RUNNING').forEach((worker) => worker.shutdown()),
    done: run(),
    metrics: () => instruments.registry.metrics(),
  };

  async function run(): Promise<void> {
    try {
      await Promise.all(workers.map((worker) => worker.run()));
    } finally {
      await keeper.stop();
      await relay.stop();
      await caller.stop();
      await notifier.stop();
      await sender.close();
      await matcher.close();
      await connection.close();
      await database.close();
    }
  }
}

function helpFrom({ pager, partner }: Config, { prisma }: Database, log: Logger): RelayRoutes['help'] {
  return outsideHelp({
    pager: pager && createWebhookPager(pager),
    partner: partner && createHttpPartner(partner),
    partnerOrders: createPartnerOrders(prisma),
    transitions: createTransitions(prisma),
    log,
  });
}

/** A streak of failures is logged once per request that failed, and the breaker sees to it that these are few. */
const roadsOf = ({ roads }: Config, log: Logger): RoadLegs | null =>
  roads && createOsrmLegs({ ...roads, onProblem: (err) => log.warn({ err }, 'the road engine did not answer') });

const tuning = ({ worker, shutdownGraceS }: Config) => ({
  maxConcurrentWorkflowTaskExecutions: worker.concurrency,
  maxConcurrentActivityTaskExecutions: worker.concurrency,
  maxConcurrentLocalActivityExecutions: worker.concurrency,
  maxCachedWorkflows: worker.cachedWorkflows,
  // The default share starves new workflows at saturation.
  maxConcurrentWorkflowTaskPolls: 10,
  nonStickyToStickyPollRatio: 0.5,
  // A killed worker's orders move to another one after this.
  stickyQueueScheduleToStartTimeout: '1 second' as const,
  shutdownGraceTime: shutdownGraceS * 1000,
});
