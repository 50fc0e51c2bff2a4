import { createServer, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import express from 'express';
import { projectRoot } from '../../config';
import { servePages } from '../../api/pages';

/** The console with an API of its own behind it that knows one crowded market: no database, only rows. */
export interface CrowdedBoard {
  url: string;
  token: string;
  /** Sends so many changed orders and moved drivers a second to whoever listens, until it is stopped. */
  stir(perSecond: number): () => void;
  stop(): Promise<void>;
}

const CENTER = { lat: 38.7223, lng: -9.1393 };
const STATUSES = ['unassigned', 'offered', 'assigned', 'arrived_at_pickup', 'picked_up', 'arrived_at_dropoff'] as const;
const BEATS_PER_SECOND = 20;

const id = (kind: number, n: number): string => `0198f1aa-000${kind}-7000-8000-${String(n).padStart(12, '0')}`;
/** The same scatter at every run. */
const near = (n: number, spread: number) => ({
  lat: CENTER.lat + Math.sin(n * 12.9898) * spread,
  lng: CENTER.lng + Math.cos(n * 78.233) * spread * 1.3,
});

export async function startCrowdedBoard(orders: number, drivers: number): Promise<CrowdedBoard> {
  const listeners = new Set<ServerResponse>();
  const versions = new Map<number, number>();
  const app = express();
  app.use(servePages(join(projectRoot, 'dist/web')));
  app.get('/v1/ops/markets', (_req, res) => void res.json({ data: [market] }));
  app.get('/v1/ops/board', (_req, res) => {
    const count = (length: number) => Array.from({ length }, (_, n) => n);
    res.json({
      market,
      orders: count(orders).map((n) => orderRow(n, 1, drivers)),
      orders_total: orders,
      orders_known: orders,
      drivers: count(drivers).map((n) => driverRow(n, 1)),
      stream_cursor: '0',
      server_time: new Date().toISOString(),
    });
  });
  app.get('/v1/ops/stream', (_req, res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write(': hello\n\n');
    listeners.add(res);
    res.on('close', () => listeners.delete(res));
  });
  const empty = ['/v1/ops/markets/crowd/switches', '/v1/ops/zones', '/v1/ops/escalations', '/v1/ops/incidents'];
  app.get(empty, (_req, res) => void res.json({ data: [], next_cursor: null }));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };

  const next = (n: number): number => {
    const version = (versions.get(n) ?? 1) + 1;
    versions.set(n, version);
    return version;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    token: unsigned({ sub: 'olga', role: 'ops', level: 'operator' }),
    stir(perSecond) {
      let at = 0;
      const beat = setInterval(() => {
        const many = Array.from({ length: Math.round(perSecond / BEATS_PER_SECOND) }, () => (at += 7));
        send(listeners, 'orders', { orders: many.map((n) => orderRow(n % orders, next(n % orders), drivers)) });
        send(listeners, 'drivers', { drivers: many.map((n) => driverRow(n % drivers, 1 + at)) });
      }, 1000 / BEATS_PER_SECOND);
      return () => clearInterval(beat);
    },
    async stop() {
      for (const response of listeners) response.end();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(listeners: Set<ServerResponse>, event: string, data: object): void {
  for (const response of listeners) response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
}

/** The page only reads a token's claims; nobody here asks for its signature. */
const unsigned = (claims: object): string => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.x`;
};

const market = {
  id: 'crowd',
  name: 'Crowd',
  time_zone: 'Europe/Lisbon',
  currency: 'EUR',
  location: CENTER,
  clock: { rate: 1, offset_ms: 0 },
};

const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

/** Each version is one status further, and a little later. */
function orderRow(n: number, version: number, drivers: number): object {
  const status = STATUSES[(n + version) % STATUSES.length] ?? 'unassigned';
  const driver = { id: id(2, n % drivers), name: `Driver ${n % drivers}` };
  const hasDriver = status !== 'unassigned' && status !== 'offered';
  return {
    id: id(1, n),
    external_id: `shop-${n}`,
    zone_id: `zone-${n % 12}`,
    merchant: { id: id(3, n % 60), name: `Kitchen ${n % 60}` },
    status,
    version,
    pickup: { name: `Kitchen ${n % 60}`, location: near(n % 60, 0.05) },
    dropoff: { name: `Door ${n}`, location: near(n, 0.06) },
    driver: hasDriver ? driver : null,
    offer: status === 'offered' ? { driver } : null,
    escalation_rung: n % 500 === 0 ? 1 : 0,
    escalation_deadline_at: n % 500 === 0 ? inMinutes(9) : null,
    eta: null,
    next: { step: 'wait', waits_for: 'a driver', at: inMinutes(2 + (n % 40)), otherwise: 'people are told' },
    slack_s: (n % 90) * 60 - 600,
    placed_at: inMinutes(-20),
    ready_at: inMinutes(5),
    promised_at: inMinutes(40),
  };
}

function driverRow(n: number, version: number): object {
  const location = near(n + version * 0.0001, 0.05);
  return {
    id: id(2, n),
    name: `Driver ${n}`,
    vehicle: 'scooter',
    availability: 'available',
    busy: n % 3 !== 0,
    load: n % 3,
    capacity: 3,
    version,
    since: inMinutes(-90),
    shift_ends_at: null,
    position: { location, heading: (n * 37) % 360, recorded_at: new Date().toISOString() },
    offer: null,
    route: null,
  };
}
