import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createWebhookPager } from './pager/webhook-pager';
import { createHttpPartner } from './partner/http-partner';

interface Heard {
  authorization: string | undefined;
  key: string | undefined;
  body: Record<string, unknown>;
}

let server: Server;
let url: string;
let heard: Heard[] = [];
let answer: { status: number; body: string };
beforeAll(async () => {
  server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Heard['body'];
      heard.push({ authorization: req.headers.authorization, key: String(req.headers['idempotency-key']), body });
      res.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
beforeEach(() => (heard = []));
afterAll(() => server.close());

const page = { marketId: 'lisbon', orderId: 'o1', rung: 2, reason: 'driver_lost', at: '2026-06-01T12:00:00Z' };
const stop = { name: 'Shop', address: 'Street 1', phone: null, notes: null, lat: 1, lng: 2 };
const order = {
  orderId: 'o1',
  externalId: 'x1',
  marketId: 'lisbon',
  pickup: { ...stop, readyAt: '2026-06-01T12:00:00Z' },
  dropoff: { ...stop, promisedAt: '2026-06-01T13:00:00Z' },
};

test('a page names order and reason, once per rung, with the token', async () => {
  answer = { status: 202, body: '{}' };
  expect(await createWebhookPager({ url, token: 'secret' }).page(page)).toBe('taken');
  expect(heard).toMatchObject([
    { authorization: 'Bearer secret', body: { dedup_key: 'order/o1/2', order_id: 'o1', reason: 'driver_lost' } },
  ]);
});

test('a pager that is down or away is tried again', async () => {
  answer = { status: 500, body: '{}' };
  expect(await createWebhookPager({ url, token: null }).page(page)).toBe('failed');
  expect(await createWebhookPager({ url: 'http://127.0.0.1:1/', token: null }).page(page)).toBe('failed');
});

test.each([
  [200, '{"accepted": true, "reference": "p-7"}', { answer: 'accepted', reference: 'p-7' }],
  [200, '{"accepted": false}', { answer: 'refused' }],
  [409, '{}', { answer: 'refused' }],
  [503, '{}', { answer: 'failed' }],
  [200, '{"yes": 1}', { answer: 'failed' }],
])('a partner that answers %i %s', async (status, body, expected) => {
  answer = { status, body };
  expect(await createHttpPartner({ url, token: null }).offer(order)).toEqual(expected);
  expect(heard).toMatchObject([{ key: 'o1', body: { external_id: 'x1', pickup: { location: { lat: 1, lng: 2 } } } }]);
});
