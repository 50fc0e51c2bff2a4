import { clockFormat, money } from '../../shared/format';
import { marketTime } from '../../shared/market-clock';
import { useWorld } from './follow';
import { clockOf, type World } from './world';

export interface MarketWords {
  /** An instant of the server as the market's time of day. */
  time: (instant: string | number) => string;
  /** The same as its day: `Monday 4 May`. */
  day: (instant: string | number) => string;
  money: (amountMinor: number) => string;
}

type Formats = Record<'time' | 'day', (ms: number) => string>;

/** One set per zone: they are dear to make. */
const formats = new Map<string, Formats>();

/** Times and money as the driver's market writes them. */
export const useMarketWords = (): MarketWords => marketWords(useWorld());

export function marketWords(world: World): MarketWords {
  const zone = world.driver?.market.time_zone ?? 'UTC';
  const currency = world.driver?.market.currency ?? 'EUR';
  const format = formats.get(zone) ?? formatsOf(zone);
  formats.set(zone, format);
  const at = (instant: string | number): number => marketTime(clockOf(world), instant);
  return {
    time: (instant) => format.time(at(instant)),
    day: (instant) => format.day(at(instant)),
    money: (amountMinor) => money(amountMinor, currency),
  };
}

function formatsOf(timeZone: string): Formats {
  const day = new Intl.DateTimeFormat(undefined, { timeZone, weekday: 'long', day: 'numeric', month: 'long' });
  const clock = clockFormat(timeZone);
  return { time: (ms) => clock.time(ms), day: (ms) => day.format(ms) };
}
