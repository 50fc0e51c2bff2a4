import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Place } from '../../domain/matching/types';
import { embeddedTravel } from '../../domain/travel/embedded';

/** A local server that speaks OSRM's format: every metre takes a tenth of a second, and every way is 1000 m longer. */
export const embedded = embeddedTravel({ speedMps: 5, detourFactor: 1 });
export const roadMeters = (from: Place, to: Place): number => embedded.meters(from, to) + 1000;

export interface OsrmStub {
  url: string;
  asked: URL[];
  /** What it does instead of answering properly. */
  answer: (url: URL, response: ServerResponse) => void;
  close(): Promise<void>;
}

export async function startOsrmStub(): Promise<OsrmStub> {
  const server = createServer((request: IncomingMessage, response) => {
    const url = new URL(request.url!, 'http://localhost');
    stub.asked.push(url);
    stub.answer(url, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stub: OsrmStub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    answer: speakOsrm,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return stub;
}

export const placesOf = (url: URL): Place[] =>
  url.pathname
    .split('/')[4]!
    .split(';')
    .map((pair) => pair.split(',').map(Number))
    .map(([lng, lat]) => ({ lat: lat!, lng: lng! }));

export const json = (response: ServerResponse, body: object, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

export function speakOsrm(url: URL, response: ServerResponse): void {
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
