import type { Snapshot } from '../../domain/matching/types';
import type { MatchedRound } from '../../domain/ports';
import type { EmbeddedTravel } from '../../domain/travel/embedded';
import type { KnownLegs } from '../../domain/travel/known-legs';

/** What goes to the matcher's thread and what comes back. */
export interface RoundRequest {
  id: number;
  snapshot: Omit<Snapshot, 'memory'>;
  travel: EmbeddedTravel;
  legs: KnownLegs;
}

export type RoundAnswer = { id: number; result: MatchedRound } | { id: number; error: string };
