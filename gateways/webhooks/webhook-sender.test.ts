import { startReceiver } from '../../test/support/receiver';
import { createWebhookSender, type SenderOptions } from './webhook-sender';

const event = { id: 'msg_1', sequence: 1, type: 'webhook.ping', createdAt: new Date(), livemode: false, data: {} };

async function send(url: string, options: Partial<SenderOptions> = {}) {
  const sender = createWebhookSender({ timeoutMs: 2_000, allowsPrivate: false, ...options });
  try {
    return await sender.send({ id: 'endpoint', url, secrets: ['whsec_AAAA'] }, event);
  } finally {
    await sender.close();
  }
}

test('a name that leads into our own network is not connected to', async () => {
  const inside = await startReceiver('trusted');
  const { status, error } = await send(inside.url);
  expect([status, error]).toEqual([null, expect.stringContaining('not at a public address')]);
  expect(inside.received).toEqual([]);
  await inside.close();
});

test.each([
  ['https://127.0.0.1:1/', 'not at a public address'],
  ['https://[::1]:1/', 'not at a public address'],
  ['https://0x7f000001:1/', 'not at a public address'],
  ['http://example.org/', 'only https'],
])('%s is refused: %s', async (url, why) => {
  expect((await send(url)).error).toContain(why);
});

test('an answer without end is cut off, and kept only in part', async () => {
  const talkative = await startReceiver();
  talkative.behave((res) => {
    res.writeHead(200);
    const talk = (): void => {
      while (!res.destroyed && res.write('x'.repeat(10_000)));
      if (!res.destroyed) res.once('drain', talk);
    };
    talk();
  });
  const { status, error, responseBody } = await send(talkative.url, { allowsPrivate: true });
  expect([status, error, responseBody?.length]).toEqual([200, null, 4_000]);
  await talkative.close();
});

test('an answer that drips longer than its time is none', async () => {
  const slow = await startReceiver();
  const dripping: NodeJS.Timeout[] = [];
  slow.behave((res) => {
    res.writeHead(200);
    dripping.push(setInterval(() => res.write('.'), 50));
  });
  const { error, durationMs } = await send(slow.url, { allowsPrivate: true, timeoutMs: 400 });
  dripping.forEach(clearInterval);
  expect(error).not.toBeNull();
  expect(durationMs).toBeLessThan(2_000);
  await slow.close();
});
