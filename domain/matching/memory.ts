import type { DemandSeen } from './anticipation/forecast';
import type { TentativeRoute } from './routes/tentative';

/** What one round leaves for the next. JSON-safe; losing it costs quality, never correctness. */
export interface RoundMemory {
  version: 1;
  routes: TentativeRoute[];
  demand: DemandSeen;
}

/** The last round's memory, or null when there is none that this code has written. */
export function readMemory(memory: unknown): RoundMemory | null {
  const candidate = memory as Partial<RoundMemory> | null | undefined;
  const isOurs = candidate?.version === 1 && Array.isArray(candidate.routes) && Array.isArray(candidate.demand?.places);
  return isOurs ? (candidate as RoundMemory) : null;
}
