import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startTestApi, type TestApi } from './api.test-support';
import { openTrackedTown, type TrackedTown } from './tracking.test-support';

/** Stands for a provider of masked numbers; `asked` is what it was told. */
let provider: Server;
let asked: { path: string; body: Record<string, unknown> }[];
let answersWith = 200;

let api: TestApi;
let town: TrackedTown;
beforeAll(async () => {
  asked = [];
  provider = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      asked.push({ path: request.url!, body: JSON.parse(text) as Record<string, unknown> });
      response.writeHead(answersWith).end('{"number":"+351 300 000 000"}');
    });
  });
  await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`;
  api = await startTestApi({ OUTRIDER_MASKED_CONTACT_URL: url });
  town = await openTrackedTown(api);
});
afterAll(async () => {
  await api.stop();
  await new Promise((resolve) => provider.close(resolve));
});
beforeEach(() => {
  asked = [];
  answersWith = 200;
});

const put = (token: string, what: string, body: object) => api.call('PUT', `/v1/tracking/${token}/${what}`, { body });
const post = (token: string, what: string, body: object) => api.call('POST', `/v1/tracking/${token}/${what}`, { body });
const actionsOf = async (token: string): Promise<string[]> =>
  (await api.call('GET', `/v1/tracking/${token}`)).body.actions;

describe('instructions', () => {
  it('reach the driver, are in the audit without their words, and end with the hand-over', async () => {
    const { orderId, token } = await town.tracked();
    const driver = await town.addDriver();
    await town.accept(orderId, driver);
    const { version } = (await api.call('GET', '/v1/driver/route', { as: driver.token })).body;
    const changed = await put(token, 'instructions', { notes: 'Ring at Silva, 2nd floor left' });
    expect(changed.body.order.dropoff.notes).toBe('Ring at Silva, 2nd floor left');
    const route = (await api.call('GET', '/v1/driver/route', { as: driver.token })).body;
    expect(JSON.stringify(route)).toContain('Ring at Silva, 2nd floor left');
    expect(route.version).toBeGreaterThan(version);

    const events = await api.database.prisma.event.findMany({ where: { orderId, type: 'order.changed' } });
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ actor: { type: 'customer' }, data: { fields: ['dropoff_notes'] } });
    expect(JSON.stringify(events[0]!.actor)).not.toContain(token);

    expect((await put(token, 'instructions', { notes: null })).body.order.dropoff.notes).toBeNull();
    await town.carry(driver, orderId);
    expect((await put(token, 'instructions', { notes: 'Too late' })).status).toBe(409);
    expect(await actionsOf(token)).not.toContain('change_instructions');
  });

  it('sent twice are one change, and are bounded in length and number', async () => {
    const { orderId, token } = await town.tracked();
    await put(token, 'instructions', { notes: 'Blue door' });
    await put(token, 'instructions', { notes: 'Blue door' });
    expect(await api.database.prisma.event.count({ where: { orderId, type: 'order.changed' } })).toBe(1);
    expect((await put(token, 'instructions', { notes: 'x'.repeat(301) })).status).toBe(422);
    for (let i = 1; i < 30; i += 1) expect((await put(token, 'instructions', { notes: `Door ${i}` })).status).toBe(200);
    expect((await put(token, 'instructions', { notes: 'Once more' })).body.code).toBe('too_many_changes');
  });

  it('through one link change one order', async () => {
    const [mine, other] = [await town.tracked(), await town.tracked()];
    await put(mine.token, 'instructions', { notes: 'Only here' });
    const { body } = await api.call('GET', `/v1/tracking/${other.token}`);
    expect(body.order.dropoff.notes).toBe('Ring twice');
    expect((await put('trk_00000000000000000000000000000000', 'instructions', { notes: 'x' })).status).toBe(404);
  });
});

describe('a tip', () => {
  it('only rises, before and after the hand-over, and all of it is the driver’s', async () => {
    const { orderId, token } = await town.tracked();
    const driver = await town.addDriver();
    expect((await put(token, 'tip', { amount: 300 })).body.order.tip).toEqual({ amount: 300, currency: 'EUR' });
    expect((await put(token, 'tip', { amount: 200 })).body.code).toBe('tip_only_rises');
    await town.accept(orderId, driver);
    await town.carry(driver, orderId);
    const earned = async () => (await api.call('GET', '/v1/driver/earnings', { as: driver.token })).body.today;
    const tipOf = ({ parts }: { parts: { kind: string; amount: number }[] }) =>
      parts.find(({ kind }) => kind === 'tip')?.amount;
    expect(tipOf(await earned())).toBe(300);
    const before = (await earned()).total.amount;
    expect((await put(token, 'tip', { amount: 500 })).status).toBe(200);
    expect((await put(token, 'tip', { amount: 500 })).status).toBe(200);
    expect(tipOf(await earned())).toBe(500);
    expect((await earned()).total.amount).toBe(before + 200);
    for (const amount of [0, -1, 1.5, 50_001]) expect((await put(token, 'tip', { amount })).status).toBe(422);
  });

  it('is not taken for what will not come', async () => {
    const { orderId, token } = await town.tracked();
    await api.call('POST', `/v1/orders/${orderId}/cancel`, { as: town.merchant, body: { reason: 'Closed' } });
    expect((await put(token, 'tip', { amount: 500 })).status).toBe(409);
    expect(await actionsOf(token)).toEqual([]);
  });
});

describe('the masked channel', () => {
  it('is open while the driver has the order, and tells neither side the number of the other', async () => {
    const { orderId, token } = await town.tracked();
    expect((await post(token, 'call', {})).status).toBe(409);
    const driver = await town.addDriver();
    await town.accept(orderId, driver);
    expect(await actionsOf(token)).toEqual(expect.arrayContaining(['message', 'call']));
    const { status, body } = await post(token, 'call', {});
    expect({ status, body }).toEqual({ status: 200, body: { number: '+351 300 000 000', expires_at: null } });
    expect((await post(token, 'messages', { text: 'The bell is broken' })).status).toBe(202);
    expect(asked.map(({ path }) => path)).toEqual(['/sessions', '/messages']);
    expect(asked[1]!.body).toMatchObject({
      from: 'customer',
      text: 'The bell is broken',
      driver: { phone: '+351 900 000 001' },
      customer: { phone: '+351 911 222 333' },
    });
    const everything = JSON.stringify(
      await api.database.prisma.customerContact.findMany({ where: { orderId }, select: { kind: true } }),
    );
    expect(everything).toBe('[{"kind":"call"},{"kind":"message"}]');
    await town.carry(driver, orderId);
    expect((await post(token, 'call', {})).status).toBe(409);
    expect(await actionsOf(token)).not.toContain('call');
  });

  it('that does not answer is told to be away, and is not used without end', async () => {
    const { orderId, token } = await town.tracked();
    await town.accept(orderId, await town.addDriver());
    answersWith = 500;
    expect((await post(token, 'call', {})).status).toBe(503);
    answersWith = 200;
    for (let i = 1; i < 20; i += 1) expect((await post(token, 'call', {})).status).toBe(200);
    expect((await post(token, 'call', {})).body.code).toBe('too_many_changes');
  });
});
