import { tokens, useTestApi } from './api.test-support';
import { openTown, orderBody, placeOrder, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api);

const messagesOf = (id: string, as: string) => api.call('GET', `/v1/orders/${id}/messages`, { as });
const subscription = (name: string) => ({
  endpoint: `https://push.example.org/${name}`,
  keys: { p256dh: 'p'.repeat(87), auth: 'a'.repeat(22) },
});

test('a merchant and the operators of the market read what the customer was told, nobody else does', async () => {
  const id = await placeOrder(api, town);
  const link = `https://eat.example.org/track/trk_${'x'.repeat(32)}`;
  await api.database.prisma.message.updateMany({
    where: { orderId: id },
    data: { status: 'sent', channel: 'sms', sentTo: '…333', text: `It is confirmed. ${link}` },
  });
  for (const as of [town.merchant, town.ops]) {
    const { body } = await messagesOf(id, as);
    expect(body.data).toEqual([expect.objectContaining({ moment: 'confirmed', status: 'sent', sent_to: '…333' })]);
    expect(body.data[0].text).toBe('It is confirmed. https://eat.example.org/track/trk_…');
  }
  const other = await openTown(api);
  const { token: elsewhere } = await tokens.sign({ role: 'ops', sub: 'o', level: 'manager', markets: ['other'] }, 60);
  for (const as of [other.merchant, elsewhere]) expect((await messagesOf(id, as)).status).toBe(404);
});

test('an order says in which language, by which way and of what its customer is told', async () => {
  const { body: order } = await api.call('POST', '/v1/orders', {
    as: town.merchant,
    body: orderBody({
      dropoff: {
        ...(orderBody().dropoff as object),
        email: 'ana@example.org',
        language: 'pt-PT',
      },
      notify: { channels: ['email', 'sms'], moments: ['confirmed', 'delivered'] },
    }),
  });
  const row = await api.database.prisma.order.findUniqueOrThrow({ where: { id: order.id } });
  expect(row).toMatchObject({
    dropoffEmail: 'ana@example.org',
    dropoffLanguage: 'pt-PT',
    notify: { channels: ['email', 'sms'], moments: ['confirmed', 'delivered'] },
  });
  for (const notify of [{ channels: ['pigeon'] }, { moments: ['eaten'] }, { loud: true }]) {
    const refused = await api.call('POST', '/v1/orders', { as: town.merchant, body: orderBody({ notify }) });
    expect(refused.status).toBe(422);
  }
});

test("a customer's browser is told of the order of its link, and of no more than a few", async () => {
  const id = await placeOrder(api, town);
  const { token } = (await api.call('POST', `/v1/orders/${id}/tracking_links`, { as: town.merchant, body: {} })).body;
  const path = `/v1/tracking/${token}/push_subscription`;
  expect((await api.call('GET', path)).body).toEqual({ public_key: null });
  for (const name of ['1', '2', '3', '4', '5', '6', '6']) {
    expect((await api.call('PUT', path, { body: subscription(name) })).status).toBe(204);
  }
  const kept = await api.database.prisma.customerPush.findMany({
    where: { orderId: id },
    orderBy: { endpoint: 'asc' },
  });
  expect(kept.map(({ endpoint }) => endpoint.at(-1))).toEqual(['2', '3', '4', '5', '6']);
  const unknown = `/v1/tracking/trk_${'x'.repeat(32)}/push_subscription`;
  expect((await api.call('PUT', unknown, { body: subscription('7') })).status).toBe(404);
  const plain = { ...subscription('8'), endpoint: 'http://push.example.org/' };
  expect((await api.call('PUT', path, { body: plain })).status).toBe(422);
});
