import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpServer {
  port: number;
  /** Takes no more requests, lets running ones finish within the grace, and ends. */
  close(graceMs: number): Promise<void>;
}

const SWEEP_EVERY_MS = 50;

export async function listen(app: RequestListener, port: number, host: string): Promise<HttpServer> {
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 20_000, requestTimeout: 30_000 }, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close(graceMs) {
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      // A connection that was busy when the server closed would be kept alive after its answer.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_EVERY_MS);
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(late);
    },
  };
}
