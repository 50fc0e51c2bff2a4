/**
 * Market time = real time × rate + offset, and real time is the server's. A market at rate 60 runs a day in 24 minutes,
 * so deadlines, promises and waits must all be read on its clock, and this is where that happens.
 */
export interface MarketClock {
  rate: number;
  offsetMs: number;
  /** Server's clock minus this machine's, measured on the last message. */
  serverAheadMs: number;
}

export const WALL_CLOCK: MarketClock = { rate: 1, offsetMs: 0, serverAheadMs: 0 };

/** Market time of an instant that the server sent. */
export function marketTime(clock: MarketClock, instant: string | number): number {
  const realMs = typeof instant === 'number' ? instant : Date.parse(instant);
  return realMs * clock.rate + clock.offsetMs;
}

/** Market time of this machine's `nowMs`. */
export const marketNow = (clock: MarketClock, nowMs: number): number => marketTime(clock, nowMs + clock.serverAheadMs);

/** The real instant, by the server's clock, at which a market's clock shows `marketMs`: what the API wants to be told. */
export const realTime = (clock: MarketClock, marketMs: number): number => (marketMs - clock.offsetMs) / clock.rate;
