import { match, type MatchingPolicy } from '../domain/matching';
import { percentile } from './mdrp/figures';
import { optionsOf, print, writeResult } from './result';
import { SyntheticCity } from './synthetic';

interface Size {
  name: string;
  orders: number;
  drivers: number;
}

const square = (size: number): Size => ({ name: String(size), orders: size, drivers: size });
/** The busiest minute of the largest delivery day: orders placed and not picked up, drivers on shift or soon. */
const LARGEST_DAY: Size = { name: 'largest_day', orders: 212, drivers: 269 };
const SIZES = [square(100), LARGEST_DAY, square(1_000), square(5_000), square(10_000)];
/** A worker that has been running has compiled code; what a round knows nothing of is the round before. */
const WARM_UP_ROUNDS = 10;
/** Short rounds are repeated more often, or their p99 would be the one that the machine disturbed most. */
const SMALL_MARKET_ORDERS = 500;
const SMALL_MARKET_REPEATS = 15;
const NOW = 1_800_000_000;
/** Markets grow in area, not in density. */
const METERS_PER_ROOT_ORDER = 350;

const POLICY: MatchingPolicy = {
  iterationsMax: 600,
  bundleSizeMax: 3,
  expectedAnswerSeconds: 20,
  lateCommitment: false,
  roundIntervalSeconds: 15,
  repositioning: true,
  candidatesKeptMax: 5,
};

/** How long one round takes, with as many open orders as drivers and nothing known from a round before; single thread. */
function main(): void {
  const { json, seed = '1', rounds = '20' } = optionsOf(['json', 'seed', 'rounds'], process.argv.slice(2));
  const figures: Record<string, number> = {};
  print(
    ['size', 'p50 ms', 'p99 ms', 'cpu p50 ms', 'cpu p99 ms', 'proposals'].map((name) => name.padStart(12)).join(''),
  );
  for (let round = 0; round < WARM_UP_ROUNDS; round++) timeRound(LARGEST_DAY, Number(seed) + round);
  for (const size of SIZES) {
    const repeats = Number(rounds) * (size.orders < SMALL_MARKET_ORDERS ? SMALL_MARKET_REPEATS : 1);
    const timed = Array.from({ length: repeats }, (_, round) => timeRound(size, Number(seed) + round));
    const [times, cpuTimes] = [timed.map(({ ms }) => ms), timed.map(({ cpuMs }) => cpuMs)];
    figures[`round_p50_ms_${size.name}`] = percentile(times, 0.5);
    figures[`round_p99_ms_${size.name}`] = percentile(times, 0.99);
    // On a shared machine the processor's own count says more than the clock on the wall.
    figures[`round_cpu_p50_ms_${size.name}`] = percentile(cpuTimes, 0.5);
    figures[`round_cpu_p99_ms_${size.name}`] = percentile(cpuTimes, 0.99);
    const columns = [times, cpuTimes].flatMap((values) => [percentile(values, 0.5), percentile(values, 0.99)]);
    const cells = [size.name, ...columns.map(Math.round), timed.at(-1)!.proposals];
    print(cells.map((value) => String(value).padStart(12)).join(''));
  }
  // 1 is linear: time per order at 10,000 against time per order at 1,000.
  figures['round_growth'] = figures['round_cpu_p50_ms_10000']! / 10 / figures['round_cpu_p50_ms_1000']!;
  print(`growth from 1,000 to 10,000, per order: ${figures['round_growth'].toFixed(2)}`);
  writeResult(json, figures);
}

function timeRound({ orders, drivers }: Size, seed: number): { ms: number; cpuMs: number; proposals: number } {
  const city = new SyntheticCity(seed, METERS_PER_ROOT_ORDER * Math.sqrt(orders), Math.ceil(orders / 5));
  const snapshot = {
    marketId: 'bench',
    roundNo: seed,
    now: NOW,
    seed,
    orders: Array.from({ length: orders }, (_, i) => city.order(`o${i}`, NOW - (i % 600), 3_600)),
    drivers: Array.from({ length: drivers }, (_, i) => city.driver(`d${i}`, NOW + (i % 3) * 300)),
    policy: POLICY,
    memory: null,
  };
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const { proposals } = match(snapshot, city.travel);
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { ms, cpuMs: (user + system) / 1_000, proposals: proposals.length };
}

main();
