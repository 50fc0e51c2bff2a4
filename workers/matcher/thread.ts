import { parentPort } from 'node:worker_threads';
import { match } from '../../domain/matching';
import type { Snapshot } from '../../domain/matching/types';
import { embeddedTravel } from '../../domain/travel/embedded';
import type { RoundAnswer, RoundRequest } from './protocol';

/** What each market's last round wanted to remember. Lost with the thread: that costs quality, never an order. */
const memories = new Map<string, unknown>();

parentPort?.on('message', ({ id, snapshot, travel }: RoundRequest) => {
  parentPort?.postMessage(answer(id, { ...snapshot, memory: memories.get(snapshot.marketId) ?? null }, travel));
});

function answer(id: number, snapshot: Snapshot, travel: RoundRequest['travel']): RoundAnswer {
  try {
    const result = match(snapshot, embeddedTravel(travel));
    memories.set(snapshot.marketId, result.memory);
    // The memory stays here: it is large and nobody else reads it.
    return { id, result: { ...result, memory: null } };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
