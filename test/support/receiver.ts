import {
  createServer,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { testCertificates } from './certificates';

export interface Received {
  headers: IncomingHttpHeaders;
  raw: string;
  // A test reads the fields that it knows are there.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

/** How a receiver answers; what it does not answer hangs. */
export type Behaviour = (res: ServerResponse, received: Received) => void;
export const answering =
  (status: number, headers: Record<string, string> = {}): Behaviour =>
  (res) =>
    void res.writeHead(status, headers).end();

export interface Receiver {
  url: string;
  /** Every request, in the order of their coming. */
  received: Received[];
  /** Those that were answered with 204. */
  taken: Received[];
  /** Sockets that were opened, whatever came of them. */
  connections(): number;
  behave(behaviour: Behaviour): void;
  present(name: 'trusted' | 'stranger'): void;
  /** Nobody listens any more, until `up`. */
  down(): Promise<void>;
  up(): Promise<void>;
  close(): Promise<void>;
}

/** A server that webhooks and messages are sent to: real HTTP, or with a certificate real TLS. */
export async function startReceiver(tls?: 'trusted' | 'stranger'): Promise<Receiver> {
  const received: Received[] = [];
  const taken: Received[] = [];
  const take: Behaviour = answering(204);
  let behaviour = take;
  const listener: RequestListener = (req, res) => {
    let raw = '';
    req.setEncoding('utf8').on('data', (chunk: string) => (raw += chunk));
    req.on('end', () => {
      const request = { headers: req.headers, raw, body: JSON.parse(raw) as unknown };
      received.push(request);
      behaviour(res, request);
      if (res.statusCode === 204) taken.push(request);
    });
  };
  const certificates = await testCertificates();
  const server: Server | TlsServer = tls ? createTlsServer(certificates[tls], listener) : createServer(listener);
  const listen = (port: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', () => resolve());
    });
  const down = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  let connections = 0;
  server.on('connection', () => (connections += 1));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://localhost:${port}/hook`,
    received,
    taken,
    connections: () => connections,
    behave: (next) => void (behaviour = next),
    present: (name) => (server as TlsServer).setSecureContext(certificates[name]),
    down,
    up: () => listen(port),
    close: () => (server.listening ? down() : Promise.resolve()),
  };
}
