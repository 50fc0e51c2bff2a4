import type { Place, TravelTimes } from '../matching/types';

/**
 * Travel on real streets. Never fails: where the engine has no answer in time, the market's embedded model speaks, and
 * `source` says so.
 */
export interface RoadEngine {
  /** Travel from each place to each, fetched before it is asked for: what reads it does so without waiting. */
  matrix(from: readonly Place[], to: readonly Place[]): Promise<TravelTimes & { source: TravelSource }>;
  /** The way along two stops or more, in their order. */
  route(stops: readonly Place[]): Promise<RoadRoute>;
}

export type TravelSource = 'engine' | 'mixed' | 'embedded';

export interface RoadRoute {
  source: 'engine' | 'embedded';
  seconds: number;
  meters: number;
  /** One leg between each two stops. */
  legs: { seconds: number; meters: number }[];
  /** Points on the way; straight lines when no engine has answered. */
  geometry: { lat: number; lng: number }[];
}
