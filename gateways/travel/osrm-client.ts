import { z } from 'zod';
import type { Place } from '../../domain/matching/types';
import type { RoadLeg } from '../../domain/travel/known-legs';

/** The engine did not answer, or not with what was asked. Who catches it falls back. */
class RoadEngineError extends Error {
  override name = 'RoadEngineError';
}

export interface OsrmOptions {
  /** Such as http://localhost:5000. */
  url: string;
  /** As the data was prepared: `driving`, `cycling`, … */
  profile: string;
  timeoutMs: number;
}

export interface OsrmRoute {
  duration: number;
  distance: number;
  legs: { duration: number; distance: number }[];
  geometry: { coordinates: [number, number][] };
}

const Cell = z.number().min(0).nullable();
const TableAnswer = z.object({ durations: z.array(z.array(Cell)), distances: z.array(z.array(Cell)) });
const Leg = z.object({ duration: z.number().min(0), distance: z.number().min(0) });
const RouteAnswer = z.object({
  routes: z
    .array(
      Leg.extend({
        legs: z.array(Leg),
        geometry: z.object({ coordinates: z.array(z.tuple([z.number(), z.number()])) }),
      }),
    )
    .min(1),
});

/** OSRM's HTTP interface, as far as we need it (project-osrm.org, "HTTP API": services `table` and `route`). */
export class OsrmClient {
  constructor(private readonly options: OsrmOptions) {}

  /** Legs from each place to each; null where there is no way. */
  async table(from: readonly Place[], to: readonly Place[]): Promise<(RoadLeg | null)[][]> {
    const places = [...from, ...to];
    const indices = (first: number, count: number): string =>
      Array.from({ length: count }, (_, i) => first + i).join(';');
    const query = `sources=${indices(0, from.length)}&destinations=${indices(from.length, to.length)}`;
    const answer = await this.ask('table', places, `${query}&annotations=duration,distance`, TableAnswer);
    const { durations, distances } = answer;
    const isWhole = (rows: unknown[][]): boolean =>
      rows.length === from.length && rows.every((row) => row.length === to.length);
    if (!isWhole(durations) || !isWhole(distances)) throw new RoadEngineError('the table has another size than asked');
    return durations.map((row, i) =>
      row.map((seconds, j) => {
        const meters = distances[i]![j]!;
        return seconds === null || meters === null ? null : { seconds, meters };
      }),
    );
  }

  async route(stops: readonly Place[]): Promise<OsrmRoute> {
    const { routes } = await this.ask('route', stops, 'overview=full&geometries=geojson&steps=false', RouteAnswer);
    const [route] = routes;
    if (route?.legs.length !== stops.length - 1) throw new RoadEngineError('the route has another number of legs');
    return route;
  }

  private async ask<Answer>(
    service: string,
    places: readonly Place[],
    query: string,
    shape: z.ZodType<Answer>,
  ): Promise<Answer> {
    const { url, profile, timeoutMs } = this.options;
    const coordinates = places.map(({ lat, lng }) => `${lng.toFixed(6)},${lat.toFixed(6)}`).join(';');
    const address = `${url.replace(/\/$/, '')}/${service}/v1/${profile}/${coordinates}?${query}`;
    const answer = await this.fetchJson(address, timeoutMs);
    const parsed = shape.safeParse(answer);
    if (parsed.success) return parsed.data;
    const code = (answer as { code?: unknown } | null)?.code;
    throw new RoadEngineError(`OSRM answered ${typeof code === 'string' ? code : 'something else'} to ${service}`);
  }

  /** Answers of OSRM are JSON also when they say no, with status 400. */
  private async fetchJson(address: string, timeoutMs: number): Promise<unknown> {
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' });
      if (response.status >= 500) throw new RoadEngineError(`OSRM answered ${response.status}`);
      return await response.json();
    } catch (error) {
      throw error instanceof RoadEngineError ? error : new RoadEngineError('OSRM did not answer', { cause: error });
    }
  }
}
