import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HealthSources {
  isHealthy: () => boolean;
  /** Prometheus text. */
  metrics: () => Promise<string>;
}

/** `GET /healthz` of a worker process (200 while its workers poll) and `GET /metrics`. */
export async function serveHealth(port: number, sources: HealthSources): Promise<{ port: number; close(): void }> {
  const server: Server = createServer((request, response) => {
    if (request.url?.startsWith('/metrics')) void serveMetrics(response, sources);
    else answerHealth(response, sources.isHealthy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

function answerHealth(response: ServerResponse, healthy: boolean): void {
  response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ status: healthy ? 'ok' : 'stopping' }));
}

async function serveMetrics(response: ServerResponse, { metrics }: HealthSources): Promise<void> {
  const text = await metrics().catch(() => null);
  response.writeHead(text === null ? 500 : 200, { 'content-type': 'text/plain; version=0.0.4' });
  response.end(text ?? '');
}
