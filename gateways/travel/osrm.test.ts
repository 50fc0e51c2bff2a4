import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Place } from '../../domain/matching/types';
import { embeddedTravel } from '../../domain/travel/embedded';
import { createOsrmEngine, type OsrmEngineOptions } from './osrm';

/** A local server that speaks OSRM's format: every metre takes a tenth of a second, and every way is 1000 m longer. */
const embedded = embeddedTravel({ speedMps: 5, detourFactor: 1 });
const A = { lat: 38.72, lng: -9.14 };
const B = { lat: 38.73, lng: -9.15 };
const C = { lat: 38.74, lng: -9.13 };

let server: Server;
let asked: URL[];
let answer: (url: URL, response: ServerResponse) => void;

beforeEach(async () => {
  asked = [];
  answer = speakOsrm;
  server = createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url!, 'http://localhost');
    asked.push(url);
    answer(url, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const engine = (options: Partial<OsrmEngineOptions> = {}) =>
  createOsrmEngine(
    {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      profile: 'driving',
      timeoutMs: 300,
      ...options,
    },
    embedded,
  );

const placesOf = (url: URL): Place[] =>
  url.pathname
    .split('/')[4]!
    .split(';')
    .map((pair) => pair.split(',').map(Number))
    .map(([lng, lat]) => ({ lat: lat!, lng: lng! }));

const json = (response: ServerResponse, body: object, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

const roadMeters = (from: Place, to: Place): number => embedded.meters(from, to) + 1000;

function speakOsrm(url: URL, response: ServerResponse): void {
  const places = placesOf(url);
  if (url.pathname.startsWith('/table/v1/driving/')) {
    const indices = (name: string): number[] => url.searchParams.get(name)!.split(';').map(Number);
    const rows = (of: (from: Place, to: Place) => number): number[][] =>
      indices('sources').map((i) => indices('destinations').map((j) => of(places[i]!, places[j]!)));
    return json(response, {
      code: 'Ok',
      durations: rows((from, to) => roadMeters(from, to) / 10),
      distances: rows(roadMeters),
    });
  }
  const legs = places.slice(1).map((to, i) => ({
    distance: roadMeters(places[i]!, to),
    duration: roadMeters(places[i]!, to) / 10,
  }));
  const total = (key: 'distance' | 'duration'): number => legs.reduce((sum, leg) => sum + leg[key], 0);
  return json(response, {
    code: 'Ok',
    routes: [
      {
        distance: total('distance'),
        duration: total('duration'),
        legs,
        geometry: { type: 'LineString', coordinates: places.map(({ lat, lng }) => [lng, lat]) },
      },
    ],
  });
}

test('a matrix is answered by the engine, in seconds and metres', async () => {
  const travel = await engine().matrix([A, B], [B, C]);
  expect(travel.source).toBe('engine');
  expect(travel.meters(A, C)).toBeCloseTo(roadMeters(A, C), -1);
  expect(travel.seconds(B, C)).toBeCloseTo(roadMeters(B, C) / 10, 0);
  expect(asked).toHaveLength(1);
});

test('what has been asked before is not asked again, until it is too old', async () => {
  const osrm = engine({ lifetimeMs: 60 });
  await osrm.matrix([A], [B]);
  await osrm.matrix([A], [B]);
  expect(asked).toHaveLength(1);
  await new Promise((resolve) => setTimeout(resolve, 80));
  await osrm.matrix([A], [B]);
  expect(asked).toHaveLength(2);
});

test('a large matrix is fetched in tables that the engine takes', async () => {
  const many = Array.from({ length: 5 }, (_, i) => ({ lat: 38.7 + i / 100, lng: -9.1 }));
  const travel = await engine({ tableSizeMax: 4 }).matrix(many, many);
  expect(travel.source).toBe('engine');
  expect(asked).toHaveLength(9);
  expect(asked.every((url) => placesOf(url).length <= 4)).toBe(true);
});

test('a route comes with its legs and its points', async () => {
  const route = await engine().route([A, B, C]);
  expect(route.source).toBe('engine');
  expect(route.legs).toHaveLength(2);
  expect(route.seconds).toBeCloseTo(route.legs[0]!.seconds + route.legs[1]!.seconds);
  expect(route.geometry[0]).toEqual(A);
});

test('places without a way between them fall back to the embedded model, the others do not', async () => {
  answer = (_, response) => json(response, { code: 'Ok', durations: [[null, 60]], distances: [[null, 500]] });
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
  answer = fault;
  const problems: unknown[] = [];
  const osrm = engine({ onProblem: (error) => problems.push(error) });
  const travel = await osrm.matrix([A, B], [B, C]);
  expect(travel.source).toBe('embedded');
  expect(travel.seconds(A, C)).toBeCloseTo(embedded.seconds(A, C));
  expect((await osrm.route([A, C])).source).toBe('embedded');
  expect(problems).toHaveLength(2);
});

test('an engine that keeps failing is left alone for a while, then asked once, and trusted again when it answers', async () => {
  answer = (_, response) => json(response, {}, 503);
  const osrm = engine({ failuresMax: 2, pauseMs: 100 });
  for (let i = 0; i < 5; i += 1) await osrm.matrix([A], [B]);
  expect(asked).toHaveLength(2);
  answer = speakOsrm;
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect((await osrm.matrix([A], [B])).source).toBe('engine');
  expect((await osrm.route([A, B])).source).toBe('engine');
});
