import { clockFormat, money } from '../../shared/format';
import { marketTime, realTime } from '../../shared/market-clock';
import { instantOf } from '../../shared/market-input';
import { useWorld } from './follow';
import { clockOf, type World } from './world';

export interface MarketWords {
  /** An instant of the server as the market's time of day. */
  time: (instant: string | number) => string;
  /** The same as its day: `Monday 4 May`. */
  day: (instant: string | number) => string;
  money: (amountMinor: number) => string;
}

export interface MarketInput {
  /** What the market is called. */
  name: string;
  /** The server's instant of what a date field gives, by the market's clocks; null when it is no time. */
  instantOf: (text: string) => number | null;
  /** Market time between two of the server's instants. */
  durationMs: (from: number, until: number) => number;
}

/** Times that a driver types are his market's, as those that he reads. */
export const useMarketInput = (): MarketInput => marketInput(useWorld());

export function marketInput(world: World): MarketInput {
  const clock = clockOf(world);
  return {
    name: world.driver?.market.name ?? 'your market',
    instantOf(text) {
      const at = instantOf(text, zoneOf(world));
      return at === null ? null : realTime(clock, at);
    },
    durationMs: (from, until) => marketTime(clock, until) - marketTime(clock, from),
  };
}

const zoneOf = ({ driver }: World): string => driver?.market.time_zone ?? 'UTC';

type Formats = Record<'time' | 'day', (ms: number) => string>;

/** One set per zone: they are dear to make. */
const formats = new Map<string, Formats>();

/** Times and money as the driver's market writes them. */
export const useMarketWords = (): MarketWords => marketWords(useWorld());

export function marketWords(world: World): MarketWords {
  const zone = zoneOf(world);
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
