import { embeddedTravel, type EmbeddedTravel } from '../travel/embedded';
import { travelOverLegs, type RoadLeg } from '../travel/known-legs';
import { pairsOfRound } from '../travel/pairs';
import type { Snapshot, TravelTimes } from './types';

/**
 * All that a round read, memory included. A round is a pure function of it, so whoever has it can work out every
 * decision again (see docs/audit.md).
 */
export interface StoredRound {
  snapshot: Snapshot;
  travel: EmbeddedTravel;
  /** What a road engine had said; absent where there is none. */
  legs?: [pair: string, leg: RoadLeg][];
}

/** The travel times that a round goes by. */
export function travelOfRound({ snapshot, travel, legs = [] }: StoredRound): TravelTimes {
  const pairs = legs.length === 0 ? [] : pairsOfRound(snapshot);
  return travelOverLegs(new Map(legs), pairs, embeddedTravel(travel));
}
