import { Router } from 'express';
import * as http from '../../contracts/http';
import { ok } from '../answer';
import { docsPage } from '../docs-page';
import type { Metrics } from '../metrics/metrics';
import { openApiDocument } from '../openapi';
import type { Serve } from '../serve';

export interface SystemDependencies {
  publicUrl: string;
  metrics: Metrics;
  isDatabaseUp: () => Promise<boolean>;
  isTemporalReachable: () => boolean;
  hearsEvents: () => boolean;
}

/** What machines ask: does it run, can it serve, what has it done. */
export function serveSystem({ on }: Serve, dependencies: SystemDependencies): void {
  const { isDatabaseUp, isTemporalReachable, hearsEvents } = dependencies;
  on(http.health, () => Promise.resolve(ok({ status: 'ok' })));
  on(http.readiness, async () => {
    const up = await isDatabaseUp();
    const temporal = isTemporalReachable() ? 'ok' : 'degraded';
    const events = hearsEvents() ? 'ok' : 'degraded';
    const status = !up ? 'down' : temporal === 'ok' && events === 'ok' ? 'ok' : 'degraded';
    return { status: up ? 200 : 503, body: { status, database: up ? 'ok' : 'down', temporal, events } };
  });
}

/** The contract, for people and programs. */
export function serveDocuments({ publicUrl, metrics }: SystemDependencies): Router {
  const router = Router();
  const document = openApiDocument(publicUrl);
  const page = docsPage(document);
  router.get('/openapi.json', (_req, res) => void res.json(document));
  router.get('/docs', (_req, res) => void res.type('html').send(page));
  router.get('/metrics', async (_req, res) => void res.type(metrics.contentType).send(await metrics.text()));
  return router;
}
