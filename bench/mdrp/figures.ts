import type { Day } from './day';
import type { DayLog } from './online-day';

export type Figures = Record<string, number>;

/** The figures of a day that the benchmark's scorer would give, and what a round took. */
export function figuresOf(day: Day, log: DayLog): Figures {
  const excess = log.deliveries.map(({ order, dropoffAt }) => dropoffAt - floorOf(day, order));
  const lastOff = Math.max(...day.drivers.map((driver) => driver.offAt));
  const isOver = (placedAt: number, at: number): boolean => at - placedAt > day.maxClickToDoor;
  return {
    orders: day.orders.length,
    undelivered: day.orders.length - log.deliveries.length,
    undeliverable: day.orders.filter((order) => order.readyAt > lastOff).length,
    excess_over_floor: mean(excess),
    click_to_door: mean(log.deliveries.map(({ order, dropoffAt }) => dropoffAt - order.placedAt)),
    ready_to_pickup: mean(log.deliveries.map(({ order, pickupAt }) => pickupAt - order.readyAt)),
    over_90_avoidable: log.deliveries.filter(
      ({ order, dropoffAt }) => isOver(order.placedAt, dropoffAt) && !isOver(order.placedAt, floorOf(day, order)),
    ).length,
    orders_per_bundle: log.deliveries.length / Math.max(1, log.bundles.length),
    round_p50_ms: percentile(log.roundMs, 0.5),
    round_p99_ms: percentile(log.roundMs, 0.99),
    round_max_ms: Math.max(...log.roundMs),
    pool_max: log.poolMax,
  };
}

function floorOf(day: Day, order: Day['orders'][number]): number {
  return (
    order.readyAt + (day.pickupService + day.dropoffService) / 2 + day.travelMinutes(order.pickupPlace, order.place)
  );
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
