import type { Replica } from '../db/replica';
import type { OrderMessenger } from './order-messenger';
import type { EventFeed } from './streams/event-feed';
import type { SseStreams } from './streams/sse';
import type { Database } from '../db/client';
import type { Logger } from 'pino';
import type { Config } from '../config';
import { createAccounts } from '../db/accounts';
import { createFacts } from '../db/audit';
import { createApiKeys } from '../db/api-keys';
import { createEscalations } from '../db/escalations';
import { createIncidents } from '../db/incidents';
import { createMoves } from '../db/moves';
import { createReassignments } from '../db/reassignments';
import { createSwitches } from '../db/switches';
import { createErasures } from '../db/erasures';
import { createEtaStore } from '../db/eta-store';
import { createMarkets } from '../db/markets';
import { createMessages } from '../db/messages';
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
import { createTracking } from '../db/tracking';
import { createTransitions } from '../db/transitions';
import { createWebhookEndpoints } from '../db/webhook-endpoints';
import { createHttpMaskedContact } from '../gateways/contact/http-masked-contact';
import { createZones } from '../db/zones';
import { workflowUrls } from './answers/ops';
import { createBoardCopies } from './board-copy';
import { createBatchPlanner } from './batch-plan/planner';
import { createSignIn } from './auth/sessions';
import { createTokens } from './auth/tokens';
import { createLooks } from './looks';
import { createMarketBook } from './market-book';
import { createMetrics } from './metrics/metrics';
import { createRecord } from './record';
import { createShadowRunner } from './shadow-run/runner';
import { createTrackingView } from './tracking-view';
import { createZoneBook } from './zone-book';

/** What the parts below reach outside with. */
export interface Outside {
  database: Database;
  replica: Replica;
  messenger: OrderMessenger;
  streams: SseStreams;
  feed: EventFeed;
  hearsEvents: () => boolean;
}

export type Parts = ReturnType<typeof createParts>;

/** What the routes work with: stores, read models, and what is made of them. Each route takes what it needs by its name. */
export function createParts(config: Config, log: Logger, outside: Outside) {
  const { database, replica, messenger, streams, feed, hearsEvents } = outside;
  const { prisma } = database;
  const reads = replica.database.prisma;

  const markets = createMarkets(prisma);
  const accounts = createAccounts(prisma);
  const apiKeys = createApiKeys(prisma);
  const tokens = createTokens(config.auth.jwtSecret);
  const sessions = createSessions(prisma);
  const proofs = createProofStore(prisma);
  const board = createBoardReads(database.pool);
  const zones = createZones(prisma);
  const facts = createFacts(prisma);
  const tracking = createTracking(prisma);
  const contact = config.maskedContact && createHttpMaskedContact(config.maskedContact);
  const canContact = contact !== null;
  const vitalSigns = createVitalSigns(prisma);
  const metrics = createMetrics({
    vitalSigns: () => vitalSigns.read(),
    isTemporalReachable: () => messenger.isReachable(),
    pool: () => poolFigures(database.pool),
    openStreams: () => streams.count(),
  });

  return {
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
    hearsEvents,
    erasures: createErasures(prisma),
    plan: createBatchPlanner(),
    fromReplica: createReplicaReads(replica),
  };
}

/** Reads that may be a moment old. */
function createReplicaReads(replica: Replica) {
  const { database } = replica;
  const board = createBoardReads(database.pool);
  return {
    /** In the place of what has the same names above. */
    boards: {
      board,
      copies: createBoardCopies({ board, stamps: createBoardStamps(database.pool) }),
      margins: createBoardMargins(database.pool),
      lagMs: () => replica.lagMs(),
    },
    etas: createEtaStore(database.prisma),
    etaScores: createEtaScoreReads(database.prisma),
    searches: createOrderReads(database.prisma),
  };
}
