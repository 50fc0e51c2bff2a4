import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { match } from '../../domain/matching';
import { readDay, type Day } from './day';
import { runDay, type DayLog } from './online-day';
import { BENCHMARK_POLICY } from './rules';

const DAYS = resolve(process.env['MDRP_DAYS'] ?? '../shared/mdrp/days');
const POLICY = { ...BENCHMARK_POLICY, iterationsMax: 100 };
const CUT_AFTER = 150;

/** The first hours of a small day, so that the test stays fast. */
function morning(): Day {
  if (!existsSync(DAYS)) throw new Error(`The delivery days are not at ${DAYS}; set MDRP_DAYS to their folder.`);
  const day = readDay(DAYS, '0r50t100s1p100');
  return {
    ...day,
    orders: day.orders.filter(({ placedAt }) => placedAt < 220),
    drivers: day.drivers.filter(({ offAt }) => offAt <= 270),
  };
}

function before(minute: number, log: DayLog): unknown {
  return {
    bundles: log.bundles.filter(({ assignedAt }) => assignedAt <= minute),
    moves: log.moves.filter(({ decidedAt }) => decidedAt <= minute),
  };
}

describe('a day lived minute by minute', () => {
  const day = morning();
  const log = runDay(day, match, POLICY, 1);

  test('cutting it after a minute changes no decision until then', () => {
    const cut = { ...day, orders: day.orders.filter(({ placedAt }) => placedAt <= CUT_AFTER) };
    expect(cut.orders.length).toBeLessThan(day.orders.length);
    expect(before(CUT_AFTER, runDay(cut, match, POLICY, 1))).toEqual(before(CUT_AFTER, log));
  }, 60_000);

  test('delivers every order once, never before it is ready and never picked up after the shift', () => {
    const ids = log.deliveries.map(({ order }) => order.id);
    expect(new Set(ids).size).toBe(ids.length);
    const offAt = new Map(day.drivers.map((driver) => [driver.id, driver.offAt]));
    for (const { order, pickupAt, dropoffAt, driver } of log.deliveries) {
      expect(pickupAt).toBeGreaterThanOrEqual(order.readyAt);
      expect(pickupAt).toBeLessThanOrEqual(offAt.get(driver)!);
      expect(dropoffAt).toBeGreaterThanOrEqual(pickupAt + 4);
    }
    expect(ids.length).toBeGreaterThan(30);
  });
});
