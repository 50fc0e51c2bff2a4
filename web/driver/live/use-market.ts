import { clockFormat, type ClockFormat, money } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useWorld } from './follow';
import { clockOf } from './world';

export interface MarketWords {
  /** An instant of the server as the market's time of day. */
  time: (instant: string | number) => string;
  money: (amountMinor: number) => string;
}

const formats = new Map<string, ClockFormat>();

/** Times and money as the driver's market writes them. */
export function useMarketWords(): MarketWords {
  const world = useWorld();
  const zone = world.driver?.market.time_zone ?? 'UTC';
  const currency = world.driver?.market.currency ?? 'EUR';
  const format = formats.get(zone) ?? clockFormat(zone);
  formats.set(zone, format);
  return {
    time: (instant) => format.time(marketTime(clockOf(world), instant)),
    money: (amountMinor) => money(amountMinor, currency),
  };
}
