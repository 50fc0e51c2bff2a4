import type { RoundResult, Snapshot } from '../../domain/matching/types';
import type { EmbeddedTravel } from '../../domain/travel/embedded';

/** What goes to the matcher's thread and what comes back. */
export interface RoundRequest {
  id: number;
  snapshot: Omit<Snapshot, 'memory'>;
  travel: EmbeddedTravel;
}

export type RoundAnswer = { id: number; result: RoundResult } | { id: number; error: string };
