import type { Pair } from '../../domain/travel/known-legs';
import { pairKey } from '../../domain/travel/place-key';
import { eventually, PATIENCE_MS } from '../../test/support/eventually';
import { createOsrmLegs, type OsrmLegsOptions } from './osrm-legs';
import { json, placesOf, roadMeters, speakOsrm, startOsrmStub, type OsrmStub } from './osrm.test-support';
import { tablesOf } from './tables';

const place = (i: number) => ({ lat: 38.7 + i / 100, lng: -9.1 });
/** Each place to the next two. */
const PAIRS: Pair[] = Array.from({ length: 20 }, (_, i) => [1, 2].map((j): Pair => [place(i), place(i + j)])).flat();

let stub: OsrmStub;
beforeEach(async () => {
  stub = await startOsrmStub();
});
afterEach(() => stub.close());

const roads = (options: Partial<OsrmLegsOptions> = {}) =>
  createOsrmLegs({ url: stub.url, profile: 'driving', timeoutMs: PATIENCE_MS, markets: null, ...options });

test('every pair that is asked for is answered by the streets, and asked for once', async () => {
  const osrm = roads();
  const legs = await osrm.legs('lisbon', PAIRS, PATIENCE_MS);
  for (const [from, to] of PAIRS) expect(legs.get(pairKey(from, to))!.meters).toBeCloseTo(roadMeters(from, to), -1);
  const requests = stub.asked.length;
  expect((await osrm.legs('lisbon', PAIRS, PATIENCE_MS)).size).toBe(PAIRS.length);
  expect(stub.asked).toHaveLength(requests);
});

test('an engine that is slow holds nobody up: what it says later is there for the next round', async () => {
  const waiting: (() => void)[] = [];
  stub.answer = (url, response) => void waiting.push(() => speakOsrm(url, response));
  const osrm = roads();
  // Nothing is answered before the test says so: whoever waited for it would wait for ever.
  expect((await osrm.legs('lisbon', PAIRS, 50)).size).toBe(0);
  expect((await osrm.legs('lisbon', PAIRS, 50)).size).toBe(0);
  const tables = tablesOf(PAIRS, 100).length;
  await eventually(() => {
    waiting.splice(0).forEach((goOn) => goOn());
    expect(stub.asked).toHaveLength(tables);
  });
  await eventually(async () => expect((await osrm.legs('lisbon', PAIRS, 50)).size).toBe(PAIRS.length));
});

test('an engine that fails is left alone, and its market goes on without it', async () => {
  stub.answer = (_, response) => json(response, {}, 503);
  const problems: unknown[] = [];
  const osrm = roads({ failuresMax: 2, pauseMs: 60_000, onProblem: (error) => problems.push(error), tableSizeMax: 4 });
  for (let i = 0; i < 5; i += 1) expect((await osrm.legs('lisbon', PAIRS, PATIENCE_MS)).size).toBe(0);
  expect(stub.asked.length).toBeLessThanOrEqual(6);
  expect(problems.length).toBe(stub.asked.length);
});

test('a market that is not on its map is not asked about', async () => {
  expect((await roads({ markets: ['porto'] }).legs('lisbon', PAIRS, PATIENCE_MS)).size).toBe(0);
  expect(stub.asked).toHaveLength(0);
});

test('tables hold every pair, keep to the size that the engine takes, and waste little', () => {
  const star: Pair[] = Array.from({ length: 30 }, (_, i) => [place(i), place(40)]);
  const pairs = [...PAIRS, ...star];
  const tables = tablesOf(pairs, 12);
  const held = new Set(tables.flatMap(({ from, to }) => from.flatMap((a) => to.map((b) => pairKey(a, b)))));
  expect(pairs.every((pair) => held.has(pairKey(...pair)))).toBe(true);
  expect(Math.max(...tables.map(({ from, to }) => from.length + to.length))).toBeLessThanOrEqual(12);
  expect(tables.reduce((cells, { from, to }) => cells + from.length * to.length, 0)).toBeLessThan(8 * pairs.length);
});

test('what a request names is what was asked for', async () => {
  await roads().legs('lisbon', [[place(0), place(1)]], PATIENCE_MS);
  expect(placesOf(stub.asked[0]!)).toEqual([place(0), place(1)]);
});
