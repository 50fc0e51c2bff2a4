import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { projectRoot, type Config } from '../config';
import { TRACE_HEADER } from '../contracts/trace-context';
import { createDatabase } from '../db/client';
import { listenToEvents } from '../db/event-listener';
import { createIdempotencyRecords } from '../db/idempotency';
import { createOrderMessages } from '../db/order-messages';
import { createReplica } from '../db/replica';
import { tracedMessages } from '../gateways/telemetry/workflow-messages';
import { createApp } from './app';
import { createKeyring } from './auth/api-keys';
import { createAuthenticate } from './auth/authenticate';
import { createLiveSessions } from './auth/sessions';
import { readMoment } from './board';
import { createBoardMoments } from './board-moments';
import { listen } from './http-server';
import { createIdempotent } from './idempotency';
import { createOrderMessenger } from './order-messenger';
import { createRateLimit } from './rate-limits';
import { serveDocuments } from './routes/system';
import { createServe } from './serve';
import { loadTrackPage, serveTrackPage } from './track-page';
import { createEventFeed } from './streams/event-feed';
import { createSseStreams } from './streams/sse';
import { createParts } from './parts';
import { serveRoutes } from './routes/all';

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
  const connection = Connection.lazy({ ...config.temporal.connection, channelArgs: RECONNECT });
  const client = new Client({
    connection,
    namespace: config.temporal.namespace,
    interceptors: { workflow: [tracedMessages(TRACE_HEADER)] },
  });
  const messenger = createOrderMessenger(client, createOrderMessages(prisma), log);

  const streams = createSseStreams();
  const feed = createEventFeed(log);
  const listener = listenToEvents({
    url: config.database.url,
    onEvent: feed.publish,
    onReconnected: feed.gap,
    onProblem: (err) => log.warn({ err }, 'events are not heard'),
  });
  const hearsEvents = (): boolean => listener.isConnected();
  const parts = createParts(config, log, { database, replica, messenger, streams, feed, hearsEvents });
  const answers = createIdempotencyRecords(prisma);
  const tidying = setInterval(() => {
    answers.deleteOlderThan(ANSWERS_KEPT_HOURS).catch((err: unknown) => log.warn({ err }, 'old answers stay'));
    parts.sessions.forgetOlderThan(SESSIONS_KEPT_DAYS).catch((err: unknown) => log.warn({ err }, 'old sessions stay'));
    parts.proofs.forgetOlderThan(config.proofDays).catch((err: unknown) => log.warn({ err }, 'old pictures stay'));
  }, TIDY_EVERY_MS);
  tidying.unref();
  const atBoards = { ...parts, ...parts.fromReplica.boards };
  const moments = createBoardMoments((market) => readMoment(market, atBoards), config.api.boardMaxAgeMs);
  const serve = createServe({
    authenticate: createAuthenticate(
      parts.tokens,
      createKeyring(parts.apiKeys),
      parts.accounts,
      createLiveSessions(parts.sessions),
    ),
    limit: createRateLimit(config.api.rateLimit),
    idempotent: createIdempotent(answers),
    acted: ({ role }) => {
      if (role === 'ops' || role === 'admin') moments.acted();
    },
  });
  serveRoutes(serve, { ...parts, moments });

  const webRoot = join(projectRoot, 'dist/web');
  const app = createApp({
    log,
    metrics: parts.metrics,
    routers: [
      serveDocuments(parts),
      serve.router,
      serveTrackPage({ ...parts, ...config.api, webRoot, page: loadTrackPage(webRoot) }),
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
