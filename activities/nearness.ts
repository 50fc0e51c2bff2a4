import { DEFAULT_NOTIFICATIONS } from '../domain/notifications/policy';
import { nearnessOf } from '../domain/tracking/nearness';
import type { NearnessStore } from '../domain/tracking/ports';
import { isPlaceShown } from '../domain/tracking/visibility';
import { embeddedTravel } from '../domain/travel/embedded';

/** A position of an order is told to those outside at most this often, in real time. */
const LOCATION_EVERY_MS = 15_000;

/** Tells who is nearly there, and where drivers are, of a market's orders on their way. */
export async function sweepNearness(nearness: NearnessStore, marketId: string): Promise<void> {
  await tellWhoIsNear(nearness, marketId);
  for (const { id, status, place, others } of await nearness.readLocations(marketId, LOCATION_EVERY_MS)) {
    // As on the customer's page: not at other people's doors.
    if (isPlaceShown(status, place, others)) await nearness.tellLocation(id);
  }
}

async function tellWhoIsNear(nearness: NearnessStore, marketId: string): Promise<void> {
  const market = await nearness.readNearness(marketId);
  if (!market) return;
  const travel = embeddedTravel(market.travel);
  const { nearlyThereS } = { ...DEFAULT_NOTIFICATIONS, ...market.notifications };
  for (const { id, nearSince, position, dropoff } of market.orders) {
    const secondsLeft = travel.seconds(position, dropoff);
    const looks = nearnessOf(
      { secondsLeft, nearSinceMs: nearSince === null ? null : Date.parse(nearSince), nowMs: Date.parse(market.now) },
      nearlyThereS,
    );
    if (looks === 'near') await nearness.tellApproaching(id, secondsLeft);
    else if (looks !== 'unchanged') await nearness.noteNear(id, looks === 'maybe');
  }
}
