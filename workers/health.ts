import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** `GET /healthz` of a worker process: 200 while its workers poll. */
export async function serveHealth(port: number, isHealthy: () => boolean): Promise<{ port: number; close(): void }> {
  const server: Server = createServer((_request, response) => {
    const healthy = isHealthy();
    response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ status: healthy ? 'ok' : 'stopping' }));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}
