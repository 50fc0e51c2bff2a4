import type { Place, TravelTimes } from '../matching/types';
import { pairKey } from './place-key';

export interface RoadLeg {
  seconds: number;
  meters: number;
}

export type Pair = readonly [from: Place, to: Place];

/** What a road engine has answered, by `pairKey`. Plain data: it goes to the matcher's thread. */
export type KnownLegs = ReadonlyMap<string, RoadLeg>;

/** Legs of a road engine. Never fails and never takes longer than its budget: what is not known in time is left out. */
export interface RoadLegs {
  legs(marketId: string, pairs: readonly Pair[], budgetMs: number): Promise<KnownLegs>;
}

export const NO_LEGS_KNOWN: KnownLegs = new Map();

/** The engine has been asked about so many before its word on the others is taken. */
const SAMPLE_MIN = 5;

/**
 * Travel by what the engine has said, and by the embedded model for the rest, which is scaled to what the engine has said
 * elsewhere: otherwise a pair would look near just because nobody has asked about it.
 */
export function travelOverLegs(legs: KnownLegs, pairs: readonly Pair[], embedded: TravelTimes): TravelTimes {
  if (legs.size === 0) return embedded;
  const ratio = (of: (leg: RoadLeg) => number, model: (pair: Pair) => number): number => {
    const ratios = pairs.flatMap((pair) => {
      const leg = legs.get(pairKey(...pair));
      const modelled = model(pair);
      return leg && modelled > 0 ? [of(leg) / modelled] : [];
    });
    return ratios.length < SAMPLE_MIN ? 1 : ratios.sort((a, b) => a - b)[ratios.length >> 1]!;
  };
  const slower = ratio(
    (leg) => leg.seconds,
    ([from, to]) => embedded.seconds(from, to),
  );
  const longer = ratio(
    (leg) => leg.meters,
    ([from, to]) => embedded.meters(from, to),
  );
  return {
    seconds: (from, to, vehicle) =>
      legs.get(pairKey(from, to))?.seconds ?? embedded.seconds(from, to, vehicle) * slower,
    meters: (from, to) => legs.get(pairKey(from, to))?.meters ?? embedded.meters(from, to) * longer,
  };
}
