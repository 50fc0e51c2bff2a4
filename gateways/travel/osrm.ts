import type { Place, TravelTimes } from '../../domain/matching/types';
import type { RoadLeg } from '../../domain/travel/known-legs';
import { pairKey, placeKey } from '../../domain/travel/place-key';
import type { RoadEngine, RoadRoute, TravelSource } from '../../domain/travel/road-engine';
import { CircuitBreaker } from './circuit-breaker';
import { LegCache } from './leg-cache';
import { OsrmClient, type OsrmOptions } from './osrm-client';

export interface OsrmEngineOptions extends OsrmOptions {
  /** OSRM's `--max-table-size`: places in one request. */
  tableSizeMax?: number;
  failuresMax?: number;
  pauseMs?: number;
  legsMax?: number;
  lifetimeMs?: number;
  onProblem?: (error: unknown) => void;
}

export const DEFAULTS = { tableSizeMax: 100, failuresMax: 3, pauseMs: 10_000, legsMax: 200_000, lifetimeMs: 600_000 };

/** OSRM over HTTP, with the embedded model for whatever it does not answer. */
export function createOsrmEngine(options: OsrmEngineOptions, embedded: TravelTimes): RoadEngine {
  const rules = { ...DEFAULTS, ...options };
  const client = new OsrmClient(options);
  const breaker = new CircuitBreaker(rules);
  const cache = new LegCache(rules);

  async function guarded<Answer>(request: () => Promise<Answer>): Promise<Answer | null> {
    if (!breaker.allows()) return null;
    try {
      const answer = await request();
      breaker.succeeded();
      return answer;
    } catch (error) {
      breaker.failed();
      rules.onProblem?.(error);
      return null;
    }
  }

  /** Asks for the rows of places with something unknown, in tables that the engine takes. */
  async function fetchMissing(from: readonly Place[], to: readonly Place[], legs: Legs): Promise<void> {
    const isMissing = (a: Place, b: Place): boolean => !legs.has(pairKey(a, b));
    const rows = from.filter((a) => to.some((b) => isMissing(a, b)));
    const columns = to.filter((b) => rows.some((a) => isMissing(a, b)));
    const half = Math.max(1, Math.floor(rules.tableSizeMax / 2));
    for (const sources of chunks(rows, half)) {
      for (const destinations of chunks(columns, half)) {
        const table = await guarded(() => client.table(sources, destinations));
        if (!table) return;
        sources.forEach((a, i) =>
          destinations.forEach((b, j) => {
            const leg = table[i]![j];
            if (!leg) return;
            cache.set(a, b, leg);
            legs.set(pairKey(a, b), leg);
          }),
        );
      }
    }
  }

  return {
    async matrix(from, to) {
      const sources = unique(from);
      const destinations = unique(to);
      const legs: Legs = new Map();
      for (const a of sources) {
        for (const b of destinations) {
          const known = cache.get(a, b);
          if (known) legs.set(pairKey(a, b), known);
        }
      }
      await fetchMissing(sources, destinations, legs);
      const legOf = (a: Place, b: Place): RoadLeg | undefined => legs.get(pairKey(a, b));
      return {
        source: sourceOf(legs.size, sources.length * destinations.length),
        seconds: (a, b, vehicle) => legOf(a, b)?.seconds ?? embedded.seconds(a, b, vehicle),
        meters: (a, b) => legOf(a, b)?.meters ?? embedded.meters(a, b),
      };
    },

    async route(stops) {
      const route = stops.length < 2 ? null : await guarded(() => client.route(stops));
      if (!route) return straightRoute(stops, embedded);
      return {
        source: 'engine',
        seconds: route.duration,
        meters: route.distance,
        legs: route.legs.map(({ duration, distance }) => ({ seconds: duration, meters: distance })),
        geometry: route.geometry.coordinates.map(([lng, lat]) => ({ lat, lng })),
      };
    },
  };
}

type Legs = Map<string, RoadLeg>;

const unique = (places: readonly Place[]): Place[] => [
  ...new Map(places.map((place) => [placeKey(place), place])).values(),
];

const chunks = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

function sourceOf(known: number, asked: number): TravelSource {
  if (known === 0) return 'embedded';
  return known < asked ? 'mixed' : 'engine';
}

function straightRoute(stops: readonly Place[], travel: TravelTimes): RoadRoute {
  const legs = stops.slice(1).map((to, i) => {
    const from = stops[i]!;
    return { seconds: travel.seconds(from, to), meters: travel.meters(from, to) };
  });
  const total = (of: (leg: RoadLeg) => number): number => legs.reduce((sum, leg) => sum + of(leg), 0);
  return {
    source: 'embedded',
    seconds: total(({ seconds }) => seconds),
    meters: total(({ meters }) => meters),
    legs,
    geometry: stops.map(({ lat, lng }) => ({ lat, lng })),
  };
}
