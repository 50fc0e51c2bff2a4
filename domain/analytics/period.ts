import { toMarket, toReal, type MarketClock } from '../clock';
import { midnightOf } from '../market-day';

/** Seconds of a quarter of an hour: what rollups are kept by. */
export const QUARTER_S = 900;

/** From (inclusive) to (exclusive), in market seconds since the epoch, on borders of quarters. */
export interface Period {
  fromS: number;
  toS: number;
}

export type Bucket = 'quarter' | 'hour' | 'day';

export interface AskedPeriod {
  /** Real milliseconds; without them the market's day so far. */
  fromMs: number | null;
  toMs: number | null;
}

/** The quarters that a question is about: whole ones, since nothing smaller is kept. */
export function periodOf(asked: AskedPeriod, market: { timeZone: string; clock: MarketClock }, nowMs: number): Period {
  const toS = toMarket(market.clock, asked.toMs ?? nowMs);
  const fromS = asked.fromMs === null ? midnightOf(market.timeZone, toS - 1) : toMarket(market.clock, asked.fromMs);
  return { fromS: Math.floor(fromS / QUARTER_S) * QUARTER_S, toS: Math.ceil(toS / QUARTER_S) * QUARTER_S };
}

/** As long, right before. */
export const periodBefore = ({ fromS, toS }: Period): Period => ({ fromS: fromS - (toS - fromS), toS: fromS });

/** The quarters of a period in which something can have been counted: from the market's first one to the present one. */
export function knownPart({ fromS, toS }: Period, sinceS: number, nowS: number): Period {
  const knownFrom = Math.max(fromS, sinceS);
  const knownTo = Math.min(toS, (Math.floor(nowS / QUARTER_S) + 1) * QUARTER_S);
  return { fromS: knownFrom, toS: Math.max(knownFrom, knownTo) };
}

/** So fine that a chart has something to show, and no finer than it can. */
export function bucketFor({ fromS, toS }: Period): Bucket {
  const hours = (toS - fromS) / 3_600;
  if (hours <= 26) return 'quarter';
  return hours <= 24 * 8 ? 'hour' : 'day';
}

export const realInstant = (clock: MarketClock, marketS: number): Date => new Date(Math.round(toReal(clock, marketS)));
