import { match } from '../../domain/matching';
import { travelOfRound } from '../../domain/matching/stored-round';
import type { Snapshot } from '../../domain/matching/types';
import type { MatchedRound } from '../../domain/ports';
import type { EmbeddedTravel } from '../../domain/travel/embedded';
import type { KnownLegs } from '../../domain/travel/known-legs';
import { packRound } from './round-input';

export type Solve = (snapshot: Omit<Snapshot, 'memory'>, travel: EmbeddedTravel, legs: KnownLegs) => MatchedRound;

/** Runs rounds and keeps each market's memory between them. Lost with the process: that costs quality, never an order. */
export function createSolver(): Solve {
  const memories = new Map<string, unknown>();
  return (given, travel, known) => {
    const snapshot: Snapshot = { ...given, memory: memories.get(given.marketId) ?? null };
    const round = { snapshot, travel, legs: [...known] };
    const result = match(snapshot, travelOfRound(round));
    memories.set(snapshot.marketId, result.memory);
    const input = result.proposals.length > 0 ? packRound(round) : null;
    // The memory stays here: it is large and nobody else reads it.
    return { ...result, memory: null, input };
  };
}
