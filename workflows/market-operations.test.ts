import { MARKET_OPERATIONS } from '../contracts/market-operations';
import { eventually } from '../test/support/eventually';
import { skippingTests } from '../test/support/skipping-time';
import { timeSkippingEnvironment } from '../test/support/temporal';
import { marketBench, type MarketBench } from './market-bench.test-support';

let bench: MarketBench;
const skipping = skippingTests({
  start: () => marketBench(timeSkippingEnvironment),
  use: (started) => (bench = started),
});

/** Operations of a market with so many open orders; answers how many sweeps there were. */
async function startOperations(openOrders: number, fails?: (sweep: number) => boolean): Promise<() => number> {
  let sweeps = 0;
  await bench.start(MARKET_OPERATIONS, {
    async sweepMarket() {
      sweeps += 1;
      if (fails?.(sweeps)) throw new Error('the database is away');
      return { openOrders, lapsed: 0, restarted: 0, resumed: 0 };
    },
  });
  await eventually(() => expect(sweeps).toBe(1));
  return () => sweeps;
}

skipping('a market with open orders is swept every few seconds', async () => {
  const sweeps = await startOperations(3);
  await bench.pass(62_000);
  expect(sweeps()).toBeGreaterThanOrEqual(11);
});

skipping('a quiet market is swept seldom', async () => {
  const sweeps = await startOperations(0);
  await bench.pass(62_000);
  expect(sweeps()).toBeGreaterThanOrEqual(2);
  expect(sweeps()).toBeLessThanOrEqual(4);
});

skipping('a sweep that fails does not end the sweeping', async () => {
  const sweeps = await startOperations(1, (sweep) => sweep === 1);
  await bench.pass(20_000);
  expect(sweeps()).toBeGreaterThanOrEqual(3);
});

skipping(
  'zones are looked at with every sweep, rollups every half minute, and their failing holds up no sweep',
  async () => {
    let [sweeps, looks, rollups] = [0, 0, 0];
    await bench.start(MARKET_OPERATIONS, {
      async sweepMarket() {
        sweeps += 1;
        return { openOrders: 3, lapsed: 0, restarted: 0, resumed: 0 };
      },
      async keepZoneHealth() {
        looks += 1;
        if (looks === 2) throw new Error('the database is away');
        return { changed: 0 };
      },
      async keepRollups() {
        rollups += 1;
        return { quarters: 1, left: 0 };
      },
    });
    await eventually(() => expect(looks).toBe(1));
    await bench.pass(62_000);
    expect(sweeps).toBeGreaterThanOrEqual(11);
    expect(looks).toBeGreaterThanOrEqual(11);
    expect(rollups).toBeGreaterThanOrEqual(2);
    expect(rollups).toBeLessThanOrEqual(4);
  },
);
