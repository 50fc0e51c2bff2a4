import { verifyTrail } from '../db/audit-trail';
import { useTestApi } from './api.test-support';
import { addDriver, orderBody, placeOrder, sendOffer, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api);

const erase = (body: object) =>
  api.call('POST', '/v1/admin/erasures', { as: api.admin, body: { reason: 'asked for it', ...body } });
const cancel = (id: string) =>
  api.call('POST', `/v1/orders/${id}/cancel`, { as: town.merchant, body: { reason: 'no' } });

/** Everything that the database holds, as text. */
async function everything(): Promise<string> {
  const { rows } = await api.database.pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname IN ('public', 'outrider_audit', 'outrider_history')`,
  );
  const texts = await Promise.all(
    rows.map(async ({ name }) => {
      const found = await api.database.pool.query<{ text: string }>(
        `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
      );
      return found.rows[0]?.text ?? '';
    }),
  );
  return texts.join('\n');
}

const prove = async (): Promise<unknown> => {
  await api.database.pool.query('SELECT seal_events($1, 10000)', [town.marketId]);
  return (await verifyTrail(api.databaseUrl, town.marketId)).tampering;
};

it('a customer is erased from everything, and what happened still proves itself', async () => {
  const dropoff = {
    name: 'Ottilie Quast',
    address: 'Travessa da Espera 99',
    location: { lat: 38.712345, lng: -9.145678 },
    phone: '+351 977 654 321',
    notes: 'The dog is called Zeppelin',
  };
  const orderId = await placeOrder(api, town, { dropoff });
  expect((await erase({ who: 'customer', order_id: orderId })).status).toBe(409);
  await cancel(orderId);
  await api.database.pool.query('DELETE FROM outbox');
  expect(await prove()).toBeNull();
  const planted = ['Quast', 'Espera', '977 654 321', 'Zeppelin', '38.712345', '9.145678'];
  const before = await everything();
  expect(planted.filter((word) => before.includes(word))).not.toEqual([]);
  expect((await erase({ who: 'customer', order_id: orderId })).body).toEqual({ erased: 1 });
  const after = await everything();
  expect(planted.filter((word) => after.includes(word))).toEqual([]);
  expect(await prove()).toBeNull();
  const told = await api.call('GET', `/v1/ops/audit?market_id=${town.marketId}&order_id=${orderId}`, { as: town.ops });
  expect(told.body.data.map(({ type }: { type: string }) => type)).toEqual([
    'personal.erased',
    'order.cancelled',
    'order.placed',
  ]);
});

it('all ended orders of a phone number are erased together, however it was written', async () => {
  const dropoff = { ...(orderBody()['dropoff'] as object), phone: '+351 (966) 111-222' };
  const ids = [await placeOrder(api, town, { dropoff }), await placeOrder(api, town, { dropoff })];
  for (const id of ids) await cancel(id);
  const open = await placeOrder(api, town, { dropoff });
  const { body } = await erase({ who: 'customer', market_id: town.marketId, phone: '+351 966 111 222' });
  expect(body).toEqual({ erased: 2 });
  const left = await api.database.prisma.order.findUniqueOrThrow({ where: { id: open } });
  expect(left.dropoffPhone).toBe('+351 (966) 111-222');
});

it('a driver is erased when he is off, also from what changes of his account have kept', async () => {
  const driver = await addDriver(api, town);
  await api.call('PATCH', `/v1/admin/drivers/${driver.id}`, { as: api.admin, body: { name: 'Xenia Wolkenstein' } });
  expect((await erase({ who: 'driver', driver_id: driver.id })).status).toBe(409);
  await api.call('PUT', '/v1/driver/availability', { as: driver.token, body: { state: 'offline' } });
  expect(await prove()).toBeNull();
  expect(await everything()).toContain('Wolkenstein');
  await api.database.pool.query('DELETE FROM outbox; DELETE FROM idempotency_record');
  expect((await erase({ who: 'driver', driver_id: driver.id })).body).toEqual({ erased: 1 });
  expect(await everything()).not.toContain('Wolkenstein');
  expect(await prove()).toBeNull();
  const kept = `/v1/ops/audit?market_id=${town.marketId}&driver_id=${driver.id}&type=driver.added`;
  expect((await api.call('GET', kept, { as: town.ops })).body.data[0].personal).toBe('erased');
});

it("a driver's own words stand beside what happened, never in it, and go with him", async () => {
  const driver = await addDriver(api, town);
  const as = (path: string, body: object = {}) => api.call('POST', `/v1/driver${path}`, { as: driver.token, body });
  const take = async (orderId: string) => as(`/offers/${await sendOffer(api, orderId, driver.id)}/accept`);
  const given = await placeOrder(api, town);
  await take(given);
  await as(`/orders/${given}/release`, { reason: 'my cousin Adalbert is ill' });
  const carried = await placeOrder(api, town);
  await take(carried);
  const { body: route } = await api.call('GET', '/v1/driver/route', { as: driver.token });
  await as(`/stops/${route.stops[0].id}/complete`);
  await as(`/orders/${carried}/trouble`, { kind: 'vehicle', note: 'Kunigunde took my bike' });
  const said = async (id: string) =>
    (await api.call('GET', `/v1/orders/${id}/events`, { as: town.merchant })).body.data
      .map(({ data }: { data: { said?: string } }) => data.said)
      .filter(Boolean);
  expect([await said(given), await said(carried)]).toEqual([['my cousin Adalbert is ill'], ['Kunigunde took my bike']]);
  const { rows } = await api.database.pool.query('SELECT string_agg(e::text, $1) AS events FROM event e', ['\n']);
  expect(rows[0].events).not.toMatch(/Adalbert|Kunigunde/);
  expect(await prove()).toBeNull();

  await api.call('PUT', '/v1/driver/availability', { as: driver.token, body: { state: 'offline' } });
  await api.database.pool.query('DELETE FROM outbox; DELETE FROM idempotency_record');
  expect((await erase({ who: 'driver', driver_id: driver.id })).body).toEqual({ erased: 1 });
  expect(await everything()).not.toMatch(/Adalbert|Kunigunde/);
  expect([await said(given), await said(carried)]).toEqual([[], []]);
  expect(await prove()).toBeNull();
});

it('only administrators erase, and nobody who is not there', async () => {
  const orderId = await placeOrder(api, town);
  const body = { who: 'customer', order_id: orderId, reason: 'x' };
  expect((await api.call('POST', '/v1/admin/erasures', { as: town.ops, body })).status).toBe(403);
  expect((await erase({ who: 'driver', driver_id: orderId })).status).toBe(404);
  expect((await erase({ who: 'customer', order_id: town.merchantId })).status).toBe(404);
});
