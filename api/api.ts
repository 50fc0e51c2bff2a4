import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { projectRoot, type Config } from '../config';
import { TRACE_HEADER } from '../contracts/trace-context';
import { createAccounts } from '../db/accounts';
import { createFacts } from '../db/audit';
import { createApiKeys } from '../db/api-keys';
import { createDatabase } from '../db/client';
import { createEscalations } from '../db/escalations';
import { createIncidents } from '../db/incidents';
import { createMoves } from '../db/moves';
import { createReassignments } from '../db/reassignments';
import { createSwitches } from '../db/switches';
import { createErasures } from '../db/erasures';
import { createEtaStore } from '../db/eta-store';
import { listenToEvents } from '../db/event-listener';
import { createIdempotencyRecords } from '../db/idempotency';
import { createMarkets } from '../db/markets';
import { createMessages } from '../db/messages';
import { createOrderMessages } from '../db/order-messages';
import { createPolicies } from '../db/policies';
import { createPositions } from '../db/positions';
import { createAuditReads } from '../db/read-models/audit';
import { createRoundStore } from '../db/round-store';
import { createAnalyticsReads } from '../db/read-models/analytics';
import { createBoardReads } from '../db/read-models/board';
import { createBoardMargins } from '../db/read-models/board-margins';
import { createBoardStamps } from '../db/read-models/board-stamps';
import { poolFigures } from '../db/pool-figures';
import { createProofStore } from '../db/proofs';
import { createPushSubscriptions } from '../db/push-subscriptions';
import { createDecisionMapReads } from '../db/read-models/decision-map';
import { createRoundInputReads } from '../db/read-models/round-inputs';
import { createEtaScoreReads } from '../db/read-models/eta-scores';
import { createDriverRecords } from '../db/read-models/driver-record';
import { createDriverReads } from '../db/read-models/driver-view';
import { createOpsDriverReads } from '../db/read-models/ops-drivers';
import { createOrderReads } from '../db/read-models/orders';
import { createVitalSigns } from '../db/read-models/vital-signs';
import { createScoreAppeals } from '../db/score-appeals';
import { createZoneHealthReads } from '../db/read-models/zone-health';
import { createSessions } from '../db/sessions';
import { createReplica } from '../db/replica';
import { createTracking } from '../db/tracking';
import { createTransitions } from '../db/transitions';
import { createWebhookEndpoints } from '../db/webhook-endpoints';
import { tracedMessages } from '../gateways/telemetry/workflow-messages';
import { createHttpMaskedContact } from '../gateways/contact/http-masked-contact';
import { createZones } from '../db/zones';
import { workflowUrls } from './answers/ops';
import { createApp } from './app';
import { createKeyring } from './auth/api-keys';
import { readMoment } from './board';
import { createBoardCopies } from './board-copy';
import { createBoardMoments } from './board-moments';
import { createBatchPlanner } from './batch-plan/planner';
import { createAuthenticate } from './auth/authenticate';
import { createLiveSessions, createSignIn } from './auth/sessions';
import { createTokens } from './auth/tokens';
import { listen } from './http-server';
import { createIdempotent } from './idempotency';
import { createLooks } from './looks';
import { createMarketBook } from './market-book';
import { createMetrics } from './metrics/metrics';
import { createOrderMessenger } from './order-messenger';
import { createRateLimit } from './rate-limits';
import { createRecord } from './record';
import { serveAdminAccounts, serveAdminCredentials } from './routes/admin-accounts';
import { serveAdminErasures } from './routes/admin-erasures';
import { serveAdminMarkets } from './routes/admin-markets';
import { serveDriver, serveDriverOffers, serveDriverRoute } from './routes/driver';
import { serveDriverPositions } from './routes/driver-positions';
import { serveDriverRecord, servePushSubscriptions } from './routes/driver-record';
import { serveDriverShift } from './routes/driver-shift';
import { serveOpsAnalytics } from './routes/ops-analytics';
import { serveAssignPreview } from './routes/ops-assign-preview';
import { serveMessages } from './routes/messages';
import { serveOpsAudit } from './routes/ops-audit';
import { serveOpsBoard } from './routes/ops-board';
import { serveOpsIncidents } from './routes/ops-incidents';
import { serveOpsMoves } from './routes/ops-moves';
import { serveOpsSwitches } from './routes/ops-switches';
import { serveOpsDrivers } from './routes/ops-drivers';
import { serveOpsEscalations } from './routes/ops-escalations';
import { serveEstimates } from './routes/estimates';
import { serveOpsEta } from './routes/ops-eta';
import { serveOpsPlan } from './routes/ops-plan';
import { serveDecisionMap } from './routes/ops-decision-map';
import { serveOpsOrders } from './routes/ops-orders';
import { serveOpsPolicies } from './routes/ops-policies';
import { serveShadowRuns } from './routes/ops-shadow-runs';
import { serveZoneHealth } from './routes/ops-zone-health';
import { serveOpsZones } from './routes/ops-zones';
import { serveOrders } from './routes/orders';
import { serveProof, serveStopProof } from './routes/proof';
import { serveScoreAppeals } from './routes/score-appeals';
import { serveDriverSessions, serveOpsSessions } from './routes/sessions';
import { serveStreams } from './routes/streams';
import { serveTracking } from './routes/tracking';
import { serveTrackingActions } from './routes/tracking-actions';
import { serveDocuments, serveSystem } from './routes/system';
import { serveWebhooks } from './routes/webhooks';
import { createServe } from './serve';
import { createShadowRunner } from './shadow-run/runner';
import { createTrackingView } from './tracking-view';
import { loadTrackPage, serveTrackPage } from './track-page';
import { createEventFeed } from './streams/event-feed';
import { createSseStreams } from './streams/sse';
import { createZoneBook } from './zone-book';

/** After an outage grpc-js would wait ever longer; Temporal should be used again soon after it is back. */
const RECONNECT = { 'grpc.initial_reconnect_backoff_ms': 200, 'grpc.max_reconnect_backoff_ms': 2_000 };

/** How long a repetition with the same Idempotency-Key gets the same answer. */
const ANSWERS_KEPT_HOURS = 24;
/** Ended sessions stay this long, for whoever asks who was signed in. */
const SESSIONS_KEPT_DAYS = 90;
const TIDY_EVERY_MS = 3_600_000;

export interface Api {
  port: number;
  /** Finishes what has been taken on, then lets go of everything. */
  stop(): Promise<void>;
}

/** Everything that the API is made of. Waits for nothing outside: it starts while database and Temporal are away. */
export async function startApi(config: Config, log: Logger): Promise<Api> {
  const database = createDatabase({
    ...config.database,
    applicationName: 'outrider api',
    onConnectionLost: (err) => log.warn({ err }, 'a database connection was lost'),
  });
  const { prisma } = database;
  const replica = createReplica(database, config.database.url, {
    ...config.database,
    url: config.database.replicaUrl,
    applicationName: 'outrider api reads',
    onConnectionLost: (err) => log.warn({ err }, 'a connection to the replica was lost'),
  });
  const reads = replica.database.prisma;
  const connection = Connection.lazy({ ...config.temporal.connection, channelArgs: RECONNECT });
  const client = new Client({
    connection,
    namespace: config.temporal.namespace,
    interceptors: { workflow: [tracedMessages(TRACE_HEADER)] },
  });
  const messenger = createOrderMessenger(client, createOrderMessages(prisma), log);

  const markets = createMarkets(prisma);
  const accounts = createAccounts(prisma);
  const apiKeys = createApiKeys(prisma);
  const tokens = createTokens(config.auth.jwtSecret);
  const sessions = createSessions(prisma);
  const proofs = createProofStore(prisma);
  const board = createBoardReads(database.pool);
  const zones = createZones(prisma);
  const streams = createSseStreams();
  const feed = createEventFeed(log);
  const listener = listenToEvents({
    url: config.database.url,
    onEvent: feed.publish,
    onReconnected: feed.gap,
    onProblem: (err) => log.warn({ err }, 'events are not heard'),
  });
  const vitalSigns = createVitalSigns(prisma);
  const metrics = createMetrics({
    vitalSigns: () => vitalSigns.read(),
    isTemporalReachable: () => messenger.isReachable(),
    pool: () => poolFigures(database.pool),
    openStreams: () => streams.count(),
  });

  const facts = createFacts(prisma);
  const tracking = createTracking(prisma);
  const contact = config.maskedContact && createHttpMaskedContact(config.maskedContact);
  const canContact = contact !== null;

  const shared = {
    accounts,
    appeals: createScoreAppeals(prisma),
    analytics: createAnalyticsReads(reads),
    apiKeys,
    audit: createAuditReads(reads),
    board,
    book: createMarketBook(markets),
    drivers: createDriverReads(prisma),
    escalations: createEscalations(prisma),
    incidents: createIncidents(prisma),
    moves: createMoves(prisma),
    reassignments: createReassignments(prisma),
    switches: createSwitches(prisma),
    decisionMaps: createDecisionMapReads(prisma),
    etas: createEtaStore(prisma),
    facts,
    feed,
    log,
    looks: createLooks(facts),
    markets,
    messages: createMessages(prisma),
    metrics,
    opsDrivers: createOpsDriverReads(prisma),
    orders: createOrderReads(prisma),
    policies: createPolicies(prisma),
    positions: createPositions(prisma),
    proofs,
    roundInputs: createRoundInputReads(prisma),
    rounds: createRoundStore(prisma),
    runShadow: createShadowRunner(),
    zoneHealth: createZoneHealthReads(prisma),
    pushKey: config.push?.publicKey ?? null,
    record: createRecord(messenger),
    sessions,
    signIn: createSignIn(sessions, tokens),
    records: createDriverRecords(prisma),
    subscriptions: createPushSubscriptions(prisma),
    streams,
    tokens,
    tokenTtlS: config.auth.tokenTtlS,
    tracking,
    contact,
    canContact,
    view: createTrackingView(tracking, { canContact }),
    transitions: createTransitions(prisma),
    webhooks: createWebhookEndpoints(prisma),
    allowsPrivateWebhooks: config.webhooks.allowsPrivate,
    zones: createZoneBook(zones),
    workflowUrl: workflowUrls(config.temporal.uiUrl, config.temporal.namespace),
    publicUrl: config.api.publicUrl,
    isDatabaseUp: () => database.isUp(),
    isTemporalReachable: () => messenger.isReachable(),
    hearsEvents: () => listener.isConnected(),
  };
  const answers = createIdempotencyRecords(prisma);
  const tidying = setInterval(() => {
    answers.deleteOlderThan(ANSWERS_KEPT_HOURS).catch((err: unknown) => log.warn({ err }, 'old answers stay'));
    sessions.forgetOlderThan(SESSIONS_KEPT_DAYS).catch((err: unknown) => log.warn({ err }, 'old sessions stay'));
    proofs.forgetOlderThan(config.proofDays).catch((err: unknown) => log.warn({ err }, 'old pictures stay'));
  }, TIDY_EVERY_MS);
  tidying.unref();
  const readPool = replica.database.pool;
  const boardReads = createBoardReads(readPool);
  const boards = {
    ...shared,
    board: boardReads,
    copies: createBoardCopies({ board: boardReads, stamps: createBoardStamps(readPool) }),
    margins: createBoardMargins(readPool),
    lagMs: () => replica.lagMs(),
  };
  const moments = createBoardMoments((market) => readMoment(market, boards), config.api.boardMaxAgeMs);
  const serve = createServe({
    authenticate: createAuthenticate(tokens, createKeyring(apiKeys), accounts, createLiveSessions(sessions)),
    limit: createRateLimit(config.api.rateLimit),
    idempotent: createIdempotent(answers),
    acted: ({ role }) => {
      if (role === 'ops' || role === 'admin') moments.acted();
    },
  });
  serveOrders(serve, shared);
  serveDriver(serve, shared);
  serveDriverShift(serve, shared);
  serveDriverPositions(serve, shared);
  serveDriverRecord(serve, shared);
  servePushSubscriptions(serve, shared);
  serveDriverOffers(serve, shared);
  serveDriverRoute(serve, shared);
  serveOpsBoard(serve, { ...shared, moments });
  serveOpsOrders(serve, { ...shared, searches: createOrderReads(reads) });
  serveOpsMoves(serve, shared);
  serveOpsEscalations(serve, shared);
  serveOpsAudit(serve, shared);
  serveOpsIncidents(serve, shared);
  serveOpsSwitches(serve, shared);
  serveOpsPlan(serve, { book: shared.book, plan: createBatchPlanner() });
  serveOpsEta(serve, { ...shared, etas: createEtaStore(reads), etaScores: createEtaScoreReads(reads) });
  serveOpsZones(serve, shared);
  serveZoneHealth(serve, shared);
  serveOpsDrivers(serve, shared);
  serveOpsPolicies(serve, shared);
  serveShadowRuns(serve, shared);
  serveOpsAnalytics(serve, shared);
  serveDecisionMap(serve, shared);
  serveAssignPreview(serve, shared);
  serveEstimates(serve, shared);
  serveAdminMarkets(serve, shared);
  serveAdminAccounts(serve, shared);
  serveAdminCredentials(serve, shared);
  serveAdminErasures(serve, { erasures: createErasures(prisma) });
  serveDriverSessions(serve, shared);
  serveOpsSessions(serve, shared);
  serveScoreAppeals(serve, shared);
  serveStopProof(serve, shared);
  serveProof(serve, shared);
  serveTracking(serve, shared);
  serveMessages(serve, shared);
  serveWebhooks(serve, shared);
  serveTrackingActions(serve, shared);
  serveStreams(serve, shared);
  serveSystem(serve, shared);

  const webRoot = join(projectRoot, 'dist/web');
  const app = createApp({
    log,
    metrics,
    routers: [
      serveDocuments(shared),
      serve.router,
      serveTrackPage({ ...shared, ...config.api, webRoot, page: loadTrackPage(webRoot) }),
    ],
    webRoot,
    mapStyleUrl: config.api.mapStyleUrl,
    trustedProxies: config.api.trustedProxies,
  });
  const server = await listen(app, config.api.port, config.api.host);
  return {
    port: server.port,
    async stop() {
      clearInterval(tidying);
      streams.closeAll();
      moments.stop();
      await server.close(config.shutdownGraceS * 1_000);
      await listener.close();
      await messenger.drain();
      await connection.close();
      await replica.close();
      await database.close();
    },
  };
}
