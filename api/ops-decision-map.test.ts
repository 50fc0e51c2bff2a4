import { randomUUID } from 'node:crypto';
import { createRoundStore } from '../db/round-store';
import { roundSnapshot } from '../domain/dispatch/round-snapshot';
import { offerTerms } from '../domain/dispatch/terms';
import { match, type Proposal } from '../domain/matching';
import { embeddedTravel } from '../domain/travel/embedded';
import { tokens, useTestApi } from './api.test-support';
import { addDriver, placeOrder, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api, beforeEach);

interface Standing {
  id: string;
  token: string;
  lat: number;
}

async function stands(lat: number, ageMs = 0): Promise<Standing> {
  const driver = await addDriver(api, town);
  await moves(driver.token, lat, new Date(Date.now() - ageMs));
  return { ...driver, lat };
}
async function moves(token: string, lat: number, recordedAt = new Date()): Promise<void> {
  const points = [{ location: { lat, lng: -9.1438 }, recorded_at: recordedAt.toISOString() }];
  expect((await api.call('POST', '/v1/driver/locations', { as: token, body: { points } })).status).toBeLessThan(300);
}

/** A round as the matching runs it. Returns the offers that it reserved. */
async function runRound(roundNo: number): Promise<{ offerId: string; proposal: Proposal }[]> {
  const store = createRoundStore(api.database.prisma);
  const reading = (await store.readPool(town.marketId))!;
  const { proposals } = match({ ...roundSnapshot(reading, roundNo), memory: null }, embeddedTravel(reading.travel));
  const priced = proposals.map((proposal) => {
    const orders = reading.orders.filter(({ id }) => proposal.orders.some((order) => order.id === id));
    const { distanceMeters: distanceM, durationSeconds: durationS, stops } = proposal;
    const terms = offerTerms({ distanceM, durationS, orders, stops }, { ...reading, pay: reading.policy.pay });
    return { ...proposal, terms };
  });
  const { applied } = await api.transitions.applyRound(town.marketId, roundNo, priced, 60_000);
  return applied.map(({ offerId }, at) => ({ offerId, proposal: proposals[at]! }));
}
const mapOf = (orderId: string, offerId: string, as = town.ops) =>
  api.call('GET', `/v1/ops/orders/${orderId}/decisions/${offerId}/map`, { as });

it('says where everybody was when it was decided, whoever has moved since', async () => {
  const [near, far, silent] = [await stands(38.713), await stands(38.73, 20_000), await addDriver(api, town)];
  const orderId = await placeOrder(api, town);
  const [round] = await runRound(1);
  await moves(near.token, 38.8);
  const { body } = await mapOf(orderId, round!.offerId);
  expect(body.orders).toEqual([
    { id: orderId, pickup: { lat: 38.7123, lng: -9.1438 }, dropoff: { lat: 38.7201, lng: -9.1502 } },
  ]);
  expect(body.drivers).toMatchObject([
    { id: near.id, part: 'chosen', reason: null, location: { lat: near.lat, lng: -9.1438 } },
    { id: far.id, part: 'runner_up', location: { lat: far.lat } },
  ]);
  expect(body.drivers[1].age_s).toBeGreaterThanOrEqual(20);
  expect(body.drivers.map(({ id }: { id: string }) => id)).not.toContain(silent.id);
  expect(round!.proposal.decision).toMatchObject({ chosen: { driverId: near.id }, runnerUp: { driverId: far.id } });
});

it('names who was left out, and why', async () => {
  const [refuser, taker] = [await stands(38.713), await stands(38.72)];
  const orderId = await placeOrder(api, town);
  const [first] = await runRound(1);
  const opened = await api.transitions.openOffer(first!.offerId, orderId, 60_000, { type: 'system', id: 'test' });
  expect(opened.done).toBe(true);
  const declined = await api.call('POST', `/v1/driver/offers/${first!.offerId}/decline`, {
    as: refuser.token,
    body: { reason: 'too_far' },
  });
  expect(declined.status).toBe(200);
  const [second] = await runRound(2);
  expect((await mapOf(orderId, second!.offerId)).body).toMatchObject({
    drivers: [
      { id: taker.id, part: 'chosen' },
      { id: refuser.id, part: 'excluded', reason: 'refused_before', location: { lat: refuser.lat } },
    ],
    excluded_total: 1,
  });
});

it('belongs to its order and its market alone', async () => {
  await stands(38.713);
  const orderId = await placeOrder(api, town);
  const [round] = await runRound(1);
  const other = await placeOrder(api, town);
  expect((await mapOf(other, round!.offerId)).status).toBe(404);
  expect((await mapOf(orderId, randomUUID())).status).toBe(404);
  const elsewhere = { role: 'ops' as const, sub: 'otto', level: 'manager' as const, markets: ['elsewhere'] };
  const { token } = await tokens.sign(elsewhere, 600);
  expect((await mapOf(orderId, round!.offerId, token)).status).toBe(404);
});
