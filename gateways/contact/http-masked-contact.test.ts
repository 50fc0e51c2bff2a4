import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ContactUnavailable } from '../../domain/tracking/contact';
import { PATIENCE_MS } from '../../test/support/eventually';
import { createHttpMaskedContact } from './http-masked-contact';

const PARTIES = { reference: 'r1', driverPhone: '+351900000001', customerPhone: '+351911222333' };

let server: Server;
let asked: { path: string; authorization: string | undefined; body: unknown }[];
let answer: (response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  answer = (response) => response.end('{}');
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked.push({ path: request.url!, authorization: request.headers.authorization, body: JSON.parse(text) });
      answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const contact = (timeoutMs = PATIENCE_MS) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/masked/`;
  return createHttpMaskedContact({ url, token: 'secret', timeoutMs });
};

test('a proxy number is asked for with both numbers, which only the provider sees', async () => {
  answer = (response) => response.end('{"number":"+35130000","expires_at":"2026-11-25T20:00:00Z"}');
  expect(await contact().numberFor(PARTIES)).toEqual({ number: '+35130000', expiresAt: '2026-11-25T20:00:00Z' });
  const parties = {
    reference: 'r1',
    driver: { phone: PARTIES.driverPhone },
    customer: { phone: PARTIES.customerPhone },
  };
  expect(asked).toEqual([{ path: '/masked/sessions', authorization: 'Bearer secret', body: parties }]);
});

test('a message is passed on, once', async () => {
  answer = (response) => response.writeHead(202).end();
  await contact().message(PARTIES, 'The bell is broken');
  expect(asked.map(({ path, body }) => [path, (body as { text: string }).text])).toEqual([
    ['/masked/messages', 'The bell is broken'],
  ]);
});

test.each<[string, (response: ServerResponse) => void]>([
  ['refuses', (response) => void response.writeHead(402).end('{}')],
  ['answers something else', (response) => void response.end('<html>')],
  ['answers no number', (response) => void response.end('{"number":"javascript:1"}')],
  ['sends us elsewhere', (response) => void response.writeHead(302, { location: 'http://127.0.0.1:1' }).end()],
  ['hangs', () => {}],
])('a provider that %s is unavailable', async (_, fault) => {
  answer = fault;
  await expect(contact(300).numberFor(PARTIES)).rejects.toThrow(ContactUnavailable);
});
