import { marketTime, type MarketClock } from '../../shared/market-clock';
import { hasEnded, type Board, type Driver, type Order } from '../live/board';
import { FILTERS, passes, slackOf, type Filter } from './urgency';

/** What stands in one counter: how many, how many of them are late, and the one that is worst off. */
export interface Count {
  orders: number;
  late: number;
  worstSlackMs: number | null;
  /** The nearest deadline and the longest wait, in market time. */
  nextAt: number | null;
  oldestAt: number | null;
}

export interface Tally {
  counts: Record<Filter, Count>;
  open: number;
  freeDrivers: number;
  busyDrivers: number;
}

export const isFree = (driver: Driver): boolean => driver.availability === 'available' && driver.load === 0;

export function tally(board: Board, nowMarketMs: number): Tally {
  const { clock } = board.market;
  const counts = Object.fromEntries(FILTERS.map((filter) => [filter, nothing()])) as Record<Filter, Count>;
  let open = 0;
  for (const order of board.orders.values()) {
    if (hasEnded(order)) continue;
    open += 1;
    const slack = slackOf(order, clock, nowMarketMs);
    for (const filter of FILTERS) if (passes(filter, order, slack)) add(counts[filter], order, slack, clock);
  }
  const drivers = [...board.drivers.values()];
  return {
    counts,
    open,
    freeDrivers: drivers.filter(isFree).length,
    busyDrivers: drivers.filter(({ hasStops }) => hasStops).length,
  };
}

const nothing = (): Count => ({ orders: 0, late: 0, worstSlackMs: null, nextAt: null, oldestAt: null });

function add(to: Count, order: Order, slack: number | null, clock: MarketClock): void {
  to.orders += 1;
  if (slack !== null && slack < 0) to.late += 1;
  to.worstSlackMs = lower(to.worstSlackMs, slack);
  to.nextAt = lower(to.nextAt, order.next && marketTime(clock, order.next.at));
  to.oldestAt = lower(to.oldestAt, marketTime(clock, order.placedAt));
}

const lower = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
