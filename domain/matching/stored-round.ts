import type { EmbeddedTravel } from '../travel/embedded';
import type { Snapshot } from './types';

/**
 * All that a round read, memory included. A round is a pure function of it, so whoever has it can work out every
 * decision again (see docs/audit.md).
 */
export interface StoredRound {
  snapshot: Snapshot;
  travel: EmbeddedTravel;
}
