import { toMarket, toReal, type MarketClock } from './clock';
import { utcOffsetS } from './eta/time-zone';

/** Market seconds since the epoch at the midnight (in the market's zone) before a market instant, some days away. */
export function midnightOf(timeZone: string, marketInstantS: number, days = 0): number {
  const local = marketInstantS + utcOffsetS(timeZone, marketInstantS);
  const midnight = (Math.floor(local / 86_400) + days) * 86_400;
  // The offset of that night may be another one than now: clocks change.
  return midnight - utcOffsetS(timeZone, midnight - utcOffsetS(timeZone, marketInstantS));
}

/** When the market's day began, in real milliseconds. */
export const dayBegan = (market: { timeZone: string; clock: MarketClock }, nowMs: number): number =>
  toReal(market.clock, midnightOf(market.timeZone, toMarket(market.clock, nowMs)));
