/** What costs an order its time, as a customer can be told. */
export type DelayReason = 'finding_driver' | 'kitchen' | 'driver' | 'road';

/** Instants in milliseconds; null for what has not happened. */
export interface OrderTimes {
  readyAt: number;
  firstAssignedAt: number | null;
  arrivedAtPickupAt: number | null;
  pickedUpAt: number | null;
}

/** Less than this explains nothing. */
const WORTH_TELLING_MS = 120_000;

/**
 * Which part of an order's way has cost most: each is counted from when it could have begun, so that a driver who comes
 * late because he was found late is not blamed for it. Null while nothing stands out.
 */
export function delayReason(times: OrderTimes, delayMs: number, nowMs: number): DelayReason | null {
  const { readyAt, firstAssignedAt, arrivedAtPickupAt, pickedUpAt } = times;
  const found = firstAssignedAt ?? nowMs;
  const came = arrivedAtPickupAt ?? nowMs;
  const cost = {
    finding_driver: Math.max(0, found - readyAt),
    driver: Math.max(0, came - Math.max(readyAt, found)),
    kitchen: arrivedAtPickupAt === null ? 0 : Math.max(0, (pickedUpAt ?? nowMs) - Math.max(readyAt, arrivedAtPickupAt)),
  };
  const explained = cost.finding_driver + cost.driver + cost.kitchen;
  const costs = { ...cost, road: pickedUpAt === null ? 0 : delayMs - explained };
  const [worst] = (Object.entries(costs) as [DelayReason, number][]).sort(([, a], [, b]) => b - a);
  return worst && worst[1] >= WORTH_TELLING_MS ? worst[0] : null;
}
