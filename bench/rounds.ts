import { match, type MatchingPolicy } from '../domain/matching';
import { percentile } from './mdrp/figures';
import { optionsOf, print, writeResult } from './result';
import { SyntheticCity } from './synthetic';

const SIZES = [100, 1_000, 5_000, 10_000];
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

/** How long one round takes, cold, with as many open orders as drivers; single thread. */
function main(): void {
  const { json, seed = '1', rounds = '20' } = optionsOf(['json', 'seed', 'rounds'], process.argv.slice(2));
  const figures: Record<string, number> = {};
  print(
    ['size', 'p50 ms', 'p99 ms', 'cpu p50 ms', 'cpu p99 ms', 'proposals'].map((name) => name.padStart(11)).join(''),
  );
  for (const size of SIZES) {
    const times: number[] = [];
    const cpuTimes: number[] = [];
    let proposals = 0;
    for (let round = 0; round < Number(rounds); round++) {
      const city = new SyntheticCity(
        Number(seed) + round,
        METERS_PER_ROOT_ORDER * Math.sqrt(size),
        Math.ceil(size / 5),
      );
      const snapshot = {
        marketId: 'bench',
        roundNo: round,
        now: NOW,
        seed: Number(seed),
        orders: Array.from({ length: size }, (_, i) => city.order(`o${i}`, NOW - (i % 600), 3_600)),
        drivers: Array.from({ length: size }, (_, i) => city.driver(`d${i}`, NOW + (i % 3) * 300)),
        policy: POLICY,
        memory: null,
      };
      const startedAt = performance.now();
      const cpuBefore = process.cpuUsage();
      proposals = match(snapshot, city.travel).proposals.length;
      times.push(performance.now() - startedAt);
      const { user, system } = process.cpuUsage(cpuBefore);
      cpuTimes.push((user + system) / 1_000);
    }
    figures[`round_p50_ms_${size}`] = percentile(times, 0.5);
    figures[`round_p99_ms_${size}`] = percentile(times, 0.99);
    // On a shared machine the processor's own count says more than the clock on the wall.
    figures[`round_cpu_p50_ms_${size}`] = percentile(cpuTimes, 0.5);
    figures[`round_cpu_p99_ms_${size}`] = percentile(cpuTimes, 0.99);
    const columns = [times, cpuTimes].flatMap((values) => [percentile(values, 0.5), percentile(values, 0.99)]);
    print([size, ...columns.map(Math.round), proposals].map((value) => String(value).padStart(11)).join(''));
  }
  // 1 is linear: time per order at 10,000 against time per order at 1,000.
  figures['round_growth'] = figures['round_cpu_p50_ms_10000']! / 10 / figures['round_cpu_p50_ms_1000']!;
  print(`growth from 1,000 to 10,000, per order: ${figures['round_growth'].toFixed(2)}`);
  writeResult(json, figures);
}

main();
