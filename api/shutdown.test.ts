import { startTestApi } from './api.test-support';
import { addDriver, openTown, orderBody } from './town.test-support';

it('answers what it has taken on, ends its streams, and stops soon', async () => {
  const api = await startTestApi();
  const town = await openTown(api);
  const driver = await addDriver(api, town);
  const stream = await fetch(`${api.url}/v1/driver/stream`, { headers: { authorization: `Bearer ${driver.token}` } });
  const ended = stream.text();
  const placing = Array.from({ length: 20 }, () =>
    api.call('POST', '/v1/orders', { as: town.merchant, body: orderBody() }),
  );
  // Let the requests arrive: what never reached the server is nothing that it has taken on.
  await placing[0];
  const startedAt = Date.now();
  const [replies] = await Promise.all([Promise.allSettled(placing), api.stop()]);
  expect(Date.now() - startedAt).toBeLessThan(8_000);
  const answered = replies.flatMap((reply) => (reply.status === 'fulfilled' ? [reply.value.status] : []));
  expect(new Set(answered)).toEqual(new Set([201]));
  expect(await ended).toContain('retry: 1000');
  await expect(fetch(`${api.url}/healthz`)).rejects.toThrow('fetch failed');
});
