import { type Reply, tokens, useTestApi } from './api.test-support';
import { addDriver, placeOrder, sendOffer, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api);

async function declined(reason = 'pay') {
  const driver = await addDriver(api, town);
  const offerId = await sendOffer(api, await placeOrder(api, town), driver.id);
  await api.call('POST', `/v1/driver/offers/${offerId}/decline`, { as: driver.token, body: { reason } });
  const appeal = (statement = 'The pickup was on the other side of the closed bridge.', as = driver.token) =>
    api.call('POST', '/v1/driver/score/appeals', { as, body: { offer_id: offerId, statement } });
  const score = async () => (await api.call('GET', '/v1/driver/score', { as: driver.token })).body.acceptance;
  return { driver, offerId, appeal, score };
}
const decide = (id: string, granted: boolean, reason = 'the bridge was closed', as = town.ops): Promise<Reply> =>
  api.call('POST', `/v1/ops/score_appeals/${id}/decide`, { as, body: { granted, reason } });

it('a granted appeal takes the offer out of the score, and the driver reads why', async () => {
  const { driver, appeal, score } = await declined();
  expect((await score()).rate).toBe(0);
  const { status, body } = await appeal();
  expect([status, body.status]).toEqual([201, 'open']);
  const open = await api.call('GET', `/v1/ops/score_appeals?market_id=${town.marketId}&status=open`, { as: town.ops });
  expect(open.body.data[0]).toMatchObject({ id: body.id, driver: { id: driver.id }, offer: { reason: 'pay' } });
  expect((await decide(body.id, true)).body).toMatchObject({ status: 'granted', decided_by: 'olga' });
  expect(await score()).toMatchObject({ rate: null, declined: 0 });
  const mine = await api.call('GET', '/v1/driver/score/appeals', { as: driver.token });
  expect(mine.body.data[0]).toMatchObject({ status: 'granted', decision: 'the bridge was closed' });
  const history = await api.call('GET', '/v1/driver/offers/history', { as: driver.token });
  expect(history.body.data[0]).toMatchObject({ counted: false, appeal: { status: 'granted' } });
});

it('a refused one counts on, and nobody decides otherwise afterwards', async () => {
  const { appeal, score } = await declined();
  const { id } = (await appeal()).body;
  expect((await decide(id, false, 'it was open')).body.status).toBe('refused');
  expect((await decide(id, false, 'it was open')).status).toBe(200);
  const other = await decide(id, true);
  expect([other.status, other.body.code]).toEqual([409, 'appeal_decided']);
  expect((await score()).declined).toBe(1);
});

it('is made once per offer, and only for one that counts', async () => {
  const { appeal } = await declined();
  const first = await appeal();
  const again = await appeal();
  expect([again.status, again.body.id]).toEqual([200, first.body.id]);
  expect((await appeal('something else')).body.code).toBe('already_exists');
  expect((await (await declined('safety')).appeal()).body.code).toBe('not_counted');
  expect((await appeal('')).status).toBe(422);
});

it('is of nobody else: neither the offer nor the decision', async () => {
  const { appeal } = await declined();
  const stranger = await addDriver(api, town, { available: false });
  expect((await appeal('mine?', stranger.token)).status).toBe(404);
  const { id } = (await appeal()).body;
  expect((await decide(id, true, 'x', stranger.token)).status).toBe(403);
  const elsewhere = (await tokens.sign({ role: 'ops', sub: 'e', level: 'manager', markets: ['elsewhere'] }, 60)).token;
  expect((await decide(id, true, 'x', elsewhere)).status).toBe(404);
});

it('a driver reads which reasons are no fault of his before he declines', async () => {
  const driver = await addDriver(api, town);
  const { body } = await api.call('GET', '/v1/driver', { as: driver.token });
  expect(body.no_fault_reasons).toEqual(expect.arrayContaining(['safety', 'vehicle']));
  expect(body.no_fault_reasons).not.toContain('pay');
});
