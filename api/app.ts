import express, { type Express, type Router } from 'express';
import type { Logger } from 'pino';
import { errorHandler } from './error-handler';
import type { Metrics } from './metrics/metrics';
import { securityHeaders, servePages } from './pages';
import { notFound } from './problem';
import { requestContext } from './request-context';
import { traceRequests } from './trace-requests';

export interface AppParts {
  log: Logger;
  metrics: Metrics;
  routers: Router[];
  webRoot: string;
  mapStyleUrl: string | undefined;
  trustedProxies: number;
}

/** What every request goes through, around the routes. */
export function createApp({ log, metrics, routers, webRoot, mapStyleUrl, trustedProxies }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', trustedProxies);
  app.set('etag', false);
  app.use(traceRequests, requestContext(log, metrics), securityHeaders(mapStyleUrl));
  app.use(...routers, servePages(webRoot));
  app.use(() => {
    throw notFound('path');
  });
  app.use(errorHandler(log));
  return app;
}
