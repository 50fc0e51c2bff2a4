import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route } from '../client/answers';
import { fixedCredential } from '../client/credentials';
import { ApiClient } from '../client/http';
import { Phone } from './phone';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

let server: Server;
let api: ApiClient;
let handle: Handler;
const seen: { path: string; key: string | undefined; body: string }[] = [];
const ROUTE: Route = { route_id: null, version: 0, stops: [], server_time: '2026-01-01T00:00:00.000Z' };

beforeEach(async () => {
  seen.length = 0;
  server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  api = new ApiClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
afterEach(async () => {
  await api.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  seen.push({ path: request.url ?? '', key: request.headers['idempotency-key'] as string | undefined, body });
  handle(request, response, body);
}

const answer = (response: ServerResponse, status: number, body: unknown): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

function phone(listener: Partial<ConstructorParameters<typeof Phone>[2]> = {}): Phone {
  return new Phone(api, fixedCredential('token'), {
    offered: () => {},
    offerClosed: () => {},
    paused: () => {},
    routeChanged: () => {},
    ...listener,
  });
}

describe('Phone', () => {
  it('sends an action that got no answer again with the same key, and those behind it only after', async () => {
    let failures = 3;
    handle = (request, response) => {
      if (failures-- > 1) request.socket.destroy();
      else if (failures === 0) answer(response, 503, {});
      else answer(response, 200, { ok: true });
    };
    const device = phone();
    const replies = await Promise.all([device.act('POST', '/arrive'), device.act('POST', '/complete')]);
    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(seen.map(({ path }) => path)).toEqual(['/arrive', '/arrive', '/arrive', '/arrive', '/complete']);
    expect(new Set(seen.map(({ key }) => key)).size).toBe(2);
  });

  it('takes a truthful no for an answer', async () => {
    handle = (_, response) => answer(response, 409, { code: 'offer_closed' });
    expect((await phone().act('POST', '/accept')).status).toBe(409);
    expect(seen).toHaveLength(1);
  });

  it('waits for its own earlier attempt that is still being worked on', async () => {
    let attempts = 0;
    handle = (_, response) =>
      (attempts += 1) === 1 ? answer(response, 409, { code: 'idempotency_in_progress' }) : answer(response, 200, {});
    expect((await phone().act('POST', '/accept')).status).toBe(200);
  });

  it('connects its stream again when it breaks, and gets the whole picture each time', async () => {
    const snapshot = `event: snapshot\ndata: ${JSON.stringify({ offers: [], route: ROUTE })}\n\n`;
    handle = (_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(snapshot);
    let pictures = 0;
    const twice = new Promise<void>((resolve) => {
      const device = phone({ routeChanged: () => void ((pictures += 1) === 2 && resolve(device.disconnect())) });
      device.connect();
    });
    await twice;
    expect(pictures).toBe(2);
  });

  it('asks for what the stream would have told where no stream gets through', async () => {
    handle = (request, response) => {
      if (request.url === '/v1/driver/stream') answer(response, 502, {});
      else if (request.url === '/v1/driver/route') answer(response, 200, ROUTE);
      else answer(response, 200, { data: [{ id: 'offer' }] });
    };
    const offered = await new Promise<string>((resolve) => {
      const device = phone({ offered: ({ id }) => void device.disconnect().then(() => resolve(id)) });
      device.connect();
    });
    expect(offered).toBe('offer');
  });

  it('keeps positions while one batch is under way and sends them together', async () => {
    const held: ServerResponse[] = [];
    handle = (_, response) => void held.push(response);
    const device = phone();
    const point = (second: number) => ({
      location: { lat: 0, lng: 0 },
      recorded_at: `2026-01-01T00:00:0${second}.000Z`,
    });
    const arrived = async (count: number): Promise<void> => {
      while (held.length < count) await new Promise(setImmediate);
    };
    device.report([point(1)]);
    await arrived(1);
    device.report([point(2)]);
    device.report([point(3)]);
    answer(held[0]!, 202, {});
    device.report([point(4)]);
    await arrived(2);
    expect(JSON.parse(seen[1]!.body).points).toHaveLength(3);
    answer(held[1]!, 202, {});
  });
});
