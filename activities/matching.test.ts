import { MockActivityEnvironment } from '@temporalio/testing';
import { createDatabase, type Database } from '../db/client';
import { createDriverReads } from '../db/read-models/driver-view';
import { createEtaStore } from '../db/eta-store';
import { createRoundStore } from '../db/round-store';
import { createTransitions, type Transitions } from '../db/transitions';
import type { EtaToTell } from '../domain/eta/market-reading';
import { match } from '../domain/matching';
import { learnDay } from '../domain/matching/anticipation/demand-profile';
import { overridePolicy } from '../domain/policy/override';
import { DEFAULT_POLICY } from '../domain/policy/policy';
import { embeddedTravel } from '../domain/travel/embedded';
import type { MatcherPort } from '../domain/ports';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { eventually } from '../test/support/eventually';
import { createDriver, createMarket, placeOrder } from '../test/support/market';
import { createMatchingActivities, type RoundDone } from './matching';

let fresh: TestDatabase;
let database: Database;
let transitions: Transitions;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase({ url: fresh.url, poolSize: 5 });
  transitions = createTransitions(database.prisma);
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});

const matcher: MatcherPort = {
  run: async (snapshot, travel) => match({ ...snapshot, memory: null }, embeddedTravel(travel)),
};

/** A worker's round; `solved` is called when the matcher has its answer and nothing is applied yet. */
function runRound(
  marketId: string,
  solved: () => Promise<void> = async () => {},
  solver = matcher,
): Promise<RoundDone> {
  const hanging: MatcherPort = {
    async run(snapshot, travel) {
      const result = await solver.run(snapshot, travel);
      await solved();
      return result;
    },
  };
  const activities = createMatchingActivities({
    rounds: createRoundStore(database.prisma),
    matcher: hanging,
    faults: { pass: () => {} },
    relay: { nudge: () => {} },
  });
  return new MockActivityEnvironment().run(() => activities.runRound({ marketId }));
}

test('a round that hung before it applied, beside its own retry, applies nothing when it goes on', async () => {
  const market = await createMarket(database.prisma);
  await Promise.all([1, 2].map(() => createDriver(database.prisma, transitions, market.id)));
  await placeOrder(transitions, market);
  let goOn = (): void => {};
  const hangs = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  let solved = false;
  const hung = runRound(market.id, () => {
    solved = true;
    return hangs;
  });
  await eventually(() => expect(solved).toBe(true));
  const retried = await runRound(market.id);
  const offers = await database.prisma.offer.findMany();
  expect(offers).toHaveLength(1);

  goOn();
  expect(await hung).toEqual(retried);
  expect(await database.prisma.offer.findMany()).toEqual(offers);
  expect(await database.prisma.round.count({ where: { marketId: market.id } })).toBe(1);
});

test('a round knows the usual day and how likely each driver says yes, and its hints reach idle drivers', async () => {
  const { prisma } = database;
  const market = await createMarket(prisma);
  const [asked, idle] = await Promise.all([1, 2].map(() => createDriver(prisma, transitions, market.id)));
  await prisma.driverAcceptance.create({ data: { driverId: asked!, rate: 0.4, offers: 12 } });
  const profile = learnDay(null, [{ areaId: 'place', place: { lat: 38.721, lng: -9.141 }, second: 43_200 }]);
  const stored = profile as object;
  await prisma.usualDay.create({ data: { marketId: market.id, profile: stored, learnedUntil: new Date() } });
  const body = overridePolicy(DEFAULT_POLICY, { matching: { repositioning: true } }) as object;
  await prisma.policy.updateMany({ where: { marketId: market.id }, data: { body } });
  await placeOrder(transitions, market);

  const to = { lat: 38.75, lng: -9.2, key: 'r1' };
  let known: Parameters<MatcherPort['run']>[0] | null = null;
  const hinting: MatcherPort = {
    run: async (snapshot) => {
      known = snapshot;
      const nothing = { proposals: [], unserved: [], memory: null, roundNo: snapshot.roundNo };
      return { ...nothing, hints: [{ driverId: idle!, to, departAt: snapshot.now }] };
    },
  };
  await runRound(market.id, async () => {}, hinting);
  expect(known!.demandProfile).toEqual(profile);
  expect(known!.secondOfDay).toBeLessThan(86_400);
  expect(new Map(known!.drivers.map(({ id, acceptance }) => [id, acceptance]))).toEqual(
    new Map([
      [asked, 0.4],
      [idle, 0.9],
    ]),
  );
  expect((await createDriverReads(prisma).find(idle!))?.waitAt).toMatchObject({ lat: to.lat, lng: to.lng });
  expect((await createDriverReads(prisma).find(asked!))?.waitAt).toBeNull();
});

test('a round counts the orders that still wait, and an empty pool applies no round', async () => {
  const market = await createMarket(database.prisma);
  expect(await runRound(market.id)).toMatchObject({ proposed: 0, waiting: 0 });
  await createDriver(database.prisma, transitions, market.id);
  await Promise.all([placeOrder(transitions, market), placeOrder(transitions, market)]);
  const { reserved, waiting } = await runRound(market.id);
  expect(reserved).toBeGreaterThanOrEqual(1);
  expect(reserved + waiting).toBe(2);
  expect(await database.prisma.round.count({ where: { marketId: market.id } })).toBe(1);
});

test('an order whose promise is at risk comes to the matcher as if it were due earlier', async () => {
  const market = await createMarket(database.prisma);
  await createDriver(database.prisma, transitions, market.id);
  const promisedAt = new Date(Date.now() + 3_600_000);
  const [risky, safe] = [
    await placeOrder(transitions, market, { promised_at: promisedAt }),
    await placeOrder(transitions, market, { promised_at: promisedAt }),
  ];
  const at = promisedAt.toISOString();
  const eta = {
    stage: 'unassigned',
    givenAt: at,
    low: at,
    median: at,
    high: at,
    rawLow: at,
    rawMedian: at,
    rawHigh: at,
  };
  const told = { ...eta, orderId: risky.id, pickupAt: null, lateRisk: 0.55, holds: 'no', kitchenLoad: 0 } as const;
  await createEtaStore(database.prisma).giveEtas(market.id, { modelVersion: 0, marketLoad: 0 }, [told as EtaToTell]);
  let seen = new Map<string, number>();
  const looking: MatcherPort = {
    run(snapshot, travel) {
      seen = new Map(snapshot.orders.map((order) => [order.id, order.promisedAt]));
      return matcher.run(snapshot, travel);
    },
  };
  const activities = createMatchingActivities({
    rounds: createRoundStore(database.prisma),
    matcher: looking,
    faults: { pass: () => {} },
    relay: { nudge: () => {} },
  });
  await new MockActivityEnvironment().run(() => activities.runRound({ marketId: market.id }));
  expect(seen.get(safe.id)! - seen.get(risky.id)!).toBeCloseTo(150);
});
