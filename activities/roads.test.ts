import { MockActivityEnvironment } from '@temporalio/testing';
import { createDatabase, type Database } from '../db/client';
import { createEtaStore } from '../db/eta-store';
import { createRoundStore } from '../db/round-store';
import { createTransitions, type Transitions } from '../db/transitions';
import { roundSnapshot } from '../domain/dispatch/round-snapshot';
import { match } from '../domain/matching';
import type { MatcherPort } from '../domain/ports';
import { embeddedTravel } from '../domain/travel/embedded';
import { travelOverLegs, type RoadLegs } from '../domain/travel/known-legs';
import { pairsOfReading, pairsOfRound } from '../domain/travel/pairs';
import { createOsrmLegs } from '../gateways/travel/osrm-legs';
import { json, placesOf, startOsrmStub, type OsrmStub } from '../gateways/travel/osrm.test-support';
import { freshDatabase, type TestDatabase } from '../test/support/database';
import { PATIENCE_MS } from '../test/support/eventually';
import { createDriver, createMarket, placeOrder, type TestMarket } from '../test/support/market';
import { createEtaActivities } from './eta';
import { createMatchingActivities } from './matching';

let fresh: TestDatabase;
let database: Database;
let transitions: Transitions;
let stub: OsrmStub;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = createDatabase({ url: fresh.url, poolSize: 5 });
  transitions = createTransitions(database.prisma);
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});
beforeEach(async () => {
  stub = await startOsrmStub();
});
afterEach(() => stub.close());

/** As the matcher's thread does it. */
const matcher: MatcherPort = {
  run: async (snapshot, travel, legs = new Map()) =>
    match({ ...snapshot, memory: null }, travelOverLegs(legs, pairsOfRound(snapshot), embeddedTravel(travel))),
};
const relay = { nudge: () => {} };

/** A driver just across the river from the pickup, and one a little farther on this side. */
const ACROSS = { lat: 38.7205, lng: -9.1405 };
const HERE = { lat: 38.7105, lng: -9.141 };

async function town(): Promise<{ market: TestMarket; across: string; here: string; orderId: string }> {
  const market = await createMarket(database.prisma);
  const [across, here] = [
    await createDriver(database.prisma, transitions, market.id),
    await createDriver(database.prisma, transitions, market.id),
  ];
  await database.prisma.driverPosition.update({ where: { driverId: across }, data: ACROSS });
  await database.prisma.driverPosition.update({ where: { driverId: here }, data: HERE });
  const { id } = await placeOrder(transitions, market);
  return { market, across, here, orderId: id };
}

/** Whoever starts across the river takes an hour; all other ways take five minutes. */
function speakOfTheRiver(): void {
  stub.answer = (url, response) => {
    const places = placesOf(url);
    const indices = (name: string): number[] => url.searchParams.get(name)!.split(';').map(Number);
    const isAcross = (i: number): boolean => Math.abs(places[i]!.lat - ACROSS.lat) < 0.0004;
    const rows = indices('sources').map((i) => indices('destinations').map(() => (isAcross(i) ? 3_600 : 300)));
    json(response, { code: 'Ok', durations: rows, distances: rows });
  };
}

async function askedDriver(marketId: string, roads: RoadLegs | null): Promise<string> {
  const activities = createMatchingActivities({
    rounds: createRoundStore(database.prisma),
    matcher,
    faults: { pass: () => {} },
    relay,
    roads,
  });
  await new MockActivityEnvironment().run(() => activities.runRound({ marketId }));
  return (await database.prisma.offer.findFirstOrThrow({ where: { marketId } })).driverId;
}

const engine = (timeoutMs = PATIENCE_MS): RoadLegs =>
  createOsrmLegs({ url: stub.url, profile: 'driving', timeoutMs, markets: null });

test('a round sends the driver whose way is the shortest on real streets', async () => {
  const { market, here } = await town();
  speakOfTheRiver();
  // A slow machine may not answer within a round's budget; then the next round would find it.
  const roads = engine();
  await warm(roads, market.id);
  expect(await askedDriver(market.id, roads)).toBe(here);
  const other = await town();
  expect(await askedDriver(other.market.id, null)).toBe(other.across);
});

test('an engine that hangs holds no round up: the embedded model speaks', async () => {
  const { market, across } = await town();
  stub.answer = () => {};
  expect(await askedDriver(market.id, engine(5_000))).toBe(across);
});

test('arrival times are told by real streets, too', async () => {
  const [plain, roads] = [await town(), await town()];
  for (const { here, orderId } of [plain, roads]) {
    const forced = await transitions.forceAssign(orderId, here, 'test', { type: 'system', id: 'test' });
    expect(forced.done).toBe(true);
  }
  stub.answer = (url, response) => {
    const count = (name: string): number => url.searchParams.get(name)!.split(';').length;
    const rows = Array.from({ length: count('sources') }, () =>
      Array.from({ length: count('destinations') }, () => 3_000),
    );
    json(response, { code: 'Ok', durations: rows, distances: rows });
  };
  const etas = createEtaStore(database.prisma);
  const slow = engine();
  const reading = await etas.readEtas(roads.market.id);
  await slow.legs(roads.market.id, pairsOfReading(reading!), 10_000);
  await createEtaActivities({ etas, relay }).keepEtas({ marketId: plain.market.id });
  await createEtaActivities({ etas, relay, roads: slow }).keepEtas({ marketId: roads.market.id });
  const told = async (orderId: string): Promise<number> =>
    (await database.prisma.etaGiven.findFirstOrThrow({ where: { orderId } })).median.getTime();
  expect((await told(roads.orderId)) - (await told(plain.orderId))).toBeGreaterThan(3_600_000);
});

/** Fills the engine's memory with what the round will ask. */
async function warm(roads: RoadLegs, marketId: string): Promise<void> {
  const reading = await createRoundStore(database.prisma).readPool(marketId);
  await roads.legs(marketId, pairsOfRound(roundSnapshot(reading!, 1)), 10_000);
}
