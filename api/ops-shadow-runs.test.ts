import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { roundSnapshot } from '../domain/dispatch/round-snapshot';
import type { StoredRound } from '../domain/matching/stored-round';
import { createRoundStore } from '../db/round-store';
import { useTestApi } from './api.test-support';
import { addDriver, placeOrder, useTown } from './town.test-support';

const api = useTestApi();
const town = useTown(api, beforeEach);

const run = (body: object, market = town.marketId) =>
  api.call('POST', `/v1/ops/policies/${market}/shadow_runs`, {
    as: town.ops,
    body: { based_on: 1, ...span(), ...body },
  });
const span = () => ({
  from: new Date(Date.now() - 3_600_000).toISOString(),
  to: new Date(Date.now() + 3_600_000).toISOString(),
});

/** Keeps the pool as a round would read it now, the way the matching does. */
async function keepRound(roundNo: number): Promise<StoredRound> {
  const reading = await createRoundStore(api.database.prisma).readPool(town.marketId);
  const snapshot = { ...roundSnapshot(reading!, roundNo), memory: null };
  const round: StoredRound = { snapshot, travel: reading!.travel };
  const body = gzipSync(JSON.stringify(round));
  await api.database.prisma.$executeRaw`
    INSERT INTO outrider_history.round_input (market_id, round_no, body) VALUES (${town.marketId}, ${roundNo}, ${body})`;
  return round;
}
const stands = async (lat: number): Promise<void> => {
  const driver = await addDriver(api, town);
  const points = [{ location: { lat, lng: -9.1438 }, recorded_at: new Date().toISOString() }];
  await api.call('POST', '/v1/driver/locations', { as: driver.token, body: { points } });
};

it('says what would have changed: who is left out, how long they wait, what it pays', async () => {
  await stands(38.73);
  await placeOrder(api, town);
  await keepRound(1);
  await keepRound(2);
  const same = (await run({ changes: {} })).body;
  expect(same).toMatchObject({ rounds: { found: 2, run: 2 }, orders: 2, changed_orders: 0, examples: [] });
  expect(same.before).toEqual(same.after);
  expect(same.before).toMatchObject({ proposed: 2, unassigned: 0, offers: 2 });
  expect(same.before.wait_mean_s).toBeGreaterThan(60);

  const narrow = (await run({ changes: { pool: { radii: [{ after_s: 0, radius_m: 500 }] } } })).body;
  expect(narrow.after).toMatchObject({ proposed: 0, unassigned: 2, wait_mean_s: null, pay: { amount: 0 } });
  expect(narrow.changed_orders).toBe(2);
  expect(narrow.examples[0]).toMatchObject({
    round_no: 1,
    driver_before: { name: 'Marta Silva' },
    driver_after: null,
  });

  const dearer = (await run({ changes: { pay: { base_minor: 420 } } })).body;
  expect(dearer.after.pay.amount - dearer.before.pay.amount).toBe(2 * 100);
  expect(dearer.changed_orders).toBe(0);
  const slower = (await run({ changes: { service: { pickup_before_s: 420 } } })).body;
  expect(slower.after.wait_mean_s - slower.before.wait_mean_s).toBeGreaterThan(0);
});

it('takes rounds evenly when there are more than were asked for', async () => {
  await stands(38.72);
  await placeOrder(api, town);
  for (let round = 1; round <= 6; round += 1) await keepRound(round);
  expect((await run({ changes: {}, rounds_max: 3 })).body.rounds).toEqual({ found: 6, run: 3 });
});

it('refuses what could not be published, and finds nothing where nothing is kept', async () => {
  const wrong = await run({ changes: { presence: { nudge_s: 5_000 } } });
  expect([wrong.status, wrong.body.errors[0].pointer]).toEqual([422, '/changes/presence/pause_s']);
  expect((await run({ changes: {}, based_on: 9 })).status).toBe(404);
  expect((await run({ changes: {} }, `nowhere-${randomUUID().slice(0, 8)}`)).status).toBe(404);
  expect((await run({ changes: {} })).body).toMatchObject({ rounds: { found: 0, run: 0 }, orders: 0 });
  const yesterday = await api.call('POST', `/v1/ops/policies/${town.marketId}/shadow_runs`, {
    as: town.ops,
    body: { based_on: 1, changes: {} },
  });
  expect(Date.parse(yesterday.body.to) - Date.parse(yesterday.body.from)).toBeGreaterThan(22 * 3_600_000);
});
