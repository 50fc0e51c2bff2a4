import type { ServerResponse } from 'node:http';
import { PATIENCE_MS } from '../../test/support/eventually';
import { createOsrmEngine, type OsrmEngineOptions } from './osrm';
import { embedded, json, placesOf, roadMeters, speakOsrm, startOsrmStub, type OsrmStub } from './osrm.test-support';

const A = { lat: 38.72, lng: -9.14 };
const B = { lat: 38.73, lng: -9.15 };
const C = { lat: 38.74, lng: -9.13 };

let stub: OsrmStub;
beforeEach(async () => {
  stub = await startOsrmStub();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await stub.close();
});

const engine = (options: Partial<OsrmEngineOptions> = {}) =>
  createOsrmEngine({ url: stub.url, profile: 'driving', timeoutMs: PATIENCE_MS, ...options }, embedded);

test('a matrix is answered by the engine, in seconds and metres', async () => {
  const travel = await engine().matrix([A, B], [B, C]);
  expect(travel.source).toBe('engine');
  expect(travel.meters(A, C)).toBeCloseTo(roadMeters(A, C), -1);
  expect(travel.seconds(B, C)).toBeCloseTo(roadMeters(B, C) / 10, 0);
  expect(stub.asked).toHaveLength(1);
});

test('what has been asked before is not asked again, until it is too old', async () => {
  const clock = jest.spyOn(Date, 'now');
  const osrm = engine({ lifetimeMs: 600_000 });
  await osrm.matrix([A], [B]);
  await osrm.matrix([A], [B]);
  expect(stub.asked).toHaveLength(1);
  clock.mockReturnValue(Date.now() + 600_001);
  await osrm.matrix([A], [B]);
  expect(stub.asked).toHaveLength(2);
});

test('a large matrix is fetched in tables that the engine takes', async () => {
  const many = Array.from({ length: 5 }, (_, i) => ({ lat: 38.7 + i / 100, lng: -9.1 }));
  const travel = await engine({ tableSizeMax: 4 }).matrix(many, many);
  expect(travel.source).toBe('engine');
  expect(stub.asked).toHaveLength(9);
  expect(stub.asked.every((url) => placesOf(url).length <= 4)).toBe(true);
});

test('a route comes with its legs and its points', async () => {
  const route = await engine().route([A, B, C]);
  expect(route.source).toBe('engine');
  expect(route.legs).toHaveLength(2);
  expect(route.seconds).toBeCloseTo(route.legs[0]!.seconds + route.legs[1]!.seconds);
  expect(route.geometry[0]).toEqual(A);
});

test('places without a way between them fall back to the embedded model, the others do not', async () => {
  stub.answer = (_, response) => json(response, { code: 'Ok', durations: [[null, 60]], distances: [[null, 500]] });
  const travel = await engine().matrix([A], [B, C]);
  expect(travel.source).toBe('mixed');
  expect(travel.seconds(A, B)).toBeCloseTo(embedded.seconds(A, B));
  expect(travel.seconds(A, C)).toBe(60);
});

const faults: [string, (url: URL, response: ServerResponse) => void][] = [
  [
    'says that it cannot',
    (_, response) => json(response, { code: 'TooBig', message: 'Too many table coordinates' }, 400),
  ],
  ['fails', (_, response) => json(response, { message: 'out of order' }, 502)],
  ['answers something else', (_, response) => void response.end('<html>')],
  [
    'answers with a table of another size',
    (_, response) => json(response, { code: 'Ok', durations: [[1]], distances: [[1]] }),
  ],
  ['hangs', () => {}],
  ['hangs up in the middle', (_, response) => void response.write('{"code":', () => response.destroy())],
];

test.each(faults)('when the engine %s, the embedded model answers', async (_, fault) => {
  stub.answer = fault;
  const problems: unknown[] = [];
  const osrm = engine({ timeoutMs: 300, onProblem: (error) => problems.push(error) });
  const travel = await osrm.matrix([A, B], [B, C]);
  expect(travel.source).toBe('embedded');
  expect(travel.seconds(A, C)).toBeCloseTo(embedded.seconds(A, C));
  expect((await osrm.route([A, C])).source).toBe('embedded');
  expect(problems).toHaveLength(2);
});

test('an engine that keeps failing is left alone for a while, then asked once, and trusted again when it answers', async () => {
  stub.answer = (_, response) => json(response, {}, 503);
  const clock = jest.spyOn(Date, 'now');
  const osrm = engine({ failuresMax: 2, pauseMs: 600_000 });
  for (let i = 0; i < 5; i += 1) await osrm.matrix([A], [B]);
  expect(stub.asked).toHaveLength(2);
  stub.answer = speakOsrm;
  clock.mockReturnValue(Date.now() + 600_001);
  expect((await osrm.matrix([A], [B])).source).toBe('engine');
  expect((await osrm.route([A, B])).source).toBe('engine');
});
