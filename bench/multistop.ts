import { match, type MatchDriver, type MatchingPolicy, type PoolOrder } from '../domain/matching';
import { optionsOf, print, writeResult } from './result';
import { SyntheticCity } from './synthetic';

const ORDERS_PER_MINUTE = 2;
const DRIVERS = 16;
const MINUTES = 240;
const PROMISE_SECONDS = 90 * 60;
/** A merchant sees at once that his order cannot be taken in time, instead of waiting for a promise to break. */
const PATIENCE_SECONDS = 45 * 60;

const POLICY: MatchingPolicy = {
  iterationsMax: 600,
  bundleSizeMax: 3,
  expectedAnswerSeconds: 0,
  lateCommitment: true,
  roundIntervalSeconds: 60,
  repositioning: true,
  candidatesKeptMax: 1,
};

/** Deliveries per active driver-hour in a saturated city, with trips of several orders and without. */
function main(): void {
  const { json, seed = '1' } = optionsOf(['json', 'seed'], process.argv.slice(2));
  const off = live(Number(seed), { ...POLICY, bundleSizeMax: 1 });
  const on = live(Number(seed), POLICY);
  print('multi-stop   delivered   per driver-hour   promises broken');
  for (const [name, result] of [
    ['off', off],
    ['on', on],
  ] as const) {
    print(
      `${name.padEnd(10)} ${String(result.delivered).padStart(11)} ${result.perHour.toFixed(2).padStart(17)} ${String(result.late).padStart(17)}`,
    );
  }
  const gain = on.perHour / off.perHour - 1;
  print(`gain: ${(100 * gain).toFixed(1)} %`);
  writeResult(json, {
    deliveries_per_driver_hour_off: off.perHour,
    deliveries_per_driver_hour_on: on.perHour,
    gain,
    promises_broken_off: off.late,
    promises_broken_on: on.late,
  });
}

function live(seed: number, policy: MatchingPolicy): { delivered: number; perHour: number; late: number } {
  const city = new SyntheticCity(seed, 4_000, 6);
  const orders = Array.from({ length: MINUTES * ORDERS_PER_MINUTE }, (_, i) =>
    city.order(`o${i}`, 60 * Math.floor(i / ORDERS_PER_MINUTE), PROMISE_SECONDS),
  );
  const drivers = new Map(Array.from({ length: DRIVERS }, (_, i) => [`d${i}`, city.driver(`d${i}`, 0)]));
  let pool: PoolOrder[] = [];
  let memory: unknown = null;
  const total = { delivered: 0, late: 0 };
  for (let minute = 0; minute < MINUTES; minute++) {
    const now = 60 * minute;
    pool.push(...orders.filter((order) => order.placedAt === now));
    pool = pool.filter((order) => now < order.placedAt + PATIENCE_SECONDS);
    const snapshot = {
      marketId: 'city',
      roundNo: minute,
      now,
      seed,
      orders: pool,
      drivers: [...drivers.values()],
      policy,
      memory,
    };
    const result = match(snapshot, city.travel);
    memory = result.memory;
    for (const proposal of result.proposals) {
      const taken = new Map(proposal.orders.map(({ id }) => [id, pool.find((order) => order.id === id)!]));
      for (const stop of proposal.stops.filter(({ kind }) => kind === 'dropoff')) {
        if (stop.completeAt > 60 * MINUTES) continue;
        total.delivered++;
        if (stop.completeAt > taken.get(stop.orderId)!.promisedAt) total.late++;
      }
      pool = pool.filter(({ id }) => !taken.has(id));
      finish(drivers.get(proposal.driverId)!, proposal.stops.at(-1)!);
    }
  }
  return { ...total, perHour: total.delivered / ((DRIVERS * MINUTES) / 60) };
}

function finish(driver: MatchDriver, last: { place: MatchDriver['place']; completeAt: number }): void {
  driver.place = last.place;
  driver.freeAt = last.completeAt + 60;
}

main();
