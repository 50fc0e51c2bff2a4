import { realTime, type MarketClock } from '../../shared/market-clock';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How far back the questions look, in market time. */
export const RANGES = [
  ['1h', 'Last hour'],
  ['3h', '3 hours'],
  ['24h', '24 hours'],
  ['7d', '7 days'],
  ['28d', '28 days'],
] as const;
export type Range = (typeof RANGES)[number][0];

const LENGTHS: Record<Range, number> = {
  '1h': HOUR_MS,
  '3h': 3 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '28d': 28 * DAY_MS,
};

export const isRange = (value: string | undefined): value is Range => RANGES.some(([range]) => range === value);

/** Rolled up by the quarter of an hour: a period that ends elsewhere would be torn. */
const QUARTER_MS = HOUR_MS / 4;

export interface Period {
  /** Market milliseconds. */
  from: number;
  to: number;
}

/** From so long ago until the end of this quarter of an hour, and the stretch of the same length before it. */
export function periodsOf(range: Range, marketNowMs: number): { now: Period; before: Period } {
  const to = Math.ceil(marketNowMs / QUARTER_MS) * QUARTER_MS;
  const length = LENGTHS[range];
  return { now: { from: to - length, to }, before: { from: to - 2 * length, to: to - length } };
}

/** As the API asks for it. */
export const periodQuery = (marketId: string, clock: MarketClock, { from, to }: Period): URLSearchParams =>
  new URLSearchParams({
    market_id: marketId,
    from: new Date(realTime(clock, from)).toISOString(),
    to: new Date(realTime(clock, to)).toISOString(),
  });
