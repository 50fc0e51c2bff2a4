import { parentPort } from 'node:worker_threads';
import { match } from '../../domain/matching';
import type { Snapshot, TravelTimes } from '../../domain/matching/types';
import { embeddedTravel } from '../../domain/travel/embedded';
import { travelOverLegs } from '../../domain/travel/known-legs';
import { pairsOfRound } from '../../domain/travel/pairs';
import type { RoundAnswer, RoundRequest } from './protocol';

/** What each market's last round wanted to remember. Lost with the thread: that costs quality, never an order. */
const memories = new Map<string, unknown>();

parentPort?.on('message', ({ id, snapshot, travel, legs }: RoundRequest) => {
  parentPort?.postMessage(
    answer(id, { ...snapshot, memory: memories.get(snapshot.marketId) ?? null }, travelOf(snapshot, travel, legs)),
  );
});

const travelOf = (
  snapshot: RoundRequest['snapshot'],
  travel: RoundRequest['travel'],
  legs: RoundRequest['legs'],
): TravelTimes => travelOverLegs(legs, legs.size === 0 ? [] : pairsOfRound(snapshot), embeddedTravel(travel));

function answer(id: number, snapshot: Snapshot, travel: TravelTimes): RoundAnswer {
  try {
    const result = match(snapshot, travel);
    memories.set(snapshot.marketId, result.memory);
    // The memory stays here: it is large and nobody else reads it.
    return { id, result: { ...result, memory: null } };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
