/**
 * A market's clock: market time = real time × rate + offset. In earnest rate is 1 and offset 0; a test market can run a
 * day in an hour. Stored and served instants are real time; durations in a policy are market time and become real time
 * here and nowhere else.
 */
export interface MarketClock {
  rate: number;
  offsetMs: number;
}

export const EARNEST: MarketClock = { rate: 1, offsetMs: 0 };

/** Real milliseconds that a duration of market seconds lasts. */
export const realMs = (clock: MarketClock, marketSeconds: number): number => (marketSeconds * 1000) / clock.rate;

/** Market seconds that pass during real milliseconds. */
export const marketSeconds = (clock: MarketClock, ms: number): number => (ms * clock.rate) / 1000;

/** Market time, in seconds since the epoch, of a real instant in milliseconds. */
export const toMarket = (clock: MarketClock, realInstantMs: number): number =>
  (realInstantMs * clock.rate + clock.offsetMs) / 1000;

/** Real instant, in milliseconds, of a market time in seconds since the epoch. */
export const toReal = (clock: MarketClock, marketInstantSeconds: number): number =>
  (marketInstantSeconds * 1000 - clock.offsetMs) / clock.rate;
