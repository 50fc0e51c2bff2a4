import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createMatchingActivities } from '../../activities/matching';
import { startTestApi, type TestApi } from '../../api/api.test-support';
import { openTown, type Town } from '../../api/town.test-support';
import type { ExplainedDecision } from '../../contracts/http';
import { createRoundStore } from '../../db/round-store';
import type { Candidate } from '../../domain/matching/types';
import { again, asStored, decisionsOf } from '../../test/support/rerun-decisions';
import { createSolver } from '../../workers/matcher/solver';
import { readDay } from './day';

/** A stretch of a recorded day goes through rounds, offers and answers; then every decision is worked out again. */

const DAYS = resolve(process.env['MDRP_DAYS'] ?? '../shared/mdrp/days');
const STRETCH = { from: 240, until: 330 };
const DRIVERS = 30;
const ORDERS_PER_ROUND = 4;
const SYSTEM = { type: 'system', id: 'test' } as const;

let api: TestApi;
let town: Town;
let orderIds: string[];

beforeAll(async () => {
  api = await startTestApi();
  town = await openTown(api);
  orderIds = await liveTheStretch();
}, 120_000);
afterAll(() => api.stop());

async function liveTheStretch(): Promise<string[]> {
  if (!existsSync(DAYS)) throw new Error(`The delivery days are not at ${DAYS}; set MDRP_DAYS to their folder.`);
  const day = readDay(DAYS, '0r50t100s1p100');
  const orders = day.orders.filter(({ placedAt }) => placedAt >= STRETCH.from && placedAt < STRETCH.until);
  const { prisma } = api.database;
  for (const { id, place } of day.drivers.filter(({ offAt }) => offAt > STRETCH.from).slice(0, DRIVERS)) {
    const driver = await prisma.driver.create({ data: { marketId: town.marketId, name: `Driver ${id}` } });
    const at = { lat: place.lat, lng: place.lng, recordedAt: new Date() };
    await prisma.driverPosition.create({ data: { driverId: driver.id, ...at } });
    await api.transitions.setAvailability(driver.id, 'available', null, { type: 'driver', id: driver.id });
  }
  const placed: string[] = [];
  for (let next = 0; next < orders.length; next += ORDERS_PER_ROUND) {
    for (const { id, pickupPlace, place } of orders.slice(next, next + ORDERS_PER_ROUND)) {
      const at = ({ lat, lng }: { lat: number; lng: number }) => ({ lat, lng });
      const { status, body } = await api.call('POST', '/v1/orders', {
        as: town.merchant,
        body: {
          external_id: id,
          pickup: { place_id: pickupPlace.key, name: 'Kitchen', address: 'Here', location: at(pickupPlace) },
          dropoff: { name: 'Customer', address: 'There', location: at(place) },
        },
      });
      expect(status).toBe(201);
      placed.push(body.id);
    }
    await runRound();
    await answerOffers();
  }
  return placed;
}

const solve = createSolver();

async function runRound(): Promise<void> {
  const activities = createMatchingActivities({
    rounds: createRoundStore(api.database.prisma),
    matcher: { run: (snapshot, travel) => Promise.resolve(solve(snapshot, travel, new Map())) },
    faults: { pass: () => {} },
    relay: { nudge: () => {} },
  });
  await new MockActivityEnvironment().run(() => activities.runRound({ marketId: town.marketId }));
}

/** Every fourth driver says no. */
async function answerOffers(): Promise<void> {
  const offers = await api.database.prisma.offer.findMany({ where: { status: 'reserved' }, orderBy: { id: 'asc' } });
  for (const [place, { id, leadOrderId, driverId }] of offers.entries()) {
    await api.transitions.openOffer(id, leadOrderId, 60_000, SYSTEM);
    const answer = place % 4 === 3 ? 'declined' : 'accepted';
    await api.transitions.settleOffer(id, answer, { type: 'driver', id: driverId });
  }
}

const decisions = () => decisionsOf(api.database.pool, town.marketId);

test('every decision comes out the same when its stored round is run again', async () => {
  const decided = await decisions();
  expect(decided.length).toBeGreaterThan(10);
  expect(decided).toHaveLength(await api.database.prisma.decision.count());
  for (const decision of decided) expect(asStored(again(decision))).toEqual(decision.body);
});

test('the runner-up is the cheapest of all who could have taken it, and is named with what he would have cost', async () => {
  const told = await explained();
  let compared = 0;
  for (const decision of await decisions()) {
    const { candidates, chosen } = again(decision, 1_000);
    const others = candidates.filter(({ driverId }) => driverId !== chosen.driverId);
    const cheapest = others.reduce<Candidate | null>((a, b) => (a && a.cost.total <= b.cost.total ? a : b), null);
    const said = told.get(decision.offerId)!;
    expect(said.runner_up?.driver.id ?? null).toBe(cheapest?.driverId ?? null);
    expect(said.chosen.driver.id).toBe(chosen.driverId);
    expect(said.chosen.cost.total).toBeCloseTo(chosen.cost.total, 6);
    if (!cheapest || !said.runner_up) continue;
    expect(said.runner_up.cost.total).toBeCloseTo(cheapest.cost.total, 6);
    expect(said.margin_s).toBeCloseTo(cheapest.cost.total - chosen.cost.total, 6);
    const { total, ...parts } = said.runner_up.cost;
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(total, 6);
    compared += 1;
  }
  expect(compared).toBeGreaterThan(10);
});

/** What operators are told of each offer's decision, over HTTP. */
async function explained(): Promise<Map<string, ExplainedDecision>> {
  const told = new Map<string, ExplainedDecision>();
  for (const id of orderIds) {
    const { body } = await api.call('GET', `/v1/ops/orders/${id}`, { as: town.ops });
    for (const decision of body.decisions as ExplainedDecision[]) told.set(decision.offer_id, decision);
  }
  return told;
}

test('a merchant is told the whole story, and of drivers no more than the first name of who had the order', async () => {
  const drivers = await api.database.prisma.driver.findMany();
  const declined = await api.database.prisma.event.findFirstOrThrow({ where: { type: 'offer.declined' } });
  const path = `/v1/orders/${declined.orderId}/explanation`;
  const { body } = await api.call('GET', path, { as: town.merchant });
  const sentences = body.story.map(({ sentence }: { sentence: string }) => sentence);
  expect(sentences).toContain('The merchant placed the order.');
  expect(sentences).toContain('A driver declined.');
  expect(body.decisions[0].sentences[0]).toMatch(/^The driver was the best of \d+ drivers? who could take it/);
  const text = JSON.stringify(body);
  for (const { id, name } of drivers) {
    expect(text).not.toContain(id);
    expect(text).not.toContain(name);
  }
});
